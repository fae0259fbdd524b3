import { disableTypes, imageSize, types } from 'image-size';
import { gifSize } from './gif-size';

/** Formats that every window can paint, as media types. */
export const imageMediaTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const;
export type ImageMediaType = (typeof imageMediaTypes)[number];

/** What is known of a picture without painting it; sizes in pixels. */
export interface ImageInfo {
  readonly mediaType: ImageMediaType;
  readonly width: number;
  readonly height: number;
}

/** The app scales and compresses pictures to at most this before they are sent, bytes. */
export const maxSentImageBytes = 256 * 1024;

/** Pictures that move, and those that are so long that nothing could be read on a smaller one, may have this, bytes. */
export const maxSentLargeImageBytes = 1024 * 1024;

/** Other clients may send larger ones; a page of history has to stay below the limit of a frame all the same. */
export const maxReceivedImageBytes = 2 * 1024 * 1024;

// A few bytes can claim a picture that no computer can hold: 50 megapixels take 200 MB once they are painted.
const maxSide = 16_384;
const maxPixels = 50_000_000;

// Format and size stand at the beginning. What lies before them in a hostile file costs time that nobody else gets.
const headBytes = 128 * 1024;

const mediaTypes: Readonly<Record<string, ImageMediaType>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
};

// Strangers write the bytes: only the code for what is shown anyway gets to see them.
disableTypes(types.filter((type) => !Object.hasOwn(mediaTypes, type)));

/**
 * Reads format and size from the bytes themselves: what a peer says about them is not believed. Null when they are no
 * picture of a known format, or one that is too large to be painted.
 */
export function readImage(bytes: Uint8Array): ImageInfo | null {
  const size = measure(bytes);
  const mediaType = mediaTypes[size?.type ?? ''];
  if (size === null || mediaType === undefined) return null;
  // A camera that was held upright notes it beside a picture that lies; the window paints it turned.
  const orientation = size.orientation ?? 1;
  const isTurned = orientation >= 5 && orientation <= 8;
  const [width, height] = isTurned ? [size.height, size.width] : [size.width, size.height];
  const isPaintable = width >= 1 && height >= 1 && Math.max(width, height) <= maxSide;
  return isPaintable && width * height <= maxPixels ? { mediaType, width, height } : null;
}

function measure(bytes: Uint8Array): ReturnType<typeof imageSize> | null {
  try {
    const size = imageSize(bytes.subarray(0, headBytes));
    return size.type === 'gif' ? { ...size, ...gifSize(bytes) } : size;
  } catch {
    // Thrown for everything that is no picture; there is nothing more to know about it.
    return null;
  }
}
