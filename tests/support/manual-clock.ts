import type { Clock } from '../../main/platform/clock';
import { toDisposable, type Disposable } from '../../main/platform/disposable';

interface Timer {
  dueMs: number;
  readonly intervalMs: number | null;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  private elapsedMs = 0;
  private jumpedMs = 0;
  private readonly timers = new Set<Timer>();

  /** The wall clock starts at `startMs`, milliseconds since 1970. */
  constructor(private readonly startMs = 1_790_000_000_000) {}

  nowMs(): number {
    return this.startMs + this.elapsedMs + this.jumpedMs;
  }

  monotonicMs(): number {
    return this.elapsedMs;
  }

  after(delayMs: number, callback: () => void): Disposable {
    return this.add({ dueMs: this.elapsedMs + Math.max(0, delayMs), intervalMs: null, callback });
  }

  every(intervalMs: number, callback: () => void): Disposable {
    return this.add({ dueMs: this.elapsedMs + intervalMs, intervalMs, callback });
  }

  /** Timers that still wait; a test can prove that none was forgotten. */
  get waitingTimers(): number {
    return this.timers.size;
  }

  /** Sets the wall clock forward or back, as its user or a sleep does: timers and the monotonic clock notice nothing. */
  jump(byMs: number): void {
    this.jumpedMs += byMs;
  }

  /**
   * The computer sleeps and nothing runs, whereas both clocks go on, as on systems whose monotonic clock does not stand
   * still in a sleep. What became due is run by the next `advance`.
   */
  sleep(durationMs: number): void {
    this.elapsedMs += durationMs;
  }

  /** Milliseconds until the next timer is due; null when none waits. */
  get untilNextTimerMs(): number | null {
    const next = this.nextDue(Number.POSITIVE_INFINITY);
    return next === null ? null : Math.max(0, next.dueMs - this.elapsedMs);
  }

  /** Moves time on and runs what becomes due, in order. */
  advance(durationMs: number): void {
    const endMs = this.elapsedMs + durationMs;
    for (let timer = this.nextDue(endMs); timer !== null; timer = this.nextDue(endMs)) {
      this.elapsedMs = Math.max(this.elapsedMs, timer.dueMs);
      if (timer.intervalMs === null) this.timers.delete(timer);
      else timer.dueMs += timer.intervalMs;
      timer.callback();
    }
    this.elapsedMs = endMs;
  }

  private nextDue(endMs: number): Timer | null {
    let next: Timer | null = null;
    for (const timer of this.timers) {
      if (timer.dueMs <= endMs && (next === null || timer.dueMs < next.dueMs)) next = timer;
    }
    return next;
  }

  private add(timer: Timer): Disposable {
    this.timers.add(timer);
    return toDisposable(() => this.timers.delete(timer));
  }
}
