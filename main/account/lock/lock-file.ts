import { join } from 'node:path';
import { z } from 'zod';
import { destroyFile, temporaryNameOf } from '../../platform/atomic-file';
import { JsonFile } from '../../platform/json-file';
import { pinKeyShape } from './pin-key';

const mostCounted = 1_000_000;

const lockShape = z.object({
  /** Names the lock in what is behind it. */
  id: z.uuid(),
  pinKey: pinKeyShape,
  /** The key of the lock: under what the PIN makes, and then wrapped by the key store. */
  sealed: z.string().max(4_096),
  /** Wrong tries in a row. */
  wrongTries: z.number().int().min(0).max(mostCounted),
});
export type StoredLock = z.output<typeof lockShape>;

/** The lock of the app, in `lock.json`. That the file is there means that the lock is on. */
export class LockFile {
  private readonly file: JsonFile<StoredLock>;

  constructor(dataDirectory: string) {
    this.file = new JsonFile(join(dataDirectory, 'lock.json'), lockShape);
  }

  /** Null: there is no lock. @throws UnreadableFileError */
  load(): StoredLock | null {
    this.file.removeHalfWritten();
    return this.file.load();
  }

  /** Throws what the disk says; the old one holds then. */
  write(stored: StoredLock): void {
    this.file.write({ ...stored, wrongTries: Math.min(stored.wrongTries, mostCounted) });
  }

  /** The same, and what an earlier PIN opened is overwritten where it lies. */
  replace(stored: StoredLock): void {
    this.file.writeOverSecret(stored);
  }

  /** Throws what the disk says; nothing happens when it is not there. */
  destroy(): void {
    destroyFile(this.file.path);
    destroyFile(temporaryNameOf(this.file.path));
  }
}
