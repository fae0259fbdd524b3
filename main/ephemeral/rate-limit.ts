import type { Rate } from './kind-rules';

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/**
 * Holds each of many to a rate, and remembers so many of them at most: when there are more, whoever was quiet for the longest
 * is forgotten. Times are monotonic ms.
 */
export class RateLimit<Key> {
  // In the order of their last use.
  private readonly buckets = new Map<Key, Bucket>();

  constructor(
    private readonly rate: Rate,
    private readonly mostKeys: number,
  ) {}

  /** Whether it may happen now; if so, it counts. */
  take(key: Key, nowMs: number): boolean {
    const bucket = this.filled(key, nowMs);
    this.buckets.delete(key);
    this.buckets.set(key, bucket);
    this.forgetOldest();
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  /** In how many ms it may happen; 0 for now. */
  waitMs(key: Key, nowMs: number): number {
    const missing = 1 - this.filled(key, nowMs).tokens;
    return missing <= 0 ? 0 : Math.ceil((missing / this.rate.perSecond) * 1_000);
  }

  private filled(key: Key, nowMs: number): Bucket {
    const { burst, perSecond } = this.rate;
    const bucket = this.buckets.get(key) ?? { tokens: burst, filledAtMs: nowMs };
    bucket.tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.filledAtMs) / 1_000) * perSecond);
    bucket.filledAtMs = nowMs;
    return bucket;
  }

  private forgetOldest(): void {
    if (this.buckets.size <= this.mostKeys) return;
    const [oldest] = this.buckets.keys();
    if (oldest !== undefined) this.buckets.delete(oldest);
  }
}
