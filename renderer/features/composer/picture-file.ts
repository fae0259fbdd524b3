import type { FailureCode } from '../../../preload/contract/result';
import { isCutShort, textAt } from '../../base/pictures/cut-short';

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
