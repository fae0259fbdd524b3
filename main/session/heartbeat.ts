import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';

/** Tunables of the heartbeat. */
export interface HeartbeatOptions {
  /** The longest time between two pings, once it is known that the server bears it. */
  readonly intervalMs: number;
  /** So many pings without any sign of life mean that the connection is half open, unless the line has an excuse. */
  readonly maxUnanswered: number;
  /** How long a ping may go unanswered when there is a reason to doubt the line, besides the line's own excuse. */
  readonly doubtMs: number;
}

export const defaultHeartbeatOptions: HeartbeatOptions = {
  intervalMs: 15_000,
  maxUnanswered: 2,
  doubtMs: 4_000,
};

/** What the heartbeat asks and does. */
export interface HeartbeatActions {
  readonly sendPing: () => void;
  /** The time until the next ping. */
  readonly gapMs: () => number;
  /** Whether an answer should have come by now; a line that is busy with a picture has an excuse. */
  readonly isOverdue: () => boolean;
  /** How much longer an answer may take because of what is on its way, ms. */
  readonly busyMs: () => number;
  /** A beat came much too late: the process or the computer did not run. */
  readonly overslept: () => void;
  /** The other side is gone. */
  readonly stale: () => void;
}

// A busy computer is late by a second, one that slept by more.
const lateMs = 3_000;

/** Sends ping frames and notices when nobody answers. Only ping frames count as life for tim's own time-out. */
export class Heartbeat implements Disposable {
  private unanswered = 0;
  private due = { monotonicMs: 0, wallMs: 0 };
  private timer: Disposable = toDisposable(() => undefined);
  private doubt: Disposable | null = null;

  constructor(
    private readonly options: HeartbeatOptions,
    private readonly clock: Clock,
    private readonly actions: HeartbeatActions,
  ) {}

  /** Begins to beat; starting again begins anew. */
  start(): void {
    this.dispose();
    this.unanswered = 0;
    this.arm();
  }

  /** Something arrived, be it a part of a message: the other side lives. */
  answered(): void {
    this.unanswered = 0;
    this.doubt?.dispose();
    this.doubt = null;
  }

  /**
   * There is a reason to doubt the line, such as a sleep or another network: a ping goes out at once, and whatever comes
   * within a short time dispels the doubt. A doubt under way goes on.
   */
  check(): void {
    if (this.doubt !== null) return;
    const { doubtMs } = this.options;
    this.doubt = this.clock.after(doubtMs + this.actions.busyMs(), () => this.giveUp());
    this.actions.sendPing();
  }

  /** Whether the next beat should have been long ago by either clock: nothing has run since then. */
  isLate(): boolean {
    const { clock, due } = this;
    return Math.max(clock.monotonicMs() - due.monotonicMs, clock.nowMs() - due.wallMs) > lateMs;
  }

  dispose(): void {
    this.timer.dispose();
    this.doubt?.dispose();
    this.doubt = null;
  }

  private arm(): void {
    const gapMs = this.actions.gapMs();
    this.due = { monotonicMs: this.clock.monotonicMs() + gapMs, wallMs: this.clock.nowMs() + gapMs };
    this.timer = this.clock.after(gapMs, () => this.beat());
  }

  private beat(): void {
    const isLate = this.isLate();
    this.arm();
    if (isLate) {
      this.actions.overslept();
      this.check();
    } else if (this.unanswered < this.options.maxUnanswered) {
      this.unanswered += 1;
      this.actions.sendPing();
    } else if (this.actions.isOverdue()) {
      this.giveUp();
    }
  }

  private giveUp(): void {
    this.dispose();
    this.actions.stale();
  }
}
