import type { Change } from '../../preload/contract/changes';
import type { Notice } from '../ipc/messenger';
import type { OpenedAccount } from './account-files';
import type { AccountProfile } from './account-profile';
import { ActiveAccount, type ActiveAccountEnvironment } from './active-account';

/** What every account uses, and whom they tell. */
export interface OpenAccountsEnvironment {
  readonly account: Omit<ActiveAccountEnvironment, 'tell' | 'notify'>;
  readonly tell: (change: Change) => void;
  readonly notify: (notice: Notice) => void;
}

/**
 * The accounts that are open at this moment, any number of them side by side; the window shows one of them. What an account
 * tells gets its id here.
 */
export class OpenAccounts {
  /** In the order in which they were shown last: the shown one, if there is one, stands at the end. */
  private readonly accounts = new Map<string, ActiveAccount>();
  private shownId: string | null = null;
  /** Made, and not yet let in by its server: nobody sees it. */
  private readonly entering = new Set<ActiveAccount>();

  constructor(private readonly environment: OpenAccountsEnvironment) {}

  /** The one that the window shows; null: the sign-in. */
  shown(): ActiveAccount | null {
    return this.shownId === null ? null : this.byId(this.shownId);
  }

  /** All of them, the one shown last first. */
  all(): readonly ActiveAccount[] {
    return [...this.accounts.values()].reverse();
  }

  byId(accountId: string): ActiveAccount | null {
    return this.accounts.get(accountId) ?? null;
  }

  /** Makes an account of opened files. It does nothing yet, and is not among the open ones before it is admitted. */
  make(profile: AccountProfile, opened: Extract<OpenedAccount, { ok: true }>): ActiveAccount {
    const { account: shared, tell, notify } = this.environment;
    const { accountId } = profile;
    const account = new ActiveAccount(profile, opened, {
      ...shared,
      tell: (change) => tell({ ...change, accountId }),
      notify: (notice) => notify({ ...notice, accountId }),
    });
    this.entering.add(account);
    return account;
  }

  /** It is open from now on, and not shown. */
  admit(account: ActiveAccount): void {
    const shown = this.shown();
    this.entering.delete(account);
    this.accounts.set(account.profile.accountId, account);
    if (shown !== null) this.show(shown.profile.accountId);
  }

  /** Ends one that was made and is not to be opened. Resolves when its files are closed. */
  async turnAway(account: ActiveAccount): Promise<void> {
    this.entering.delete(account);
    await account.stop();
  }

  /** The window shows this one; false when it is not open. */
  show(accountId: string): boolean {
    const account = this.byId(accountId);
    if (account === null) return false;
    this.accounts.delete(accountId);
    this.accounts.set(accountId, account);
    this.shownId = accountId;
    return true;
  }

  /**
   * Ends one; the window shows the one that it showed before. Resolves when its files are closed, with false when it is not
   * open; what is shown is another one at once.
   */
  async close(accountId: string): Promise<boolean> {
    const account = this.byId(accountId);
    if (account === null) return false;
    this.accounts.delete(accountId);
    if (this.shownId === accountId) this.shownId = [...this.accounts.keys()].at(-1) ?? null;
    await account.stop();
    return true;
  }

  /** The program ends. Resolves when all files are closed. */
  async stop(): Promise<void> {
    const entering = [...this.entering].map((account) => this.turnAway(account));
    await Promise.all([
      ...entering,
      ...[...this.accounts.keys()].reverse().map((accountId) => this.close(accountId)),
    ]);
  }
}
