import type { ImageInfo } from './image';

/** Whether a picture moves. `heavy`: playing it would keep a computer busy or fill its memory. */
export type Animation = 'none' | 'playable' | 'heavy';

/** Largest picture that may move, pixels. A few hundred bytes can claim any number of frames of any size. */
export const maxMovingPixels = 4_000_000;
/** Most pixels of all frames together: seven minutes of a small film. */
export const maxPixelsOfAllFrames = 200_000_000;

/**
 * Counts the frames of a picture by the blocks of its format, as far as it matters: GIF, WebP and PNG can move. Bytes that
 * make no sense end the count, as they end a decoder's work.
 */
export function animationOf(bytes: Uint8Array, { mediaType, width, height }: ImageInfo): Animation {
  const pixels = width * height;
  const maxFrames = Math.floor(maxPixelsOfAllFrames / pixels);
  const frames = countFrames[mediaType](bytes, Math.max(2, maxFrames + 1));
  if (frames < 2) return 'none';
  return pixels > maxMovingPixels || frames > maxFrames ? 'heavy' : 'playable';
}

/** Frames of a file, counted no further than `enough`. */
type CountFrames = (bytes: Uint8Array, enough: number) => number;

const countFrames: Readonly<Record<ImageInfo['mediaType'], CountFrames>> = {
  'image/jpeg': () => 1,
  'image/gif': countGifFrames,
  'image/webp': countWebpFrames,
  'image/png': countPngFrames,
};

const gifExtension = 0x21;
const gifImage = 0x2c;

/** A screen descriptor, then extensions and images, each ending with sub-blocks; a colour table may follow a descriptor. */
function countGifFrames(bytes: Uint8Array, enough: number): number {
  const byteAt = (index: number): number => bytes[index] ?? 0;
  const colourTableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const skipSubBlocks = (start: number): number => {
    let index = start;
    while (index < bytes.length && byteAt(index) !== 0) index += byteAt(index) + 1;
    return index + 1;
  };
  let frames = 0;
  let index = 13 + colourTableBytes(byteAt(10));
  while (index < bytes.length && frames < enough) {
    if (byteAt(index) === gifExtension) {
      index = skipSubBlocks(index + 2);
    } else if (byteAt(index) === gifImage) {
      frames += 1;
      index = skipSubBlocks(index + 11 + colourTableBytes(byteAt(index + 9)));
    } else {
      return frames;
    }
  }
  return frames;
}

/** RIFF chunks; each frame of an animation is an `ANMF`. */
function countWebpFrames(bytes: Uint8Array, enough: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frames = 0;
  for (let index = 12; index + 8 <= bytes.length && frames < enough;) {
    if (nameAt(bytes, index) === 'ANMF') frames += 1;
    const length = view.getUint32(index + 4, true);
    index += 8 + length + (length % 2);
  }
  return frames;
}

/** The number that an `acTL` chunk claims: a decoder makes room for no more than that. */
function countPngFrames(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let index = 8; index + 12 <= bytes.length; index += 12 + view.getUint32(index)) {
    const name = nameAt(bytes, index + 4);
    if (name === 'acTL') return view.getUint32(index + 8);
    if (name === 'IDAT') return 1;
  }
  return 1;
}

const nameAt = (bytes: Uint8Array, index: number): string =>
  String.fromCharCode(...bytes.subarray(index, index + 4));
