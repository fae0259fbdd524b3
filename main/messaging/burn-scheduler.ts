import type { Disposable } from '../platform/disposable';
import { Duty } from '../platform/duty';
import type { Logger } from '../platform/logger';
import { diskFailureOf, type DiskFailure } from '../platform/disk-failure';
import { burnDue, coverDue } from './burn-message';
import type { ErasingEnvironment } from './messaging-environment';

// Sleep and a clock that was set forward make timers late; a look every half minute bounds how late.
const longestNapMs = 30_000;
// Remembering the time costs a write to the disk.
const rememberEveryMs = 1_000;

/** Why what is over could not be erased yet. */
export type ErasureFailure = DiskFailure | 'internal';

/**
 * One timer for all burn messages: sleeps until the next one expires, erases, sleeps again. What could not be erased, for
 * instance on a full disk, is covered at once, told as what it is, and tried again every few seconds; just so what somebody
 * wanted burned at once. The environment's
 * clock must be one that never goes back.
 */
export class BurnScheduler implements Disposable {
  private readonly duty: Duty;
  private readonly wishes: Disposable;
  private isDisposed = false;
  private rememberedMs = 0;
  private lastFailure: ErasureFailure | null = null;

  constructor(
    private readonly environment: ErasingEnvironment,
    private readonly logger: Logger,
  ) {
    this.duty = new Duty({
      clock: environment.clock,
      work: () => this.work(),
      failed: (error) => this.failed(error),
    });
    this.wishes = environment.burnWishes.added.on(() => this.sweep());
  }

  /** Why the last try to erase what is over did not work; null when there is nothing over that is still there. */
  get failure(): ErasureFailure | null {
    return this.lastFailure;
  }

  /** Erases what is over and sets the timer anew: at start before anything is shown, after a reveal, on wake-up. */
  sweep(): void {
    this.duty.run();
  }

  /** Ends the timer and remembers the time, so that the next run cannot begin before the end of this one. */
  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.wishes.dispose();
    this.duty.dispose();
    const { store, clock, burnWishes } = this.environment;
    try {
      // Nobody knows of a wish afterwards.
      if (burnWishes.all().length > 0) burnDue(this.environment);
      if (store.messages.nextExpiryMs() !== null) this.remember(clock.nowMs());
    } catch (error) {
      // The time that was remembered before is at most half a minute old.
      this.report(error);
    }
  }

  private work(): number | null {
    const { store, clock } = this.environment;
    burnDue(this.environment);
    this.lastFailure = null;
    const nextMs = store.messages.nextExpiryMs();
    if (nextMs === null) return null;
    const nowMs = clock.nowMs();
    if (nowMs >= this.rememberedMs + rememberEveryMs) this.remember(nowMs);
    return Math.min(Math.max(0, nextMs - nowMs), longestNapMs);
  }

  private failed(error: unknown): void {
    this.report(error);
    this.lastFailure = diskFailureOf(error) ?? 'internal';
    try {
      coverDue(this.environment);
    } catch (secondError) {
      this.report(secondError);
    }
  }

  private report(error: unknown): void {
    this.logger.error('burn not written', {
      error: error instanceof Error ? error.name : 'unknown',
      reason: diskFailureOf(error),
    });
  }

  /** The next run begins here at the earliest, also when the computer's clock was set back in between. */
  private remember(nowMs: number): void {
    const { store } = this.environment;
    store.transaction((write) => write.profile.set('latestMs', String(nowMs)));
    this.rememberedMs = nowMs;
  }
}
