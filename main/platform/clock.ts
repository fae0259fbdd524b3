import { toDisposable, type Disposable } from './disposable';

/** Source of time and timers. Everything that waits or compares times takes one, so that tests can drive it. */
export interface Clock {
  /** Wall clock, milliseconds since 1970-01-01T00:00Z. May jump when the user changes it. */
  nowMs(): number;
  /** Monotonic clock, milliseconds from an arbitrary origin. Never goes back. */
  monotonicMs(): number;
  /** Calls `callback` once after `delayMs`; disposing cancels. */
  after(delayMs: number, callback: () => void): Disposable;
  /** Calls `callback` every `intervalMs` until disposed. */
  every(intervalMs: number, callback: () => void): Disposable;
}

// setTimeout fires at once for delays beyond 2^31-1 ms.
const maxTimerMs = 2_147_483_647;

/** The operating system's clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(0, delayMs), maxTimerMs));
    return toDisposable(() => clearTimeout(timer));
  },
  every(intervalMs, callback) {
    const timer = setInterval(callback, Math.min(intervalMs, maxTimerMs));
    return toDisposable(() => clearInterval(timer));
  },
};
