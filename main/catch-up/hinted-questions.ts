import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';

const firstPauseMs = 2_000;
const longestPauseMs = 60_000;

/**
 * One kind of question to the server that hints call for. Anybody can forge hints, and as many as they like: a hint that comes
 * alone is followed at once, but of many one question waits at most, and the longer they go on the rarer it is asked. The
 * last hint is never lost.
 */
export class HintedQuestions implements Disposable {
  private isWanted = false;
  private isAsking = false;
  private pauseMs = 0;
  private quietSinceMs = Number.NEGATIVE_INFINITY;
  private timer: Disposable | null = null;

  constructor(
    private readonly clock: Clock,
    /** Asks; calls back when the answer is dealt with, or will not come. */
    private readonly ask: (over: () => void) => void,
  ) {}

  /** Somebody hinted that the answer has changed. */
  hint(): void {
    this.isWanted = true;
    this.arm();
  }

  /** Nobody waits any more: the connection is gone, and the next one asks everything anyway. */
  clear(): void {
    this.timer?.dispose();
    this.timer = null;
    this.isWanted = false;
  }

  dispose(): void {
    this.clear();
  }

  private arm(): void {
    if (this.isAsking || this.timer !== null) return;
    const elapsedMs = this.clock.monotonicMs() - this.quietSinceMs;
    if (elapsedMs >= this.pauseMs) {
      // Twice the pause without a hint: whoever sent them has stopped.
      if (elapsedMs >= this.pauseMs * 2) this.pauseMs = 0;
      this.start();
      return;
    }
    this.timer = this.clock.after(this.pauseMs - elapsedMs, () => {
      this.timer = null;
      this.start();
    });
  }

  private start(): void {
    this.isWanted = false;
    this.isAsking = true;
    this.ask(() => {
      this.isAsking = false;
      this.quietSinceMs = this.clock.monotonicMs();
      this.pauseMs = Math.min(longestPauseMs, Math.max(firstPauseMs, this.pauseMs * 2));
      if (this.isWanted) this.arm();
    });
  }
}
