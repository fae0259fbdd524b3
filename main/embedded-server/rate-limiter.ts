import type { Clock } from '../platform/clock';

const msPerSecond = 1000;

/** A token bucket for the whole server (tim protocol, section 13): `ratePerSecond` tokens a second, as many at once. */
export class RateLimiter {
  private tokens: number;
  private refilledAtMs: number;

  /** `ratePerSecond` 0 switches the limit off. */
  constructor(
    private readonly ratePerSecond: number,
    private readonly clock: Clock,
  ) {
    this.tokens = ratePerSecond;
    this.refilledAtMs = clock.monotonicMs();
  }

  /** Takes a token if there is one. */
  tryTake(): boolean {
    if (this.ratePerSecond === 0) return true;
    this.refill();
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  /** Takes a token, lending it from the future if needed; answers how long the caller has to wait for it. */
  reserveMs(): number {
    if (this.ratePerSecond === 0) return 0;
    this.refill();
    this.tokens -= 1;
    return this.tokens >= 0 ? 0 : Math.ceil((-this.tokens * msPerSecond) / this.ratePerSecond);
  }

  /** Whether `operationsInFlight` is more than the server takes on while it has no token left. */
  isOverloaded(operationsInFlight: number): boolean {
    return this.ratePerSecond > 0 && operationsInFlight > this.ratePerSecond;
  }

  private refill(): void {
    const nowMs = this.clock.monotonicMs();
    const gained = ((nowMs - this.refilledAtMs) * this.ratePerSecond) / msPerSecond;
    this.tokens = Math.min(this.ratePerSecond, this.tokens + gained);
    this.refilledAtMs = nowMs;
  }
}
