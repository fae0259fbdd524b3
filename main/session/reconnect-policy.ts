import type { Random } from '../platform/random';

/** Tunables of the wait between attempts. */
export interface ReconnectOptions {
  /** Upper bound of the first wait. */
  readonly baseMs: number;
  /** Upper bound of any wait. */
  readonly capMs: number;
  /** A connection that held this long forgives all earlier failures. */
  readonly stableAfterMs: number;
}

export const defaultReconnectOptions: ReconnectOptions = {
  baseMs: 1_000,
  capMs: 60_000,
  stableAfterMs: 30_000,
};

/**
 * tim refuses an account for up to 10 s after its last login while it still believes in the old socket (error 4111);
 * measured 10.3 to 12.4 s. Trying earlier is pointless.
 */
export const overLimitRetryMs = 11_000;

/**
 * Wait before attempt number `failures` + 1: exponential with full jitter (uniform between 0 and the bound), so that
 * clients of a restarted server do not come back in step. Never below 100 ms.
 */
export function reconnectDelayMs(failures: number, options: ReconnectOptions, random: Random): number {
  const boundMs = Math.min(options.capMs, options.baseMs * 2 ** Math.max(0, failures - 1));
  return Math.max(100, Math.round(boundMs * random.fraction()));
}
