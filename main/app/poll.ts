import type { Clock } from '../platform/clock';

/** How often and how long a condition is looked at. */
export interface PollOptions {
  readonly clock: Clock;
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

/** Waits until `condition` holds. Resolves false when it does not within the time; rejects when the condition does. */
export async function pollUntil(condition: () => Promise<boolean>, options: PollOptions): Promise<boolean> {
  const endMs = options.clock.monotonicMs() + options.timeoutMs;
  for (;;) {
    if (await condition()) return true;
    if (options.clock.monotonicMs() >= endMs) return false;
    await wait(options.clock, options.intervalMs);
  }
}

/** Resolves after `delayMs`. */
export function wait(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => void clock.after(delayMs, resolve));
}
