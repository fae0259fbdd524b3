import { join } from 'node:path';
import { fail, succeed, type Result } from '../../preload/contract/result';
import { localServerKey } from './local-server-key';
import type { LockedOptions } from './messenger-options';
import { WrappedKeyFile, type KeyFailure } from './wrapped-key-file';

/** The file of the key of the server's database. */
const keyFileOf = (options: LockedOptions): WrappedKeyFile =>
  new WrappedKeyFile(join(options.dataDirectory, 'local-server-key.json'), options);

/** Has the key of the server's database lie as the lock says now; answers why it does not. */
export const followLockOfServer = (options: LockedOptions): KeyFailure | null =>
  keyFileOf(options).followLock();

/** Destroys everything that the server of this computer has kept, its key first. Rejects with what the disk says. */
export async function wipeLocalServer(options: LockedOptions): Promise<void> {
  keyFileOf(options).destroy();
  await options.localServer.wipe();
}

/** Starts the server of this computer, if it does not run yet, with the key of its database; answers its address. */
export async function startLocalServer(options: LockedOptions): Promise<Result<string>> {
  const read = localServerKey(keyFileOf(options), options.random);
  if (!read.ok) return fail(read.failure);
  try {
    return succeed(await options.localServer.start(read.key));
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    options.logger.error('local server failed', { error: name });
    return fail('localServerFailed');
  } finally {
    read.key.fill(0);
  }
}
