import type { PictureSize } from './picture-box';

/** How a picture lies in the viewer. */
export interface ViewerTransform {
  /** CSS pixels for each pixel of the picture. */
  readonly scale: number;
  /** From the centre of the stage to the centre of the picture, CSS pixels. */
  readonly x: number;
  readonly y: number;
}

/** A place on the stage, from its centre, CSS pixels. */
export interface StagePoint {
  readonly x: number;
  readonly y: number;
}

/** What the transform depends on. */
export interface ViewerSizes {
  readonly picture: PictureSize;
  readonly stage: PictureSize;
}

const maxScale = 8;

/** The largest scale at which the whole picture is seen, never above its own size. */
export function fitScale({ picture, stage }: ViewerSizes): number {
  return Math.min(1, stage.width / picture.width, stage.height / picture.height);
}

/** The whole picture in the middle. */
export function fitted(sizes: ViewerSizes): ViewerTransform {
  return { scale: fitScale(sizes), x: 0, y: 0 };
}

/** A long picture at the width of the stage, never above its own size, from its top. */
export function fromTop(sizes: ViewerSizes): ViewerTransform {
  const { picture, stage } = sizes;
  const scale = Math.min(1, stage.width / picture.width);
  return moved({ scale, x: 0, y: 0 }, { x: 0, y: picture.height }, sizes);
}

/** Whether the whole picture is seen. */
export function isFitted({ scale }: ViewerTransform, sizes: ViewerSizes): boolean {
  return scale <= fitScale(sizes);
}

/** Moves the picture; its edge never comes inside of the stage, and a side that fits stays in the middle. */
export function moved(
  transform: ViewerTransform,
  by: StagePoint,
  { picture, stage }: ViewerSizes,
): ViewerTransform {
  const { scale } = transform;
  const bounded = (value: number, pictureSide: number, stageSide: number): number => {
    const room = Math.max(0, (pictureSide * scale - stageSide) / 2);
    return Math.min(room, Math.max(-room, value));
  };
  return {
    scale,
    x: bounded(transform.x + by.x, picture.width, stage.width),
    y: bounded(transform.y + by.y, picture.height, stage.height),
  };
}

/** Changes the scale by a factor and keeps what is at a point there. Ends at the whole picture and at eight times its size. */
export function zoomed(
  transform: ViewerTransform,
  { factor, at }: { readonly factor: number; readonly at: StagePoint },
  sizes: ViewerSizes,
): ViewerTransform {
  const scale = Math.min(maxScale, Math.max(fitScale(sizes), transform.scale * factor));
  const ratio = scale / transform.scale;
  const kept = { scale, x: at.x - (at.x - transform.x) * ratio, y: at.y - (at.y - transform.y) * ratio };
  return moved(kept, { x: 0, y: 0 }, sizes);
}

/** Between the whole picture and its own size, twice that where it is seen whole at its own size. */
export function toggled(transform: ViewerTransform, at: StagePoint, sizes: ViewerSizes): ViewerTransform {
  if (!isFitted(transform, sizes)) return fitted(sizes);
  const target = transform.scale < 1 ? 1 : 2;
  return zoomed(transform, { factor: target / transform.scale, at }, sizes);
}
