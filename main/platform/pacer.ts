import type { Clock } from './clock';
import { toDisposable, type Disposable } from './disposable';

/** Which turns are taken, monotonic ms: one for everybody who shares what is spread in time. */
interface Beat {
  /** When the next turn is. */
  nextMs: number;
  /** When the next turn is for what somebody waits for. */
  nextPromptMs: number;
}

const untaken = (): Beat => ({ nextMs: 0, nextPromptMs: 0 });

/** Spreads work in time: at most one turn per interval, in the order of asking. */
export class Pacer implements Disposable {
  private isDisposed = false;
  private readonly waiting = new Set<Disposable>();

  constructor(
    private readonly clock: Clock,
    private readonly intervalMs: number,
    private readonly beat: Beat = untaken(),
  ) {}

  /**
   * Resolves when it is this caller's turn; at once when there was a pause. False: there are no turns any more, because the
   * owner has gone and everything that the work would touch with it.
   */
  turn(): Promise<boolean> {
    if (this.isDisposed) return Promise.resolve(false);
    const turnMs = Math.max(this.clock.monotonicMs(), this.beat.nextMs);
    this.beat.nextMs = turnMs + this.intervalMs;
    return this.at(turnMs);
  }

  /**
   * A turn for what somebody waits for. It stands behind others of its kind alone, one an interval as well; those who ask for a turn
   * after it come an interval later, so that there are no more of them in the long run. Answers as `turn`.
   */
  promptTurn(): Promise<boolean> {
    if (this.isDisposed) return Promise.resolve(false);
    const nowMs = this.clock.monotonicMs();
    const turnMs = Math.max(nowMs, this.beat.nextPromptMs);
    this.beat.nextPromptMs = turnMs + this.intervalMs;
    this.beat.nextMs = Math.max(nowMs, this.beat.nextMs) + this.intervalMs;
    return this.at(turnMs);
  }

  /** Whether the owner has gone, and everything that the work would touch with it. */
  get isOver(): boolean {
    return this.isDisposed;
  }

  /** Ends all turns of this owner: whoever waits for one is told that there is none. */
  dispose(): void {
    this.isDisposed = true;
    for (const waiter of [...this.waiting]) waiter.dispose();
  }

  private at(turnMs: number): Promise<boolean> {
    const nowMs = this.clock.monotonicMs();
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
    const beat = this.beats.get(server) ?? untaken();
    this.beats.set(server, beat);
    return new Pacer(this.clock, this.intervalMs, beat);
  }
}
