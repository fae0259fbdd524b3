import type { Clock } from './clock';
import type { Disposable } from './disposable';

/**
 * A wall clock that never goes back: it follows the one of the system forward (a sleep, a clock that was set forward) and
 * goes on by the monotonic clock when the system's is set back. For life times that nobody may lengthen.
 */
export class SteadyClock implements Clock {
  private latestMs: number;
  private latestMonotonicMs: number;

  /** The time is never before `notBeforeMs`, which an earlier run has seen. */
  constructor(
    private readonly clock: Clock,
    notBeforeMs = 0,
  ) {
    this.latestMs = Math.max(notBeforeMs, clock.nowMs());
    this.latestMonotonicMs = clock.monotonicMs();
  }

  /** Milliseconds since 1970, whole; never less than before. */
  nowMs(): number {
    const monotonicMs = this.clock.monotonicMs();
    const elapsedMs = monotonicMs - this.latestMonotonicMs;
    this.latestMs = Math.max(this.clock.nowMs(), this.latestMs + elapsedMs);
    this.latestMonotonicMs = monotonicMs;
    return Math.floor(this.latestMs);
  }

  monotonicMs(): number {
    return this.clock.monotonicMs();
  }

  after(delayMs: number, callback: () => void): Disposable {
    return this.clock.after(delayMs, callback);
  }

  every(intervalMs: number, callback: () => void): Disposable {
    return this.clock.every(intervalMs, callback);
  }
}
