import type { Clock } from '../platform/clock';

/** Pieces a second at most: tim has a hundred frames a second for all clients together. */
const mostPerSecond = 40;
const fewestPerSecond = 4;
/** After a refusal nothing is said for so long, ms. */
const restMs = 1_000;
/** The rate comes back by this much with every second without a refusal. */
const recoveredPerSecond = 4;

/** When the next piece may go out: slower after the server had too much to do, faster again while it has not. */
export class PieceTurns {
  private perSecond = mostPerSecond;
  private nextMs = 0;
  private refusedMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: Clock) {}

  /** Takes the next turn; answers in how many ms it is. */
  take(): number {
    const nowMs = this.clock.monotonicMs();
    const at = Math.max(nowMs, this.nextMs);
    this.nextMs = at + 1_000 / this.rate(nowMs);
    return at - nowMs;
  }

  /** The server refused a piece because it has too much to do. */
  refused(): void {
    const nowMs = this.clock.monotonicMs();
    this.perSecond = Math.max(fewestPerSecond, this.rate(nowMs) / 2);
    this.refusedMs = nowMs;
    this.nextMs = Math.max(this.nextMs, nowMs + restMs);
  }

  private rate(nowMs: number): number {
    const quietSeconds = Math.max(0, nowMs - this.refusedMs) / 1_000;
    return Math.min(mostPerSecond, this.perSecond + recoveredPerSecond * quietSeconds);
  }
}
