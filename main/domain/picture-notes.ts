import type { ImageMediaType } from './image';

/**
 * A picture that moves without what was noted beside it: comments, places, times, names of programs. It is not painted anew, as
 * others are, so this is what keeps them on this computer. Null when its blocks make no sense. Needs no transaction.
 */
export function withoutNotes(bytes: Uint8Array, mediaType: ImageMediaType): Uint8Array | null {
  switch (mediaType) {
    case 'image/gif':
      return gifWithoutNotes(bytes);
    case 'image/webp':
      return webpWithoutNotes(bytes);
    case 'image/png':
      return pngWithoutNotes(bytes);
    case 'image/jpeg':
      return null;
  }
}

const gif = { extension: 0x21, image: 0x2c, trailer: 0x3b, graphicControl: 0xf9, application: 0xff } as const;
/** Applications whose block says how often an animation is repeated. */
const loopingApplications: ReadonlySet<string> = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);

/** Keeps the screen, the images, their times and how often they are repeated. */
function gifWithoutNotes(bytes: Uint8Array): Uint8Array | null {
  const byteAt = (index: number): number => bytes[index] ?? 0;
  const colourTableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const endOfSubBlocks = (start: number): number => {
    let index = start;
    while (index < bytes.length && byteAt(index) !== 0) index += byteAt(index) + 1;
    return index + 1;
  };
  let index = 13 + colourTableBytes(byteAt(10));
  const kept = [bytes.subarray(0, index)];
  while (index < bytes.length && byteAt(index) !== gif.trailer) {
    const start = index;
    const label = byteAt(index + 1);
    if (byteAt(index) === gif.extension) {
      index = endOfSubBlocks(index + 2);
      const isLoop = label === gif.application && loopingApplications.has(textAt(bytes, start + 3, 11));
      if (label === gif.graphicControl || isLoop) kept.push(bytes.subarray(start, index));
    } else if (byteAt(index) === gif.image) {
      index = endOfSubBlocks(index + 11 + colourTableBytes(byteAt(index + 9)));
      kept.push(bytes.subarray(start, index));
    } else {
      return null;
    }
  }
  return joined([...kept, Uint8Array.of(gif.trailer)]);
}

const webpNotes: ReadonlySet<string> = new Set(['EXIF', 'XMP ']);
/** In the flags of `VP8X`: there is EXIF, there is XMP. */
const webpNoteFlags = 0x0c;

function webpWithoutNotes(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [];
  for (let index = 12; index + 8 <= bytes.length;) {
    const length = view.getUint32(index + 4, true);
    const end = index + 8 + length + (length % 2);
    const name = textAt(bytes, index, 4);
    const chunk = bytes.slice(index, end);
    if (name === 'VP8X' && chunk.length > 8) chunk[8] = (chunk[8] ?? 0) & ~webpNoteFlags;
    if (!webpNotes.has(name)) kept.push(chunk);
    index = end;
  }
  if (kept.length === 0) return null;
  const file = joined([bytes.slice(0, 12), ...kept]);
  new DataView(file.buffer).setUint32(4, file.length - 8, true);
  return file;
}

const pngNotes: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME']);

function pngWithoutNotes(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [bytes.subarray(0, 8)];
  for (let index = 8; index + 12 <= bytes.length;) {
    const end = index + 12 + view.getUint32(index);
    const name = textAt(bytes, index + 4, 4);
    if (!pngNotes.has(name)) kept.push(bytes.subarray(index, end));
    if (name === 'IEND') return joined(kept);
    index = end;
  }
  return null;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let index = 0;
  for (const part of parts) {
    whole.set(part, index);
    index += part.length;
  }
  return whole;
}

const textAt = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));
