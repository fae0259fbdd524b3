import { createHash } from 'node:crypto';
import { open, rename, rm, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AttachmentError } from '../attachments/attachment';
import type { FileInfo } from '../domain/file';
import type { Random } from '../platform/random';
import type { UnfinishedExports } from './unfinished-exports';

/** A file that is here, and how its bytes are read. */
export interface LeavingFile {
  readonly info: Pick<FileInfo, 'name' | 'hash' | 'sizeBytes'>;
  readonly read: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** What saving outside uses. */
export interface ExportEnvironment {
  readonly random: Random;
  readonly unfinished: Pick<UnfinishedExports, 'add' | 'remove'>;
  /** Marks the file before it has its name; see `markAsForeign`. */
  readonly mark: (path: string) => Promise<unknown>;
}

/**
 * Writes a file outside of the app, if there is room for it. It lies under a hidden name until all of it is there and is what its author
 * said; only then it gets its own. False when it is not that, and nothing stays.
 * @throws AttachmentError, or what the disk says; then nothing stays
 */
export async function writeFileOutside(
  path: string,
  { info, read }: LeavingFile,
  { random, unfinished, mark }: ExportEnvironment,
): Promise<boolean> {
  const { bavail, bsize } = await statfs(dirname(path));
  if (bavail * bsize < info.sizeBytes) throw new AttachmentError('diskFull');
  const hidden = join(dirname(path), `.${basename(path)}.${random.uuid().slice(0, 8)}.unfinished`);
  unfinished.add(hidden);
  const hash = createHash('sha256');
  try {
    const file = await open(hidden, 'wx', 0o600);
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
    if (isRight) {
      await mark(hidden);
      await rename(hidden, path);
    } else await rm(hidden, { force: true });
    unfinished.remove(hidden);
    return isRight;
  } catch (error) {
    await rm(hidden, { force: true }).then(
      () => unfinished.remove(hidden),
      // The next start removes it.
      () => undefined,
    );
    throw error;
  }
}

/** What of a file that carries its bytes is read: all at once, for it is small. */
export function* onePart(bytes: Uint8Array | null): Generator<Uint8Array, void> {
  if (bytes === null) throw new AttachmentError('gone');
  yield bytes;
}
