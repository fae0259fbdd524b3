import type { Clock } from './clock';
import { toDisposable, type Disposable } from './disposable';

/** Spreads work in time: at most one turn per interval, in the order of asking. */
export class Pacer implements Disposable {
  private nextMs = 0;
  private isDisposed = false;
  private readonly waiting = new Set<Disposable>();

  constructor(
    private readonly clock: Clock,
    private readonly intervalMs: number,
  ) {}

  /**
   * Resolves when it is this caller's turn; at once when there was a pause. False: there are no turns any more, because the
   * owner has gone and everything that the work would touch with it.
   */
  turn(): Promise<boolean> {
    if (this.isDisposed) return Promise.resolve(false);
    const nowMs = this.clock.monotonicMs();
    const turnMs = Math.max(nowMs, this.nextMs);
    this.nextMs = turnMs + this.intervalMs;
    if (turnMs <= nowMs) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (isTurn: boolean): void => {
        timer.dispose();
        this.waiting.delete(waiter);
        resolve(isTurn);
      };
      const timer = this.clock.after(turnMs - nowMs, () => end(true));
      const waiter = toDisposable(() => end(false));
      this.waiting.add(waiter);
    });
  }

  /** Ends all turns: whoever waits for one is told that there is none. */
  dispose(): void {
    this.isDisposed = true;
    for (const waiter of [...this.waiting]) waiter.dispose();
  }
}
