import { disableTypes, imageSize, types } from 'image-size';
import { fail, succeed, type Result } from '../../../preload/contract/result';
import { lacksRows } from '../../base/pictures/png-rows';
import { refuseBytes } from './picture-file';
import type { ShrinkOrder, ShrinkTarget, ShrunkImage } from './shrink-image';
import {
  firstCropStep,
  firstPreviewStep,
  firstSquareStep,
  firstStep,
  nextStep,
  rulesFor,
  usualRules,
  wholeOf,
  type PixelSize,
  type Region,
  type ShrinkRules,
  type ShrinkStep,
} from './shrink-plan';

/** A few bytes can claim a picture that no computer can hold: this many pixels take 400 MB once they are painted. */
const maxSourcePixels = 100_000_000;
/** Formats that can be chosen, as `image-size` calls them, and whether they can move; of others not even the size is read. */
const knownTypes: Readonly<Record<string, { readonly mediaType: string; readonly canMove: boolean }>> = {
  jpg: { mediaType: 'image/jpeg', canMove: false },
  png: { mediaType: 'image/png', canMove: true },
  webp: { mediaType: 'image/webp', canMove: true },
  gif: { mediaType: 'image/gif', canMove: true },
};
const opaqueType = 'jpg';

disableTypes(types.filter((type) => !Object.hasOwn(knownTypes, type)));

/** Answers one picture; the sender ends this worker after it. */
self.onmessage = async ({ data }: MessageEvent<ShrinkOrder>): Promise<void> => {
  const result = await shrink(data).catch(() => fail('imageUnreadable'));
  self.postMessage(result, { transfer: result.ok ? [result.value.bytes.buffer] : [] });
};

async function shrink(order: ShrinkOrder): Promise<Result<ShrunkImage>> {
  const { file, limits, target } = order;
  const source = new Uint8Array(await file.arrayBuffer());
  const refusal = refuseBytes(source);
  if (refusal !== null) return fail(refusal);
  const size = imageSize(source);
  if (size.width * size.height > maxSourcePixels) return fail('imageTooLarge');
  if (await lacksRows(source)) return fail('pictureIncomplete');
  const known = knownTypes[size.type ?? ''];
  const frames = known?.canMove === true ? await frameCount(source, known.mediaType) : 1;
  const moving = {
    source,
    mediaType: known?.mediaType ?? '',
    frames,
    width: size.width,
    height: size.height,
  };
  if (frames > 1 && target.kind === 'whole' && mayMove(moving, order)) {
    return succeed({
      bytes: source,
      mediaType: moving.mediaType,
      width: size.width,
      height: size.height,
      movement: 'kept',
    });
  }
  const movement = frames > 1 && target.kind === 'whole' ? 'lost' : 'none';
  // Of an animation this is the first frame.
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const region = target.kind === 'square' ? target.square : wholeOf(bitmap);
  const rules = target.kind === 'whole' ? rulesFor(bitmap) : usualRules;
  const maxBytes = rules.isStrip ? limits.largeBytes : limits.bytes;
  const canBeTransparent = size.type !== opaqueType;
  // Letters on a strip stay sharper in this format for as many bytes.
  let mediaType: string | null = rules.isStrip ? 'image/webp' : null;
  for (let step = firstStepOf(target, bitmap, rules); step !== null;) {
    const canvas = paint(bitmap, region, step);
    mediaType ??= canBeTransparent && hasTransparency(canvas) ? 'image/webp' : 'image/jpeg';
    const blob = await canvas.convertToBlob({ type: mediaType, quality: step.quality });
    if (blob.size <= maxBytes) {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return succeed({ bytes, mediaType, width: step.width, height: step.height, movement });
    }
    step = nextStep(step, { byteCount: blob.size, maxBytes }, rules);
  }
  return fail(rules.isStrip ? 'pictureTooLong' : 'imageTooLarge');
}

/** Frames as the engine counts them; one for what it cannot decode in parts. */
async function frameCount(data: Uint8Array<ArrayBuffer>, type: string): Promise<number> {
  const decoder = new ImageDecoder({ data, type });
  try {
    await decoder.completed;
    await decoder.tracks.ready;
    return decoder.tracks.selectedTrack?.frameCount ?? 1;
  } catch {
    // What is wrong with it is told by painting it.
    return 1;
  } finally {
    decoder.close();
  }
}

interface MovingSource {
  readonly source: Uint8Array;
  readonly frames: number;
  readonly width: number;
  readonly height: number;
}

/** Whether it goes out as it is: main refuses what would keep a computer busy, and the server what is too large. */
function mayMove({ source, frames, width, height }: MovingSource, { limits }: ShrinkOrder): boolean {
  const pixels = width * height;
  return (
    source.length <= limits.largeBytes &&
    pixels <= limits.movingPixels &&
    pixels * frames <= limits.pixelsOfAllFrames
  );
}

function firstStepOf(target: ShrinkTarget, size: PixelSize, rules: ShrinkRules): ShrinkStep | null {
  if (target.kind === 'square') return firstSquareStep(target.square, target.side);
  if (target.kind === 'preview') return firstPreviewStep(size);
  return target.kind === 'toCrop' ? firstCropStep(size) : firstStep(size, rules);
}

function paint(bitmap: ImageBitmap, region: Region, { width, height }: ShrinkStep): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = contextOf(canvas);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, region.x, region.y, region.width, region.height, 0, 0, width, height);
  return canvas;
}

function hasTransparency(canvas: OffscreenCanvas): boolean {
  const { data } = contextOf(canvas).getImageData(0, 0, canvas.width, canvas.height);
  for (let index = 3; index < data.length; index += 4) if (data[index] !== 255) return true;
  return false;
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  // In memory and not on the graphics card: the pixels are read back.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  return context;
}
