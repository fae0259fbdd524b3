import { diskFailureOf } from '../platform/disk-failure';
import type { Random } from '../platform/random';
import { databaseKeyBytes } from '../storage/database';
import type { ReadKey, WrappedKeyFile } from './wrapped-key-file';

/**
 * The key of the database of this computer's server, guarded like that of an account; made when there is none. Whoever
 * takes it overwrites it in the end.
 */
export function localServerKey(file: WrappedKeyFile, random: Random): ReadKey {
  try {
    if (!file.isThere()) makeKey(file, random);
    const read = file.read();
    if (!read.ok) return read;
    file.removeHalfWritten();
    file.seal(read);
    return read;
  } catch (error) {
    const failure = diskFailureOf(error);
    if (failure === null) throw error;
    return { ok: false, failure };
  }
}

function makeKey(file: WrappedKeyFile, random: Random): void {
  const key = random.bytes(databaseKeyBytes);
  file.write(key);
  key.fill(0);
}
