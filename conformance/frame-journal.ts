import type { Clock } from '../main/platform/clock';
import type { Frame } from '../main/protocol/packets';

interface Waiting {
  readonly matches: (frame: Frame) => boolean;
  readonly resolve: (frame: Frame) => void;
}

/** Keeps what a connection received until somebody asks for it. */
export class FrameJournal {
  private frames: Frame[] = [];
  private readonly waiting = new Set<Waiting>();

  constructor(private readonly clock: Clock) {}

  /** Adds a frame, or hands it to who waits for it. */
  record(frame: Frame): void {
    for (const waiting of this.waiting) {
      if (!waiting.matches(frame)) continue;
      this.waiting.delete(waiting);
      waiting.resolve(frame);
      return;
    }
    this.frames.push(frame);
  }

  /** Takes out the first frame that matches; null when none comes within `timeoutMs`. */
  take(matches: (frame: Frame) => boolean, timeoutMs: number): Promise<Frame | null> {
    const index = this.frames.findIndex(matches);
    if (index >= 0) return Promise.resolve(this.frames.splice(index, 1)[0] ?? null);
    return new Promise((resolve) => {
      const timer = this.clock.after(timeoutMs, () => {
        this.waiting.delete(waiting);
        resolve(null);
      });
      const waiting: Waiting = {
        matches,
        resolve: (frame) => {
          timer.dispose();
          resolve(frame);
        },
      };
      this.waiting.add(waiting);
    });
  }

  /** How many kept frames match. */
  count(matches: (frame: Frame) => boolean): number {
    return this.frames.filter(matches).length;
  }

  /** Forgets what was kept. */
  clear(): void {
    this.frames = [];
  }
}
