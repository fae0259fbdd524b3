import { systemClock, type Clock } from '../../main/platform/clock';
import { toDisposable, type Disposable } from '../../main/platform/disposable';

/** What one look at the time counts at most, real milliseconds. */
const longestStepMs = 25;

/**
 * A clock on which everything happens `factor` times as fast, so that tests need not wait for tim's own times. What is waited for
 * runs in the same process and gets no faster: time in which this process computed, or got no processor, hardly counts. Patience
 * that lasts a second on a machine with nothing else to do so lasts as long as it has to on a busy one.
 */
export function createFastClock(factor: number): Clock {
  const startMs = systemClock.nowMs();
  const startMonotonicMs = systemClock.monotonicMs();
  return {
    nowMs: () => Math.round(startMs + (systemClock.nowMs() - startMs) * factor),
    monotonicMs: () => (systemClock.monotonicMs() - startMonotonicMs) * factor,
    after: (delayMs, callback) => afterSteps(delayMs / factor, callback),
    every: (intervalMs, callback) => systemClock.every(intervalMs / factor, callback),
  };
}

/** One step after the other: each may come late, and counts as if it had not. */
function afterSteps(delayMs: number, callback: () => void): Disposable {
  let leftMs = delayMs;
  let timer = toDisposable(() => undefined);
  const wait = (): void => {
    const stepMs = Math.min(leftMs, longestStepMs);
    timer = systemClock.after(stepMs, () => {
      leftMs -= stepMs;
      if (leftMs > 0) wait();
      else callback();
    });
  };
  wait();
  return toDisposable(() => timer.dispose());
}
