import type { FailureCode } from '../../preload/contract/result';

/** Most accounts that are remembered; those that were begun first go. */
const mostBegun = 20;

/** The server has spoken, and did not register anybody. */
const refusals: ReadonlySet<FailureCode> = new Set([
  'accountExists',
  'passwordTooLong',
  'refusedByServer',
  'serverAddressInvalid',
]);

/**
 * Registrations of this run that may have happened, and that no sign-in has followed: their answer was lost, or the line broke behind
 * it. Whoever tries once more and hears that the account exists may well be the one who has it.
 */
export class BegunRegistrations {
  private readonly accountIds = new Set<string>();

  /** What came of a registration; null when the server has confirmed it. */
  note(accountId: string, failure: FailureCode | null): void {
    if (failure !== null && refusals.has(failure)) return;
    this.accountIds.add(accountId);
    const [first] = this.accountIds;
    if (this.accountIds.size > mostBegun && first !== undefined) this.accountIds.delete(first);
  }

  /** Whether this run may have registered it. */
  has(accountId: string): boolean {
    return this.accountIds.has(accountId);
  }

  /** Somebody is signed in to it. */
  end(accountId: string): void {
    this.accountIds.delete(accountId);
  }
}
