import { computed, type ComputedRef } from 'vue';
import { useNow } from '../../base/use-now';
import { countdown, type Countdown } from './burn-clock';

/** An opened message's clock. */
export interface RunningClock {
  /** Milliseconds since 1970 in this computer's clock. */
  readonly expiresAtMs: number;
  /** Reading time. */
  readonly seconds: number;
}

/** The countdown of a clock, five times a second while the caller's scope lives. */
export function useCountdown(clock: () => RunningClock): ComputedRef<Countdown> {
  const now = useNow(200);
  return computed(() => {
    const { expiresAtMs, seconds } = clock();
    return countdown(expiresAtMs, seconds, now.value);
  });
}
