import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AttachmentError } from '../attachments/attachment';
import type { FileInfo } from '../domain/file';
import type { Random } from '../platform/random';

/** A file that is here, and how its bytes are read. */
export interface LeavingFile {
  readonly info: Pick<FileInfo, 'name' | 'hash'>;
  readonly read: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/**
 * Writes a file outside of the app. It lies under a hidden name until all of it is there and is what its author said; only then it gets its
 * own. False when it is not that, and nothing stays.
 * @throws AttachmentError, or what the disk says; then nothing stays
 */
export async function writeFileOutside(
  path: string,
  { info, read }: LeavingFile,
  random: Random,
): Promise<boolean> {
  const unfinished = join(dirname(path), `.${basename(path)}.${random.uuid().slice(0, 8)}.unfinished`);
  const hash = createHash('sha256');
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      for await (const bytes of read()) {
        hash.update(bytes);
        await file.writeFile(bytes);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    const isRight = hash.digest('hex') === info.hash;
    if (isRight) await rename(unfinished, path);
    else await rm(unfinished, { force: true });
    return isRight;
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** What of a file that carries its bytes is read: all at once, for it is small. */
export function* onePart(bytes: Uint8Array | null): Generator<Uint8Array, void> {
  if (bytes === null) throw new AttachmentError('gone');
  yield bytes;
}
