import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';

/** Tunables of the heartbeat. */
export interface HeartbeatOptions {
  readonly intervalMs: number;
  /** So many pings without any sign of life mean that the connection is half open, unless the line has an excuse. */
  readonly maxUnanswered: number;
}

export const defaultHeartbeatOptions: HeartbeatOptions = { intervalMs: 15_000, maxUnanswered: 2 };

/** Sends ping frames and notices when nobody answers. Only ping frames count as life for tim's own time-out. */
export class Heartbeat implements Disposable {
  private unanswered = 0;
  private timer: Disposable = toDisposable(() => undefined);

  constructor(
    private readonly options: HeartbeatOptions,
    private readonly clock: Clock,
    private readonly actions: {
      readonly sendPing: () => void;
      /** Whether an answer should have come by now; a line that is busy with a picture has an excuse. */
      readonly isOverdue: () => boolean;
      readonly stale: () => void;
    },
  ) {}

  /** Begins to beat; starting again begins anew. */
  start(): void {
    this.dispose();
    this.unanswered = 0;
    this.timer = this.clock.every(this.options.intervalMs, () => this.beat());
  }

  /** Something arrived, be it a part of a message: the other side lives. */
  answered(): void {
    this.unanswered = 0;
  }

  dispose(): void {
    this.timer.dispose();
  }

  private beat(): void {
    if (this.unanswered >= this.options.maxUnanswered) {
      if (!this.actions.isOverdue()) return;
      this.dispose();
      this.actions.stale();
      return;
    }
    this.unanswered += 1;
    this.actions.sendPing();
  }
}
