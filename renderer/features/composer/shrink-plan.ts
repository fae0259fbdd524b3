/** A longer side than this shows nothing more on a screen, pixels. */
const maxLongerSide = 2_048;
/** Below this there is no picture left, pixels. */
const minLongerSide = 32;
const firstQuality = 0.86;
/** Where a smaller picture looks better than a coarser one. */
const lowestQuality = 0.66;
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

function scaled({ width, height }: PixelSize, factor: number): PixelSize {
  const side = (length: number): number => Math.max(1, Math.round(length * factor));
  return { width: side(width), height: side(height) };
}

/** The first attempt: good quality, at most 2048 pixels on the longer side, never larger than the picture is. */
export function firstStep(size: PixelSize): ShrinkStep {
  const factor = Math.min(1, maxLongerSide / Math.max(size.width, size.height));
  return { ...scaled(size, factor), quality: firstQuality };
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

/** The first attempt at a square: of at most `mostSide` pixels, never larger than it is. */
export function firstSquareStep(square: PixelSize, mostSide: number): ShrinkStep {
  const side = Math.min(square.width, mostSide);
  return { width: side, height: side, quality: firstQuality };
}

/**
 * The attempt after one that gave `byteCount` bytes, where `maxBytes` are allowed: coarser while a little is missing, else smaller.
 * Every chain of attempts ends; null when there is nothing left to give up.
 */
export function nextStep(
  step: ShrinkStep,
  { byteCount, maxBytes }: { readonly byteCount: number; readonly maxBytes: number },
): ShrinkStep | null {
  const excess = byteCount / maxBytes;
  const coarser = Math.round((step.quality - qualityStep) * 100) / 100;
  if (excess < maxExcessForQuality && coarser >= lowestQuality) return { ...step, quality: coarser };
  const factor = Math.min(scaleBounds.max, Math.max(scaleBounds.min, scaleMargin / Math.sqrt(excess)));
  const size = scaled(step, factor);
  return Math.max(size.width, size.height) < minLongerSide ? null : { ...size, quality: step.quality };
}
