import type { PixelSize, Region } from '../composer';

/** The square that is seen of a picture: its centre and its side, in pixels of the picture. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Nearer than this nobody is recognised any more. */
const mostZoom = 4;
/** A square of fewer pixels is a blur. */
const shortestSide = 96;

/** The largest square, in the middle. */
export function largestCrop({ width, height }: PixelSize): Crop {
  return { x: width / 2, y: height / 2, side: Math.min(width, height) };
}

/** How many times the largest square the picture can be brought nearer; 1 where it is small already. */
export function mostZoomOf({ width, height }: PixelSize): number {
  return Math.max(1, Math.min(mostZoom, Math.min(width, height) / shortestSide));
}

/** How much nearer than in the largest square the picture is. */
export function zoomOf({ side }: Crop, { width, height }: PixelSize): number {
  return Math.min(width, height) / side;
}

/** Moves the square, by parts of its side; it never leaves the picture. */
export function movedCrop(crop: Crop, by: { readonly x: number; readonly y: number }, size: PixelSize): Crop {
  const bounded = (centre: number, length: number): number =>
    Math.min(length - crop.side / 2, Math.max(crop.side / 2, centre));
  return {
    side: crop.side,
    x: bounded(crop.x + by.x * crop.side, size.width),
    y: bounded(crop.y + by.y * crop.side, size.height),
  };
}

/** Brings the middle of the square nearer, or away from it; ends at the largest square and where it would be a blur. */
export function zoomedCrop(crop: Crop, zoom: number, size: PixelSize): Crop {
  const bounded = Math.min(mostZoomOf(size), Math.max(1, zoom));
  const side = Math.min(size.width, size.height) / bounded;
  return movedCrop({ ...crop, side }, { x: 0, y: 0 }, size);
}

/** The square in whole pixels, inside of the picture. */
export function regionOf({ x, y, side }: Crop, { width, height }: PixelSize): Region {
  const length = Math.max(1, Math.min(Math.round(side), width, height));
  const begin = (centre: number, most: number): number =>
    Math.min(most - length, Math.max(0, Math.round(centre - length / 2)));
  return { x: begin(x, width), y: begin(y, height), width: length, height: length };
}
