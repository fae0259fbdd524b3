import { join } from 'node:path';
import { fail, succeed, type Result } from '../../preload/contract/result';
import { localServerKey } from './local-server-key';
import type { MessengerOptions } from './messenger-options';
import { WrappedKeyFile } from './wrapped-key-file';

/** Starts the server of this computer, if it does not run yet, with the key of its database; answers its address. */
export async function startLocalServer(options: MessengerOptions): Promise<Result<string>> {
  const file = new WrappedKeyFile(join(options.dataDirectory, 'local-server-key.json'), options);
  const read = localServerKey(file, options.random);
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
