import type { Change } from '../../preload/contract/changes';
import type { WhileLocked } from '../../preload/contract/lock-views';
import type { KeptDraft } from '../messaging/draft-shelf';
import type { OneAtATime } from '../platform/one-at-a-time';
import type { AccountRegistry } from './account-registry';
import type { ActiveAccount } from './active-account';
import type { BurnKeeper } from './burn-keeper';
import type { LocalServer } from './local-server';
import type { AppLock } from './lock/app-lock';
import type { OpenAccounts } from './open-accounts';
import type { StartDuties } from './start-duties';
import type { StartGate } from './start-state';

/** What is opened and closed together. */
export interface LastSessionEnvironment {
  readonly registry: AccountRegistry;
  readonly lock: AppLock;
  readonly open: OpenAccounts;
  readonly gate: StartGate;
  readonly keeper: BurnKeeper;
  readonly starts: StartDuties;
  readonly turns: OneAtATime;
  readonly options: { readonly localServer: LocalServer };
  readonly whileLocked: () => WhileLocked;
  readonly tell: (change: Change) => void;
}

/** Where the user was when the app was locked. */
interface Place {
  readonly accountId: string;
  readonly conversationId: string;
}

/**
 * The accounts that were open when the app ended or was locked: opened by every start and every unlocking, and closed by the lock,
 * as is set.
 */
export class LastSession {
  /** An id and nothing more: what somebody sees after unlocking is what they saw before. */
  private place: Place | null = null;
  /** Drafts that are never on the disk, by account, behind the lock. */
  private readonly drafts = new Map<string, string>();

  constructor(private readonly environment: LastSessionEnvironment) {}

  /** Opens the gate and the accounts behind it. Resolves after the first try with the one that the window showed. */
  async open(): Promise<void> {
    const { registry, open, gate, keeper, starts, turns } = this.environment;
    const shownId = registry.current();
    const otherIds = registry.alsoOpen();
    keeper.begin(shownId === null ? otherIds : [shownId, ...otherIds]);
    // Those that it looks at already may have waited for the key.
    keeper.look();
    gate.move('unlocked');
    if (shownId !== null) {
      starts.run(shownId);
      await turns.run(() => Promise.resolve());
    }
    // Somebody may have signed in by hand meanwhile.
    if (open.shown() !== null) gate.move('opened');
    else gate.move(shownId === null ? 'nothingToOpen' : 'refused');
    this.goBack();
    for (const accountId of otherIds) starts.run(accountId);
  }

  /** Closes the gate at once. Resolves when everything behind it is closed, as far as is set. */
  close(): Promise<void> {
    const { lock, open, gate, keeper, starts, turns, options, whileLocked } = this.environment;
    if (!lock.isOn || gate.state === 'locked') return Promise.resolve();
    const shown = open.shown();
    const conversationId = shown?.lookedAt() ?? null;
    this.place =
      shown === null || conversationId === null
        ? null
        : { accountId: shown.profile.accountId, conversationId };
    gate.move('locked');
    for (const account of open.all()) {
      account.leaveChats();
      account.drafts.flush();
    }
    if (whileLocked() === 'receive') return Promise.resolve();
    starts.dispose();
    return turns.run(async () => {
      // Unlocked again before it was its turn.
      if (gate.state !== 'locked') return;
      this.putAwayDrafts();
      try {
        await Promise.all([open.stop(), keeper.end()]);
        await options.localServer.stop();
      } finally {
        // Whatever does not end in order: nobody opens anything without the PIN.
        lock.forgetKey();
      }
    });
  }

  /** Gives an account that is opened again what was being written in it and was not to be on the disk. */
  giveBackDrafts(account: ActiveAccount): void {
    const closed = this.drafts.get(account.profile.accountId);
    this.drafts.delete(account.profile.accountId);
    const opened = closed === undefined ? null : this.environment.lock.open(closed);
    if (opened?.ok !== true) return;
    // Written by `putAwayDrafts` of this run.
    for (const draft of JSON.parse(opened.wrapped) as readonly KeptDraft[]) account.drafts.keep(draft);
  }

  private putAwayDrafts(): void {
    const { lock, open } = this.environment;
    for (const account of open.all()) {
      const drafts = account.drafts.inMemoryAlone();
      if (drafts.length > 0) this.drafts.set(account.profile.accountId, lock.close(JSON.stringify(drafts)));
    }
  }

  private goBack(): void {
    const { open, tell } = this.environment;
    const { place } = this;
    this.place = null;
    if (place === null || open.shown()?.profile.accountId !== place.accountId) return;
    tell({ ...place, kind: 'openConversation' });
  }
}
