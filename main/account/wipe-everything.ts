import { succeed, type Result } from '../../preload/contract/result';
import type { SignOutView } from '../../preload/contract/views';
import type { Notice } from '../ipc/messenger';
import type { AccountRegistry } from './account-registry';
import type { BurnKeeper } from './burn-keeper';
import type { AppLock } from './lock/app-lock';
import type { OpenAccounts } from './open-accounts';
import type { StartDuties } from './start-duties';
import type { StartGate } from './start-state';
import type { Wiper } from './wiper';

/** What wiping everything needs. */
export interface WipeEnvironment {
  readonly registry: AccountRegistry;
  readonly lock: AppLock;
  readonly open: OpenAccounts;
  readonly keeper: BurnKeeper;
  readonly starts: StartDuties;
  readonly wiper: Wiper;
  readonly gate: StartGate;
  readonly notify: (notice: Notice) => void;
}

/**
 * Destroys every account of this computer, what its server keeps, and the lock. From the moment in which that is written it is done, if
 * need be by the next start. Throws what the disk says; nothing has changed then.
 */
export async function wipeEverything(environment: WipeEnvironment): Promise<Result<SignOutView>> {
  const { registry, lock, open, keeper, starts, wiper, gate, notify } = environment;
  for (const accountId of registry.beginWipeOfAll()) notify({ accountId, kind: 'left' });
  starts.dispose();
  await Promise.all([open.stop(), keeper.end()]);
  await wiper.runAll();
  if (!lock.isOn) {
    // From wherever the app stood, the sign-in is what comes next.
    gate.move('unlocked');
    gate.move('nothingToOpen');
    gate.move('left');
  }
  return succeed({ remains: registry.wiping().length === 0 ? 'nothing' : 'remnants' });
}
