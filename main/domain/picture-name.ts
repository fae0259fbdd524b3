import type { ImageMediaType } from './image';

const endings: Readonly<Record<ImageMediaType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

/**
 * What a picture is called in a folder: when it was sent, by this computer's clock, and by what its bytes are. Nothing of it was
 * written by a peer, so nothing of it can lead out of the folder or claim to be a program.
 */
export function pictureFileName(sentAtMs: number, mediaType: ImageMediaType): string {
  const at = new Date(sentAtMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `Tim ${day} ${two(at.getHours())}.${two(at.getMinutes())}.${two(at.getSeconds())}.${endings[mediaType]}`;
}
