import { disableTypes, imageSize, types } from 'image-size';
import { fail, succeed, type Result } from '../../../preload/contract/result';
import type { ShrinkOrder, ShrinkTarget, ShrunkImage } from './shrink-image';
import {
  firstCropStep,
  firstSquareStep,
  firstStep,
  nextStep,
  wholeOf,
  type PixelSize,
  type Region,
  type ShrinkStep,
} from './shrink-plan';

/** A few bytes can claim a picture that no computer can hold: this many pixels take 400 MB once they are painted. */
const maxSourcePixels = 100_000_000;
/** Formats that can be chosen, as `image-size` calls them; of others not even the size is read. */
const knownTypes: readonly (string | undefined)[] = ['jpg', 'png', 'webp', 'gif'];
const opaqueType = 'jpg';

disableTypes(types.filter((type) => !knownTypes.includes(type)));

/** Answers one picture; the sender ends this worker after it. */
self.onmessage = async ({ data }: MessageEvent<ShrinkOrder>): Promise<void> => {
  const result = await shrink(data).catch(() => fail('imageUnreadable'));
  self.postMessage(result, { transfer: result.ok ? [result.value.bytes.buffer] : [] });
};

async function shrink({ file, maxBytes, target }: ShrinkOrder): Promise<Result<ShrunkImage>> {
  const source = imageSize(new Uint8Array(await file.arrayBuffer()));
  if (source.width * source.height > maxSourcePixels) return fail('imageTooLarge');
  // Of an animation this is the first frame: a moving picture that fits would be a postage stamp.
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const canBeTransparent = source.type !== opaqueType;
  const region = target.kind === 'square' ? target.square : wholeOf(bitmap);
  let mediaType: string | null = null;
  for (let step: ShrinkStep | null = firstStepOf(target, bitmap); step !== null;) {
    const canvas = paint(bitmap, region, step);
    mediaType ??= canBeTransparent && hasTransparency(canvas) ? 'image/webp' : 'image/jpeg';
    const blob = await canvas.convertToBlob({ type: mediaType, quality: step.quality });
    if (blob.size <= maxBytes) {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return succeed({ bytes, mediaType, width: step.width, height: step.height });
    }
    step = nextStep(step, { byteCount: blob.size, maxBytes });
  }
  return fail('imageTooLarge');
}

function firstStepOf(target: ShrinkTarget, size: PixelSize): ShrinkStep {
  if (target.kind === 'square') return firstSquareStep(target.square, target.side);
  return target.kind === 'toCrop' ? firstCropStep(size) : firstStep(size);
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
