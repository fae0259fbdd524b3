import { fail, succeed, type Result } from '../../../preload/contract/result';
import type { Outcome } from '../../messaging/outcome';
import type { ActiveAccount } from '../active-account';

/** What a group of calls needs: the signed-in account, if there is one. */
export interface CallContext {
  readonly active: () => ActiveAccount | null;
  readonly nowMs: () => number;
}

/** Runs a call for the signed-in account; fails when there is none. */
export function withAccount<T>(context: CallContext, work: (account: ActiveAccount) => Result<T>): Result<T> {
  const account = context.active();
  return account === null ? fail('notSignedIn') : work(account);
}

/** A use case's answer in the contract's words. */
export const toResult = <T>(outcome: Outcome<T>): Result<T> =>
  outcome.ok ? succeed(outcome.value) : fail(outcome.code);
