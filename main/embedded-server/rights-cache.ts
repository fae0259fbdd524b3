import type { Clock } from '../platform/clock';

const lifeMs = 300_000;
const maxEntries = 1 << 15;

/**
 * The real server's cache of the right to write, in a room or one to one: a positive answer is believed for five minutes
 * and checked again after each use in its first half. So the first use after a removal still succeeds, the next one fails.
 */
export class RightsCache {
  private readonly confirmedAtMs = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly isEnabled: boolean,
  ) {}

  /** The answer for `key`; `verify` looks it up in the store. */
  check(key: string, verify: () => boolean): boolean {
    if (!this.isEnabled) return verify();
    const confirmedAtMs = this.confirmedAtMs.get(key);
    const ageMs = confirmedAtMs === undefined ? Infinity : this.clock.monotonicMs() - confirmedAtMs;
    if (ageMs >= lifeMs) return this.remember(key, verify());
    if (ageMs < lifeMs / 2) this.remember(key, verify());
    return true;
  }

  private remember(key: string, isAllowed: boolean): boolean {
    this.confirmedAtMs.delete(key);
    if (isAllowed) this.confirmedAtMs.set(key, this.clock.monotonicMs());
    if (this.confirmedAtMs.size > maxEntries) {
      const oldest = this.confirmedAtMs.keys().next();
      if (oldest.done !== true) this.confirmedAtMs.delete(oldest.value);
    }
    return isAllowed;
  }
}
