import { burnDue } from '../messaging/burn-message';
import { eraseSome } from '../messaging/chat-eraser';
import type { ErasingEnvironment } from '../messaging/messaging-environment';
import { BurnWishes } from '../messaging/burn-wishes';
import { OpenMessages } from '../messaging/open-messages';
import type { Clock } from '../platform/clock';
import { diskFailureOf, isDiskFailure } from '../platform/disk-failure';
import { toDisposable, type Disposable } from '../platform/disposable';
import { Duty } from '../platform/duty';
import type { Logger } from '../platform/logger';
import type { Random } from '../platform/random';
import { SteadyClock } from '../platform/steady-clock';
import type { AccountStore } from '../storage/account-store';
import { closeFiles, type OpenedAccount, type OpenedFiles } from './account-files';
import { eraseAttachments, owesAttachments, sweepAttachments } from './active/attachment-keeper';

/** What the keeper uses. */
export interface BurnKeeperEnvironment {
  /** Every account of this computer that has files. */
  readonly accountIds: () => readonly string[];
  /** Opens the files of an account; never makes any. */
  readonly open: (accountId: string) => OpenedAccount;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

// Sleep and a clock that was set forward make timers late; a look at the clock every half minute bounds how late.
const longestNapMs = 30_000;
// Remembering the time means opening the database for it.
const rememberEveryMs = 600_000;
// What is left of a deleted chat goes bit by bit, and each time the database is opened for it.
const erasingNapMs = 1_000;
// The key store is locked, or the database damaged: seconds will not change that.
const lockedNapMs = 60_000;

/**
 * The burn clocks of the accounts that nobody is signed in to: they run on whoever else is signed in, and from every start.
 * A database is opened for the moment in which something is over, and closed again when the attachments of what was erased
 * are erased, too; the command for the server waits in its outbox for the next sign-in.
 */
export class BurnKeeper {
  private readonly watches = new Map<string, Watch>();
  /** Accounts that nobody has looked at since the start. */
  private waiting: readonly string[] = [];
  private turn: Disposable = toDisposable(() => undefined);

  constructor(private readonly environment: BurnKeeperEnvironment) {}

  /** Looks at every account of this computer but those that are being opened, one after the other: each takes a moment. */
  begin(openedIds: readonly string[]): void {
    this.waiting = this.environment.accountIds().filter((accountId) => !openedIds.includes(accountId));
    this.next();
  }

  /** Nobody is signed in to this account any more. */
  watch(accountId: string): void {
    if (this.watches.has(accountId)) return;
    const watch = new Watch(accountId, this.environment);
    this.watches.set(accountId, watch);
    watch.look();
  }

  /** Somebody signs in: the account keeps its clocks itself. Its files are closed when the promise resolves. */
  async release(accountId: string): Promise<void> {
    this.waiting = this.waiting.filter((waitingId) => waitingId !== accountId);
    const watch = this.watches.get(accountId);
    this.watches.delete(accountId);
    await watch?.end();
  }

  /** The computer woke up: timers were late. */
  look(): void {
    for (const watch of this.watches.values()) watch.look();
  }

  /** The program ends; what time it was is remembered for the next run. All files are closed when the promise resolves. */
  async end(): Promise<void> {
    this.turn.dispose();
    const watches = [...this.watches.values()];
    this.watches.clear();
    for (const watch of watches) watch.remember();
    await Promise.all(watches.map((watch) => watch.end()));
  }

  private next(): void {
    if (this.waiting.length === 0) return;
    this.turn = this.environment.clock.after(0, () => {
      const [accountId, ...others] = this.waiting;
      this.waiting = others;
      if (accountId !== undefined) this.watch(accountId);
      this.next();
    });
  }
}

/** One account. */
class Watch {
  private readonly duty: Duty;
  /** Resolves when no file of the account is open. */
  private closed: Promise<unknown> = Promise.resolve();
  /** What a run that was killed left of attachments was looked for. */
  private isSwept = false;
  /** Attachments of what was erased are still there, as far as is known. */
  private owesFiles = false;
  /** Something of a deleted chat is still there, as far as is known. */
  private isErasing = false;
  private clock: SteadyClock | null = null;
  /** When something is over next; null when nothing is, or nobody knows yet. */
  private nextMs: number | null = null;
  private rememberedMs = 0;

