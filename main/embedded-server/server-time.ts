import type { Clock } from '../platform/clock';

const nsPerMs = 1_000_000n;

/** The server's clock as tim shows it: nanoseconds since 1970. Readings within one millisecond differ and increase. */
export class ServerTime {
  private lastMs = 0;
  private readingsInMs = 0n;

  constructor(private readonly clock: Clock) {}

  /** Nanoseconds since 1970-01-01T00:00Z. */
  nowNs(): bigint {
    const nowMs = Math.floor(this.clock.nowMs());
    this.readingsInMs = nowMs === this.lastMs ? this.readingsInMs + 1n : 0n;
    this.lastMs = nowMs;
    return BigInt(nowMs) * nsPerMs + this.readingsInMs;
  }
}
