import { fail, succeed, type FailureCode, type Result } from '../../../preload/contract/result';
import type { LockCalls } from '../../../preload/contract/lock-calls';
import type { AppCallHandlers } from '../../ipc/messenger';
import { AccountFiles } from '../account-files';
import type { AccountRegistry } from '../account-registry';
import type { Accounts } from '../accounts';
import type { LockedOptions } from '../messenger-options';
import { followLockOfServer } from '../start-local-server';
import type { AppLock } from './app-lock';

/** What the calls about the lock use. */
export interface LockCallsEnvironment {
  readonly lock: AppLock;
  readonly accounts: Accounts;
  readonly registry: AccountRegistry;
  readonly options: LockedOptions;
}

/** The calls about the app's lock. */
export function createLockCalls(environment: LockCallsEnvironment): Pick<AppCallHandlers, keyof LockCalls> {
  const { lock, accounts } = environment;
  const follow = (): FailureCode | null => followLock(environment);
  return {
    'lock.turnOn': ({ pin }) =>
      accounts.changeLock(async () => {
        const turnedOn = await lock.turnOn(pin);
        const failure = turnedOn.ok ? follow() : null;
        if (failure === null) return turnedOn;
        // A lock with a key in front of it would say more than it does.
        await lock.turnOff(pin, follow);
        return fail(failure);
      }),
    'lock.change': ({ currentPin, newPin }) => accounts.changeLock(() => lock.change(currentPin, newPin)),
    'lock.turnOff': ({ pin }) => accounts.changeLock(() => lock.turnOff(pin, follow)),
    'lock.now': () => lockNow(environment),
    'lock.unlock': ({ pin }) => accounts.unlock(pin),
    'lock.forget': () => (lock.isOn ? accounts.wipeEverything() : fail('lockIsOff')),
  };
}

async function lockNow({ lock, accounts }: LockCallsEnvironment): Promise<Result<null>> {
  if (!lock.isOn) return fail('lockIsOff');
  await accounts.lock();
  return succeed();
}

/** Has every key of this computer lie as the lock says now; answers why one does not. */
function followLock({ registry, options }: LockCallsEnvironment): FailureCode | null {
  const failures = registry
    .withFiles()
    .map((folder) => new AccountFiles(registry.folderOf(folder), options).followLock());
  return [...failures, followLockOfServer(options)].find((failure) => failure !== null) ?? null;
}
