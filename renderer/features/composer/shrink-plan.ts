/** More pixels than this show nothing more on a screen: 2048 by 1536. */
const maxPixels = 3_145_728;
/** The longest side that every format holds and every window paints, pixels. */
const maxSide = 16_383;
/** From this proportion on, a large picture is a strip, such as a long screenshot: its narrow side decides what can be read. */
const stripRatio = 3;
/** More pixels across a strip are more than a telephone has. */
const maxAcrossStrip = 1_080;
const maxStripPixels = 18_000_000;
/** Fewer pixels across, and nothing can be read; less was there of a narrower strip, of which this part has to remain. */
const legibleAcross = { pixels: 640, part: 0.6 } as const;
/** Below this there is no picture left, pixels. */
const minLongerSide = 32;
const firstQuality = 0.86;
/** Where a smaller picture looks better than a coarser one. */
const lowestQuality = 0.66;
/** Letters can be read when they are coarse, but not when they are small. */
const lowestStripQuality = 0.36;
const qualityStep = 0.1;
/** A lower quality is tried only up to this excess: it would not be enough for more. */
const maxExcessForQuality = 1.5;
/** Small pictures take more bytes for each pixel than large ones, so the scale goes a little further than the area asks. */
const scaleMargin = 0.93;
/** Of a picture that a square is chosen from: three times what is sent, and of a long screenshot what a window can hold, pixels. */
const shorterSideToCrop = 768;
const longerSideToCrop = 8_192;
/** It is painted once more. */
const qualityToCrop = 0.94;
/** Of the small picture of a large one: as large as a chat shows pictures. */
const longerSideOfPreview = 320;
const scaleBounds = { min: 0.35, max: 0.9 } as const;

/** Size in pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** One attempt to encode a picture. */
export interface ShrinkStep extends PixelSize {
  /** As the encoders take it, 0 to 1. */
  readonly quality: number;
}

/** What may be done to a picture. */
export interface ShrinkRules {
  /** It is sent so that something can be read on it, or not at all; for that it may have more bytes. */
  readonly isStrip: boolean;
  readonly maxPixels: number;
  readonly maxShorterSide: number;
  readonly minShorterSide: number;
  readonly lowestQuality: number;
  readonly maxExcessForQuality: number;
}

/** For every picture that is looked at, and not read. */
export const usualRules: ShrinkRules = {
  isStrip: false,
  maxPixels,
  maxShorterSide: Infinity,
  minShorterSide: 1,
  lowestQuality,
  maxExcessForQuality,
};

/** The rules for a picture of this size. */
export function rulesFor({ width, height }: PixelSize): ShrinkRules {
  const [across, along] = width < height ? [width, height] : [height, width];
  if (width * height <= maxPixels || along < across * stripRatio) return usualRules;
  return {
    isStrip: true,
    maxPixels: maxStripPixels,
    maxShorterSide: maxAcrossStrip,
    minShorterSide: Math.min(legibleAcross.pixels, Math.floor(across * legibleAcross.part)),
    lowestQuality: lowestStripQuality,
    maxExcessForQuality: Infinity,
  };
}

function scaled({ width, height }: PixelSize, factor: number): PixelSize {
  const side = (length: number): number => Math.max(1, Math.round(length * factor));
  return { width: side(width), height: side(height) };
}

/** Whether the rules leave anything of a picture at this size. */
const isEnough = ({ width, height }: PixelSize, { isStrip, minShorterSide }: ShrinkRules): boolean =>
  isStrip ? Math.min(width, height) >= minShorterSide : Math.max(width, height) >= minLongerSide;

/**
 * The first attempt: good quality, as many pixels as a screen shows, never larger than the picture is; null for a strip that is so
 * long that nothing could be read.
 */
export function firstStep(size: PixelSize, rules: ShrinkRules): ShrinkStep | null {
  const { width, height } = size;
  const factor = Math.min(
    1,
    Math.sqrt(rules.maxPixels / (width * height)),
    maxSide / Math.max(width, height),
    rules.maxShorterSide / Math.min(width, height),
  );
  const step = { ...scaled(size, factor), quality: firstQuality };
  return rules.isStrip && !isEnough(step, rules) ? null : step;
}

/** A part of a picture, pixels. */
export interface Region extends PixelSize {
  readonly x: number;
  readonly y: number;
}

/** All of a picture. */
export const wholeOf = ({ width, height }: PixelSize): Region => ({ x: 0, y: 0, width, height });

/** The first attempt at what a window holds while a square of it is chosen: sharp enough for that square, and never large. */
export function firstCropStep(size: PixelSize): ShrinkStep {
  const { width, height } = size;
  const factor = Math.min(
    1,
    shorterSideToCrop / Math.min(width, height),
    longerSideToCrop / Math.max(width, height),
  );
  return { ...scaled(size, factor), quality: qualityToCrop };
}

/** The first attempt at a small picture of a large one. */
export function firstPreviewStep(size: PixelSize): ShrinkStep {
  const factor = Math.min(1, longerSideOfPreview / Math.max(size.width, size.height));
  return { ...scaled(size, factor), quality: lowestQuality };
}

/** The first attempt at a square: of at most `mostSide` pixels, never larger than it is. */
export function firstSquareStep(square: PixelSize, mostSide: number): ShrinkStep {
  const side = Math.min(square.width, mostSide);
  return { width: side, height: side, quality: firstQuality };
}

/** What an attempt gave, and what is allowed. */
export interface Excess {
  readonly byteCount: number;
  readonly maxBytes: number;
}

/**
 * The attempt after one that gave `byteCount` bytes, where `maxBytes` are allowed: coarser while a little is missing, else smaller.
 * Every chain of attempts ends; null when there is nothing left to give up.
 */
export function nextStep(
  step: ShrinkStep,
  { byteCount, maxBytes }: Excess,
  rules: ShrinkRules,
): ShrinkStep | null {
  const excess = byteCount / maxBytes;
  const coarser = Math.round((step.quality - qualityStep) * 100) / 100;
  if (excess < rules.maxExcessForQuality && coarser >= rules.lowestQuality)
    return { ...step, quality: coarser };
  const factor = Math.min(scaleBounds.max, Math.max(scaleBounds.min, scaleMargin / Math.sqrt(excess)));
  const size = scaled(step, factor);
  return isEnough(size, rules) ? { ...size, quality: step.quality } : null;
}
