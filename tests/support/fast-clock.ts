import { systemClock, type Clock } from '../../main/platform/clock';

/** A clock on which everything happens `factor` times as fast, so that tests need not wait for tim's own times. */
export function createFastClock(factor: number): Clock {
  const startMs = systemClock.nowMs();
  const startMonotonicMs = systemClock.monotonicMs();
  return {
    nowMs: () => Math.round(startMs + (systemClock.nowMs() - startMs) * factor),
    monotonicMs: () => (systemClock.monotonicMs() - startMonotonicMs) * factor,
    after: (delayMs, callback) => systemClock.after(delayMs / factor, callback),
    every: (intervalMs, callback) => systemClock.every(intervalMs / factor, callback),
  };
}
