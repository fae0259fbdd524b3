import type { Clock } from './clock';
import { toDisposable, type Disposable } from './disposable';

/** What a duty does, and whom it tells. */
export interface DutyOptions {
  readonly clock: Clock;
  /** Does what is owed; answers in how many ms it is owed again, null when nothing is for now. May throw or reject. */
  readonly work: () => number | null | Promise<number | null>;
  /** The work has failed; it is tried again by itself. Must not throw. */
  readonly failed: (error: unknown) => void;
  /** The work was done after it had failed. */
  readonly recovered?: () => void;
  /** Wait before the first further try, ms. */
  readonly firstRetryMs?: number;
  /** Longest wait between two tries, ms. */
  readonly longestRetryMs?: number;
}

const defaultFirstRetryMs = 1_000;
const defaultLongestRetryMs = 4_000;

/**
 * Something that the program owes: it is done when it is due, and when it fails, whatever the reason, it is told and tried
 * again after seconds, until it is done or nobody owes it any more. One timer, and never two runs at a time.
 */
export class Duty implements Disposable {
  private timer: Disposable = toDisposable(() => undefined);
  private failures = 0;
  private isRunning = false;
  /** It was asked for while it ran. */
  private isOwedAgain = false;
  private isDisposed = false;

  constructor(private readonly options: DutyOptions) {}

  /** Whether the last try failed. */
  get isFailing(): boolean {
    return this.failures > 0;
  }

  /** Does it now. Synchronous work is done, or has failed, when this returns; never throws. */
  run(): void {
    if (this.isDisposed) return;
    if (this.isRunning) {
      this.isOwedAgain = true;
      return;
    }
    this.timer.dispose();
    this.isRunning = true;
    try {
      const next = this.options.work();
      if (next instanceof Promise) this.follow(next);
      else this.done(next);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Nobody owes it any more. */
  dispose(): void {
    this.isDisposed = true;
    this.timer.dispose();
  }

  private follow(next: Promise<number | null>): void {
    next.then(
      (delayMs) => this.done(delayMs),
      (error: unknown) => this.fail(error),
    );
  }

  private done(delayMs: number | null): void {
    const hadFailed = this.isFailing;
    this.failures = 0;
    this.arm(delayMs);
    if (hadFailed && !this.isDisposed) this.options.recovered?.();
  }

  private fail(error: unknown): void {
    const { firstRetryMs = defaultFirstRetryMs, longestRetryMs = defaultLongestRetryMs } = this.options;
    const delayMs = Math.min(longestRetryMs, firstRetryMs * 2 ** this.failures);
    this.failures += 1;
    this.arm(delayMs);
    if (!this.isDisposed) this.options.failed(error);
  }

  private arm(delayMs: number | null): void {
    this.isRunning = false;
    const wantedMs = this.isOwedAgain ? 0 : delayMs;
    this.isOwedAgain = false;
    if (this.isDisposed || wantedMs === null) return;
    this.timer = this.options.clock.after(wantedMs, () => this.run());
  }
}
