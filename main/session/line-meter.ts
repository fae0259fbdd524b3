import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';

/** What the meter knows without having measured. */
export interface LineMeterOptions {
  /** The slowest line that still counts as one, bytes a second upwards. */
  readonly slowestBytesPerSecond: number;
  /** What is waited for besides the bytes: the way there and back, a server that is busy or restarts, ms. */
  readonly baseMs: number;
}

export const defaultLineMeterOptions: LineMeterOptions = { slowestBytesPerSecond: 4_000, baseMs: 15_000 };

// Smaller amounts measure the length of the way and not its width.
const smallestSampleBytes = 16_384;
// A line that carried this much lately may carry so many times less now.
const slowerBy = 4;
// Pings that are not noted prove less than they could, never more.
const mostOutstanding = 16;

interface Ping {
  readonly number: number;
  readonly position: number;
  readonly sentAtMs: number;
}

interface Waiter {
  readonly ping: number;
  readonly callback: () => void;
}

/**
 * Knows what the line has carried. A write that succeeded proves nothing, because the system takes hundreds of kilobytes
 * at once; but tim reads a socket in order, so the pong to a ping proves that the server has everything that was handed
 * over before it. It does not prove that a question before it was answered: tim answers every frame in a goroutine of its
 * own. What was written by the server before the pong, however, has come by then.
 */
export class LineMeter {
  private handedOver = 0;
  private proven = 0;
  private pings: Ping[] = [];
  private pingCount = 0;
  private waiters: Waiter[] = [];
  private isWanted = false;
  private lastMovedMs = Number.NEGATIVE_INFINITY;
  private lastInboundMs = Number.NEGATIVE_INFINITY;
  private busySinceMs = 0;
  private upBytesPerSecond: number | null = null;
  private timer: Disposable = toDisposable(() => undefined);

  /** `sendPing` sends a ping frame, if there is a connection; it comes back through `sent`. */
  constructor(
    private readonly clock: Clock,
    private readonly sendPing: () => void,
    private readonly options: LineMeterOptions = defaultLineMeterOptions,
  ) {}

  /** A connection begins or has ended: nobody will hear of what was waited for. What was learnt of the speed stays. */
  reset(): void {
    this.timer.dispose();
    // A connection that died over its bytes may have been too slow for what was expected of it.
    if (this.unprovenBytes > smallestSampleBytes && this.upBytesPerSecond !== null) {
      this.upBytesPerSecond /= slowerBy;
    }
    this.handedOver = 0;
    this.proven = 0;
    this.pings = [];
    this.waiters = [];
    this.isWanted = false;
    this.lastMovedMs = this.clock.monotonicMs();
    this.lastInboundMs = this.lastMovedMs;
  }

  /** Bytes were handed to the connection. */
  sent(byteCount: number, kind: 'ping' | 'other' = 'other'): void {
    const nowMs = this.clock.monotonicMs();
    if (this.unprovenBytes === 0) this.busySinceMs = nowMs;
    this.handedOver += byteCount;
    if (kind !== 'ping' || this.pings.length >= mostOutstanding) return;
    this.pingCount += 1;
    this.pings.push({ number: this.pingCount, position: this.handedOver, sentAtMs: nowMs });
  }

  /** Bytes came, or left this computer; parts of messages count. */
  moved(direction: 'in' | 'out'): void {
    this.lastMovedMs = this.clock.monotonicMs();
    if (direction === 'in') this.lastInboundMs = this.lastMovedMs;
  }

  /** A pong came. It counts for the oldest ping, because pongs may be lost and have no order. */
  ponged(): void {
    const ping = this.pings.shift();
    if (ping === undefined) return;
    this.learn(ping);
    this.proven = Math.max(this.proven, ping.position);
    const heard = this.waiters.filter((waiter) => waiter.ping <= ping.number);
    this.waiters = this.waiters.filter((waiter) => waiter.ping > ping.number);
    if (this.isWanted) this.ping();
    else if (this.waiters.length === 0) this.timer.dispose();
    for (const { callback } of heard) callback();
  }

