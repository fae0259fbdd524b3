import { fail, succeed } from '../../../preload/contract/result';
import type { Accounts } from '../accounts';
import type { Handlers } from './call-context';

type SessionCallName = Extract<
  keyof Handlers,
  `account.${string}` | `connection.${string}` | `trial.${string}`
>;

/** Calls about the account itself and its connection. */
export function createSessionCalls(accounts: Accounts): Pick<Handlers, SessionCallName> {
  return {
    'account.signOut': (_request, { profile }) => accounts.signOut(profile.accountId),
    'account.resolveMissing': async ({ decision }, account) => {
      if ((await account.missing.resolve(decision)) === 'done') return succeed();
      return fail(account.connection().state === 'online' ? 'timedOut' : 'offline');
    },
    'trial.note': ({ deed }, { trial }) => {
      trial?.note([deed]);
      return succeed();
    },
    'connection.retryNow': (_request, { session }) => {
      session.retryNow();
      return succeed();
    },
  };
}
