import type { Clock } from '../main/platform/clock';

/** Resolves after `delayMs`. */
export function wait(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
