import type { FailureCode } from '../../../preload/contract/result';

/** Formats that can be sent, as media types. */
export const pictureTypes: readonly string[] = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];

/** Why a file cannot be a picture, told by its name and its type alone; null while nothing speaks against it. */
export function refuseFile({
  name,
  type,
  size,
}: Pick<File, 'name' | 'type' | 'size'>): FailureCode | 'notAPicture' | null {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (type === 'image/heic' || type === 'image/heif' || ending === 'heic' || ending === 'heif')
    return 'pictureHeic';
  if (type === 'image/svg+xml') return 'pictureVector';
  if (!pictureTypes.includes(type)) return 'notAPicture';
  return size === 0 ? 'pictureEmpty' : null;
}

/** Whether a file is meant as a picture, also where its kind cannot be sent as one; any other is sent as a file. */
export const isPictureFile = (file: Pick<File, 'name' | 'type' | 'size'>): boolean =>
  refuseFile(file) !== 'notAPicture';

/** Why these bytes are no picture that can be sent, whatever their file is called; null while nothing speaks against it. */
export function refuseBytes(bytes: Uint8Array): FailureCode | null {
  if (bytes.length === 0) return 'pictureEmpty';
  if (textAt(bytes, 4, 4) === 'ftyp' && heicBrands.has(textAt(bytes, 8, 4))) return 'pictureHeic';
  const beginning = textAt(bytes, 0, 256).trimStart().toLowerCase();
  if (beginning.startsWith('<svg') || (beginning.startsWith('<?xml') && beginning.includes('<svg')))
    return 'pictureVector';
  return isCutShort(bytes) ? 'pictureIncomplete' : null;
}

const heicBrands: ReadonlySet<string> = new Set([
  'heic',
  'heix',
  'hevc',
  'hevx',
  'heim',
  'heis',
  'mif1',
  'msf1',
]);

/**
 * Whether the end of a picture is missing, as after a download that broke off: decoders paint the rest grey and say nothing. Of
 * GIF nothing is said, whose end many programs leave out.
 */
function isCutShort(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return isJpegCutShort(bytes, view);
  if (textAt(bytes, 1, 3) === 'PNG') return isPngCutShort(bytes, view);
  if (textAt(bytes, 0, 4) !== 'RIFF' || bytes.length < 12) return false;
  return view.getUint32(4, true) + 8 > bytes.length;
}

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

const textAt = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));
