import { passwordRefusal } from '../../../preload/contract/password-rules';
import { fail, succeed, type Result } from '../../../preload/contract/result';
import type { CallArgument } from '../../../preload/contract/api';
import { DisposableStore } from '../../platform/disposable';
import type { ActiveAccount } from '../active-account';
import type { CallContext, Handlers } from './call-context';

/** How long a sign-in may take that shows which password holds. */
const showingMs = 15_000;

/** The call that changes the password. */
export function createPasswordCalls({ clock }: CallContext): Pick<Handlers, 'account.changePassword'> {
  const changing = new WeakSet<ActiveAccount>();
  return {
    'account.changePassword': async (request, account) => {
      // Two at a time would not know which answer is whose.
      if (changing.has(account)) return fail('serverBusy');
      changing.add(account);
      try {
        return await change(request, account, clock);
      } finally {
        changing.delete(account);
      }
    },
  };
}

async function change(
  { currentPassword, newPassword }: CallArgument<'account.changePassword'>,
  account: ActiveAccount,
  clock: CallContext['clock'],
): Promise<Result<null>> {
  const { profile, passwords, client } = account;
  if (profile.isLocalServer) return fail('passwordOfThisComputer');
  const refusal = passwordRefusal({ currentPassword, newPassword, name: profile.name });
  if (refusal !== null) return fail(refusal);
  if (account.connection().state !== 'online') return fail('offline');
  passwords.expect(newPassword);
  const answer = await client.password.change(currentPassword, newPassword);
  if (answer.kind === 'ok') {
    // It holds whether or not that can be written: it is on the disk already as one that may, and the next sign-in shows it.
    account.background.run('password', () => {
      passwords.accepted(newPassword);
      return Promise.resolve();
    });
    return succeed();
  }
  // What was not done is tried by no sign-in that works without it, and forgotten after the next one.
  if (answer.kind === 'refused') return fail('currentPasswordWrong');
  const shown = await shownBySignIn(account, clock);
  if (shown === null) return fail('passwordUnconfirmed');
  return shown === newPassword ? succeed() : fail('timedOut');
}

/**
 * Which password holds, by signing in again: the answer was lost, and tim has no question for it. Null when no sign-in came about
 * in time; the next one will show it.
 */
function shownBySignIn(account: ActiveAccount, clock: CallContext['clock']): Promise<string | null> {
  const { passwords, session } = account;
  return new Promise((resolve) => {
    const listening = new DisposableStore();
    const end = (password: string | null): void => {
      listening.dispose();
      resolve(password);
    };
    listening.add(passwords.confirmed.on(end));
    listening.add(clock.after(showingMs, () => end(null)));
    listening.add(
      session.onStatus(({ state }) => {
        if (state === 'rejected' || state === 'signedOut') end(null);
      }),
    );
    session.leaveFor(0);
  });
}
