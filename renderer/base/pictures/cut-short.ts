/**
 * Whether the end of a picture is missing, as after a download that broke off: decoders paint the rest grey and say nothing. Of
 * GIF nothing is said, whose end many programs leave out.
 */
export function isCutShort(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return isJpegCutShort(bytes, view);
  if (textAt(bytes, 1, 3) === 'PNG') return isPngCutShort(bytes, view);
  if (textAt(bytes, 0, 4) !== 'RIFF' || bytes.length < 12) return false;
  return view.getUint32(4, true) + 8 > bytes.length;
}

/** Bytes of a picture as text, one character each. */
export const textAt = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));

const startOfScan = 0xda;
const endOfImage = 0xd9;

/** Segments with their lengths up to the first scan; behind it somewhere the end has to come. */
function isJpegCutShort(bytes: Uint8Array, view: DataView): boolean {
  let index = 2;
  while (index + 4 <= bytes.length) {
    // Something that only a decoder can make sense of.
    if (bytes[index] !== 0xff) return false;
    if (bytes[index + 1] === startOfScan) break;
    index += bytes[index + 1] === 0xff ? 1 : 2 + view.getUint16(index + 2);
  }
  for (let end = bytes.length - 2; end >= index; end -= 1) {
    if (bytes[end] === 0xff && bytes[end + 1] === endOfImage) return false;
  }
  return true;
}

/** Chunks with their lengths up to the last one. */
function isPngCutShort(bytes: Uint8Array, view: DataView): boolean {
  for (let index = 8; index + 12 <= bytes.length; index += 12 + view.getUint32(index)) {
    if (textAt(bytes, index + 4, 4) === 'IEND') return false;
  }
  return true;
}
