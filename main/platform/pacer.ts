import type { Clock } from './clock';

/** Spreads work in time: at most one turn per interval, in the order of asking. */
export class Pacer {
  private nextMs = 0;

  constructor(
    private readonly clock: Clock,
    private readonly intervalMs: number,
  ) {}

  /** Resolves when it is this caller's turn; at once when there was a pause. */
  turn(): Promise<void> {
    const nowMs = this.clock.monotonicMs();
    const turnMs = Math.max(nowMs, this.nextMs);
    this.nextMs = turnMs + this.intervalMs;
    if (turnMs <= nowMs) return Promise.resolve();
    return new Promise((resolve) => this.clock.after(turnMs - nowMs, resolve));
  }
}
