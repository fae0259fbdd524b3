import { AccountFiles } from './account-files';
import { localServerData, lockData, type AccountRegistry } from './account-registry';
import type { BurnKeeper } from './burn-keeper';
import type { AppLock } from './lock/app-lock';
import type { LockedOptions } from './messenger-options';
import { wipeLocalServer } from './start-local-server';

/** Who leaves, and what stays. */
export interface Leaving {
  readonly accountId: string;
  readonly data: 'keep' | 'wipe';
  /** The account to be shown at the next start; null: the sign-in. */
  readonly current: string | null;
}

/** Notes that somebody signs out. Throws, and nothing has changed, when it could not be written. */
export function noteLeaving(registry: AccountRegistry, { accountId, data, current }: Leaving): void {
  if (data === 'keep') {
    registry.leave(accountId, current);
    return;
  }
  const known = registry.known();
  const isLocal = known.some((account) => account.accountId === accountId && account.isLocalServer);
  // Nobody can sign in there any more: what it keeps is this account's, too.
  const isLast = isLocal && known.filter(({ isLocalServer }) => isLocalServer).length === 1;
  registry.beginWipe(accountId, current, isLast ? [localServerData] : []);
}

/** What destroying needs. */
export interface DestroyingEnvironment {
  readonly options: LockedOptions;
  readonly registry: AccountRegistry;
  readonly keeper: BurnKeeper;
  readonly lock: AppLock;
}

/**
 * Destroys what the registry names: everything of an account, what was set aside of it included, what this computer's server
 * keeps, or the lock. Rejects with what the disk says, and may be called again.
 */
export async function destroyData(
  name: string,
  { options, registry, keeper, lock }: DestroyingEnvironment,
): Promise<void> {
  if (name === lockData) {
    lock.destroy();
    return;
  }
  if (name === localServerData) {
    await wipeLocalServer(options);
    return;
  }
  await keeper.release(name);
  for (const folder of registry.foldersOf(name)) {
    await keeper.release(folder);
    await new AccountFiles(registry.folderOf(folder), options).destroy();
  }
}
