import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';

/** Whoever was given something and lacks the rest asks for it at once: after so long something is wrong, ms. */
const silenceMs = 10_000;

/**
 * Waits for those who were given pieces to ask for more. A line that has died without a word looks like somebody who wants nothing any
 * more; who gives would notice it only by the rare pings, and whoever waits for the file would wait with them.
 */
export class LineDoubt implements Disposable {
  private timer: Disposable = toDisposable(() => undefined);

  constructor(
    private readonly clock: Clock,
    /** Has the line looked at. */
    private readonly doubt: () => void,
  ) {}

  /** Somebody was given what they had asked for, and lacks more of the file. */
  moreIsExpected(): void {
    this.timer.dispose();
    this.timer = this.clock.after(silenceMs, this.doubt);
  }

  /** Somebody said something: the line is there. */
  heard(): void {
    this.timer.dispose();
  }

  dispose(): void {
    this.timer.dispose();
  }
}