  /**
   * Calls back when the server has everything that was handed over until now; at once when that is known. Never when the
   * connection ends first. Pings for it: one is under way at a time, whoever asks.
   */
  whenArrived(callback: () => void): Disposable {
    const newest = this.pings.at(-1);
    if (this.proven >= this.handedOver) {
      callback();
      return toDisposable(() => undefined);
    }
    if (newest?.position === this.handedOver) return this.wait({ ping: newest.number, callback });
    return this.whenHeard(callback);
  }

  /**
   * Calls back when a ping that is sent from now on was answered: the server is alive, and everything that it said before
   * has come. Never when the connection ends first.
   */
  whenHeard(callback: () => void): Disposable {
    // A ping that is under way goes first; sent by now, it says nothing about now.
    const isBusy = this.pings.length > 0;
    const waiter = { ping: this.pingCount + 1, callback };
    const disposable = this.wait(waiter);
    if (isBusy) this.isWanted = true;
    else this.ping();
    return disposable;
  }

  /** How long an answer to everything that was handed over, and to `moreBytes`, may take from now, ms. */
  waitMs(moreBytes = 0): number {
    const { slowestBytesPerSecond, baseMs } = this.options;
    const learnt = (this.upBytesPerSecond ?? 0) / slowerBy;
    const bytesPerSecond = Math.max(slowestBytesPerSecond, learnt);
    // Whole seconds: what fits into one needs no more than the base.
    return baseMs + Math.floor((this.unprovenBytes + moreBytes) / bytesPerSecond) * 1_000;
  }

  /** How much longer an answer may take because of what is on its way, ms. */
  busyMs(): number {
    return this.waitMs() - this.options.baseMs;
  }

  /** How long so many bytes took upwards lately, ms; on the slowest line, as long as nothing was measured. */
  carryMs(byteCount: number): number {
    return (byteCount / (this.upBytesPerSecond ?? this.options.slowestBytesPerSecond)) * 1_000;
  }

  /** Whether bytes have moved in either direction within the last `withinMs`. */
  isMoving(withinMs: number): boolean {
    return this.clock.monotonicMs() - this.lastMovedMs <= withinMs;
  }

  /**
   * Whether the other side should have been heard by now: a ping waits, nothing at all has come since then, not even a
   * part of a message, and what was handed over had the time to get there on the slowest line.
   */
  isOverdue(): boolean {
    const [oldest] = this.pings;
    if (oldest === undefined) return false;
    const sinceMs = Math.max(oldest.sentAtMs, this.lastInboundMs);
    return this.clock.monotonicMs() - sinceMs >= this.waitMs() + this.options.baseMs;
  }

  /** Bytes that the server is not known to have. */
  get unprovenBytes(): number {
    return this.handedOver - this.proven;
  }

  private wait(waiter: Waiter): Disposable {
    this.waiters.push(waiter);
    return toDisposable(() => {
      this.waiters = this.waiters.filter((other) => other !== waiter);
      if (this.waiters.length === 0) this.timer.dispose();
    });
  }

  /** Sends a ping, and another one if it seems to have been lost: pongs of others are then one behind, which proves less. */
  private ping(): void {
    this.isWanted = false;
    this.sendPing();
    this.timer.dispose();
    this.timer = this.clock.after(this.waitMs(), () => {
      if (this.waiters.length > 0) this.ping();
    });
  }

  private learn({ position }: Ping): void {
    const nowMs = this.clock.monotonicMs();
    const byteCount = position - this.proven;
    const tookMs = Math.max(1, nowMs - this.busySinceMs);
    this.busySinceMs = nowMs;
    if (byteCount >= smallestSampleBytes) this.upBytesPerSecond = (byteCount / tookMs) * 1_000;
  }
}
