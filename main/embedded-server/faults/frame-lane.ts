import type { Clock } from '../../platform/clock';
import type { Disposable } from '../../platform/disposable';

interface WaitingDelivery {
  readonly readyAtMs: number;
  readonly deliver: () => void;
}

/** One direction of a connection: it keeps the order, also behind a delay; only a frame that was held changes places. */
export class FrameLane implements Disposable {
  private readonly waiting: WaitingDelivery[] = [];
  private timer: Disposable | null = null;
  private held: { readonly deliver: () => void; readonly timer: Disposable } | null = null;
  private isDelivering = false;

  constructor(private readonly clock: Clock) {}

  /** Delivers `delayMs` from now, at the earliest after everything before it. */
  push(deliver: () => void, delayMs = 0): void {
    this.enqueue(deliver, delayMs);
    this.releaseHeld();
  }

  /** Lets the next delivery go first; none within `maxWaitMs`: delivers then. Only one is held at a time. */
  hold(deliver: () => void, maxWaitMs: number): void {
    if (this.held !== null) {
      this.push(deliver);
      return;
    }
    this.held = { deliver, timer: this.clock.after(maxWaitMs, () => this.releaseHeld()) };
  }

  /** Delivers after everything before it, what is held included. */
  finish(deliver: () => void): void {
    this.releaseHeld();
    this.enqueue(deliver, 0);
  }

  /** Forgets what was not delivered. */
  dispose(): void {
    this.waiting.length = 0;
    this.timer?.dispose();
    this.held?.timer.dispose();
    this.held = null;
  }

  private releaseHeld(): void {
    if (this.held === null) return;
    const { deliver, timer } = this.held;
    this.held = null;
    timer.dispose();
    this.enqueue(deliver, 0);
  }

  private enqueue(deliver: () => void, delayMs: number): void {
    const readyAtMs = delayMs > 0 ? this.clock.monotonicMs() + delayMs : 0;
    this.waiting.push({ readyAtMs, deliver });
    if (this.timer === null && !this.isDelivering) this.deliverReady();
  }

  private deliverReady(): void {
    this.timer = null;
    const nowMs = this.clock.monotonicMs();
    this.isDelivering = true;
    try {
      this.deliverUntil(nowMs);
    } finally {
      this.isDelivering = false;
    }
    const [next] = this.waiting;
    if (next !== undefined) this.timer = this.clock.after(next.readyAtMs - nowMs, () => this.deliverReady());
  }

  private deliverUntil(nowMs: number): void {
    for (let next = this.waiting[0]; next !== undefined && next.readyAtMs <= nowMs; next = this.waiting[0]) {
      this.waiting.shift();
      next.deliver();
    }
  }
}
