import type { FileInfo } from './file';
import { endingOf } from './file-name';
import { claimedMedia } from './media-format';

/** What the app itself can show a file as. */
export type ShownAs = 'picture' | 'text';

/** Largest picture that is shown inside of the app, bytes; its pixels have the limits of every picture. */
export const maxShownPictureBytes = 32 * 1024 * 1024;

/** Largest text that is shown inside of the app, bytes. */
export const maxShownTextBytes = 256 * 1024;

const mostBytes: Readonly<Record<ShownAs, number>> = {
  picture: maxShownPictureBytes,
  text: maxShownTextBytes,
};

const endings: Readonly<Record<ShownAs, ReadonlySet<string>>> = {
  picture: new Set(['jpg', 'jpeg', 'jfif', 'png', 'webp', 'gif']),
  text: new Set(['txt', 'text', 'md', 'markdown', 'log', 'csv', 'tsv', 'json', 'yaml', 'yml', 'ini', 'conf']),
};

/** Moving pictures, which stand beside the others in what a chat has of them. */
const filmEndings: ReadonlySet<string> = new Set(['mp4', 'm4v', 'webm', 'mov', 'mkv', 'avi', 'ogv']);

/**
 * What the app can show a file as once all of it is here; null for what it cannot. The ending decides, because that is what people see
 * of a file; the bytes decide again when it is shown.
 */
export function shownAs({ name, sizeBytes }: Pick<FileInfo, 'name' | 'sizeBytes'>): ShownAs | null {
  const ending = endingOf(name);
  const kind = endings.picture.has(ending) ? 'picture' : endings.text.has(ending) ? 'text' : null;
  return kind !== null && sizeBytes > 0 && sizeBytes <= mostBytes[kind] ? kind : null;
}

/** Whether a file of this name is looked at, a picture or a film, and not read or listened to. */
export function isLookedAt(name: string): boolean {
  const ending = endingOf(name);
  return endings.picture.has(ending) || filmEndings.has(ending);
}

/** What burns never leaves the app, so it has to be something that the app shows or plays. */
export const mayBurn = (file: Pick<FileInfo, 'name' | 'sizeBytes'>): boolean =>
  shownAs(file) !== null || claimedMedia({ mediaType: '', name: file.name }) !== null;
