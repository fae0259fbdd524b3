import { fail, succeed } from '../../../preload/contract/result';
import type { Accounts } from '../accounts';
import type { Handlers } from './call-context';

type SessionCallName = Exclude<
  Extract<keyof Handlers, `account.${string}` | `connection.${string}` | `trial.${string}`>,
  'account.changePassword'
>;

/** Calls about the account itself and its connection. */
export function createSessionCalls(accounts: Accounts): Pick<Handlers, SessionCallName> {
  return {
    'account.signOut': ({ data }, { profile }) => accounts.signOut(profile.accountId, data),
    'account.unsent': (_request, { store }) => {
      const { send, revoke, burn } = store.outbox.counts();
      return succeed({ messages: send, erasures: revoke + burn });
    },
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