  constructor(
    private readonly accountId: string,
    private readonly environment: BurnKeeperEnvironment,
  ) {
    const { clock, logger } = environment;
    this.duty = new Duty({
      clock,
      work: () => this.work(),
      failed: (error) =>
        logger.error('burn of an account not written', {
          error: error instanceof Error ? error.name : 'unknown',
          reason: diskFailureOf(error),
        }),
    });
  }

  look(): void {
    this.duty.run();
  }

  remember(): void {
    if (this.nextMs === null) return;
    this.rememberedMs = 0;
    this.look();
  }

  /** Looks no more. Resolves when its files are closed. */
  async end(): Promise<void> {
    this.duty.dispose();
    await this.closed;
  }

  private work(): number | null | Promise<number | null> {
    const { clock, nextMs } = this;
    if (clock !== null && nextMs !== null && !this.owesFiles && !this.isErasing) {
      const nowMs = clock.nowMs();
      if (nowMs < nextMs && nowMs < this.rememberedMs + rememberEveryMs) return this.nap(nowMs);
    }
    const opened = this.environment.open(this.accountId);
    if (opened.ok) return this.erase(opened);
    if (isDiskFailure(opened.failure)) throw new AccountClosedError(opened.failure);
    this.environment.logger.warn('burn clocks of an account wait', { reason: opened.failure });
    return opened.failure === 'databaseMissing' ? null : lockedNapMs;
  }

  private erase(opened: OpenedFiles): number | null | Promise<number | null> {
    const { store, attachments } = opened;
    this.owesFiles = false;
    try {
      const napMs = this.burn(store);
      this.owesFiles = owesAttachments(store) || (!this.isSwept && attachments.isThere);
      if (!this.owesFiles) return napMs;
    } finally {
      if (!this.owesFiles) {
        store.close();
        // Nobody has opened them: this wipes their key at once.
        this.closed = attachments.close();
      }
    }
    const erasing = this.eraseFiles(opened);
    this.closed = erasing.catch(() => undefined);
    return erasing;
  }

  private burn(store: AccountStore): number | null {
    const { profile, messages } = store;
    this.clock ??= new SteadyClock(this.environment.clock, Number(profile.get('latestMs') ?? 0));
    const { clock } = this;
    burnDue(environmentOf(store, clock, this.environment.random));
    this.isErasing = eraseSome(store, clock);
    store.erasureLog.settle();
    this.nextMs = messages.nextExpiryMs();
    const nowMs = clock.nowMs();
    if (this.nextMs === null) return this.nap(nowMs);
    store.transaction((write) => write.profile.set('latestMs', String(nowMs)));
    this.rememberedMs = nowMs;
    return this.nap(nowMs);
  }

  private async eraseFiles(opened: OpenedFiles): Promise<number | null> {
    const { clock, logger } = this.environment;
    try {
      await eraseAttachments(opened);
      if (!this.isSwept) await sweepAttachments({ ...opened, logger });
      this.isSwept = true;
      this.owesFiles = false;
      return this.nap((this.clock ?? clock).nowMs());
    } finally {
      await closeFiles(opened);
    }
  }

  private nap(nowMs: number): number | null {
    if (this.isErasing) return erasingNapMs;
    return this.nextMs === null ? null : Math.min(Math.max(0, this.nextMs - nowMs), longestNapMs);
  }
}

/** The disk does not give out the files of an account now. */
class AccountClosedError extends Error {
  override readonly name = 'AccountClosedError';

  constructor(readonly code: string) {
    super(`account: ${code}`);
  }
}

/** Nobody looks at the account, and no connection waits for its outbox. */
const environmentOf = (store: AccountStore, clock: Clock, random: Random): ErasingEnvironment => ({
  store,
  clock,
  random,
  openMessages: new OpenMessages(),
  burnWishes: new BurnWishes(),
  changed: () => undefined,
  enqueued: () => undefined,
});
