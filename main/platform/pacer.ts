import type { Clock } from './clock';
import { toDisposable, type Disposable } from './disposable';

/** When the next turn is, monotonic ms: one for everybody who shares what is spread in time. */
interface Beat {
  nextMs: number;
}

/** Spreads work in time: at most one turn per interval, in the order of asking. */
export class Pacer implements Disposable {
  private isDisposed = false;
  private readonly waiting = new Set<Disposable>();

  constructor(
    private readonly clock: Clock,
    private readonly intervalMs: number,
    private readonly beat: Beat = { nextMs: 0 },
  ) {}

  /**
   * Resolves when it is this caller's turn; at once when there was a pause. False: there are no turns any more, because the
   * owner has gone and everything that the work would touch with it.
   */
  turn(): Promise<boolean> {
    if (this.isDisposed) return Promise.resolve(false);
    const nowMs = this.clock.monotonicMs();
    const turnMs = Math.max(nowMs, this.beat.nextMs);
    this.beat.nextMs = turnMs + this.intervalMs;
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

  /** Ends all turns of this owner: whoever waits for one is told that there is none. */
  dispose(): void {
    this.isDisposed = true;
    for (const waiter of [...this.waiting]) waiter.dispose();
  }
}

/** The pacers of all who ask the same servers: those of one server share its turns. */
export class PacerBook {
  private readonly beats = new Map<string, Beat>();

  constructor(
    private readonly clock: Clock,
    private readonly intervalMs: number,
  ) {}

  /** A pacer of its own for one more who asks `server`; disposing of it leaves the others their turns. */
  open(server: string): Pacer {
    const beat = this.beats.get(server) ?? { nextMs: 0 };
    this.beats.set(server, beat);
    return new Pacer(this.clock, this.intervalMs, beat);
  }
}
