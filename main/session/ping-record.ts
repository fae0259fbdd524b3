import type { Clock } from '../platform/clock';

interface Moment {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

/**
 * What the pings of one connection prove. The monotonic clock stands still in the sleep of some systems, the wall clock can
 * be set: what was borne is counted by the first, what may have been too long by the one that says more.
 */
export class PingRecord {
  private opened: Moment;
  /** When the newest ping left that is known to have arrived. */
  private confirmed: Moment;
  private pongMs: number | null = null;
  private underWay: Moment[] = [];
  private sent = 0;
  private answered = 0;
  /** So many pings had left before the last sleep; null when one after it was answered. */
  private sentBeforeSleep: number | null = null;

  constructor(private readonly clock: Clock) {
    this.opened = this.now();
    this.confirmed = this.opened;
  }

  /** A connection begins. */
  begin(): void {
    this.opened = this.now();
    this.confirmed = this.opened;
    this.pongMs = null;
    this.underWay = [];
    this.sent = 0;
    this.answered = 0;
    this.sentBeforeSleep = null;
  }

  /** A ping leaves. */
  pinged(): void {
    this.sent += 1;
    this.underWay.push(this.now());
  }

  /** The process or the computer did not run for a while. */
  slept(): void {
    this.sentBeforeSleep = this.sent;
  }

  /** Whether it is still open what a sleep has done to the connection. */
  get hasSlept(): boolean {
    return this.sentBeforeSleep !== null;
  }

  /** A pong came. Answers the silence before its ping that the server has certainly borne, ms; 0 for none. */
  ponged(): number {
    const ping = this.underWay.shift();
    if (ping === undefined) return 0;
    this.confirmed = ping;
    this.answered += 1;
    if (this.sentBeforeSleep !== null && this.answered > this.sentBeforeSleep) this.sentBeforeSleep = null;
    const { pongMs } = this;
    this.pongMs = this.clock.monotonicMs();
    // The server had the ping before at the latest when its pong came, and this one at the earliest when it left.
    return pongMs === null ? 0 : Math.max(0, ping.monotonicMs - pongMs);
  }

  /** The longest time for which the server may have heard no ping by now, ms. */
  silentMs(): number {
    return this.since(this.confirmed);
  }

  /** How long the connection has been there, ms. */
  heldMs(): number {
    return this.since(this.opened);
  }

  private since({ monotonicMs, wallMs }: Moment): number {
    const now = this.now();
    return Math.max(now.monotonicMs - monotonicMs, now.wallMs - wallMs);
  }

  private now(): Moment {
    return { monotonicMs: this.clock.monotonicMs(), wallMs: this.clock.nowMs() };
  }
}
