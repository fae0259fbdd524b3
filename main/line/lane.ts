import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';

/** One connection's part of a direction. */
export interface Flow {
  /** Carries up to so many bytes now; answers how many it carried, 0 when nothing waits. */
  carry(maxBytes: number): number;
}

/** A pause in a lane. */
interface Stall {
  readonly afterBytes: number;
  readonly durationMs: number;
}

/** What one connection may carry before it is the next one's turn: about a packet. */
const turnBytes = 1_460;
/** A lane that was late may make up for so much time; longer idleness does not add up to a burst. */
const longestCreditMs = 200;
/** A lane carries again when it may carry for so long. */
const sliceMs = 20;

/**
 * One direction of the line, whose capacity all connections share by turns. Bytes are taken from the sockets only when they may go on,
 * so that whoever sends too fast notices as on a real line: by its own full buffers.
 */
export class Lane {
  private readonly flows = new Set<Flow>();
  private readonly stalls: Stall[] = [];
  private timer: Disposable | null = null;
  private creditBytes = 0;
  private creditedAtMs: number;
  private stalledUntilMs = Number.NEGATIVE_INFINITY;
  private carried = 0;

  /** `bytesPerSecond` null: no limit. */
  constructor(
    private readonly clock: Clock,
    private bytesPerSecond: number | null,
  ) {
    this.creditedAtMs = clock.monotonicMs();
  }

  /** Bytes carried since the line began, lost messages included. */
  get carriedBytes(): number {
    return this.carried;
  }

  /** Adds a connection; disposing takes it away. */
  join(flow: Flow): Disposable {
    this.flows.add(flow);
    return toDisposable(() => this.flows.delete(flow));
  }

  /** Something waits in a flow, or may go on. */
  wake(): void {
    if (this.timer === null) this.run();
  }

  /** From now on the lane is so fast; null: as fast as can be. */
  setSpeed(bytesPerSecond: number | null): void {
    this.takeCredit();
    this.bytesPerSecond = bytesPerSecond;
    this.rerun();
  }

  /** Nothing passes for so long from now on. */
  stall(durationMs: number): void {
    this.stalledUntilMs = Math.max(this.stalledUntilMs, this.clock.monotonicMs() + durationMs);
    this.rerun();
  }

  /** The lane stalls once, when it has carried so many bytes. */
  stallAfter(afterBytes: number, durationMs: number): void {
    this.stalls.push({ afterBytes, durationMs });
    this.stalls.sort((one, other) => one.afterBytes - other.afterBytes);
  }

  /** Stops carrying for ever. */
  stop(): void {
    this.flows.clear();
    this.timer?.dispose();
    this.timer = null;
  }

  private rerun(): void {
    this.timer?.dispose();
    this.timer = null;
    this.run();
  }

  private run(): void {
    const stalledMs = this.stalledUntilMs - this.clock.monotonicMs();
    if (stalledMs > 0) {
      this.runAfter(stalledMs);
      return;
    }
    this.takeCredit();
    let isBusy = true;
    while (isBusy && this.allowedBytes() >= 1) isBusy = this.runRound();
    if (isBusy) this.runAfter(this.waitMs());
  }

  /** A turn for every connection; answers whether more may be waiting. */
  private runRound(): boolean {
    let isBusy = false;
    for (const flow of this.flows) {
      const maxBytes = Math.floor(Math.min(turnBytes, this.allowedBytes()));
      if (maxBytes < 1) {
        // Its turn comes first in the next round.
        this.moveToFront(flow);
        return true;
      }
      const bytes = flow.carry(maxBytes);
      this.carried += bytes;
      if (this.bytesPerSecond !== null) this.creditBytes -= bytes;
      isBusy ||= bytes > 0;
    }
    return isBusy;
  }

  private moveToFront(first: Flow): void {
    const flows = [...this.flows];
    const index = flows.indexOf(first);
    this.flows.clear();
    for (const flow of [...flows.slice(index), ...flows.slice(0, index)]) this.flows.add(flow);
  }

  /** Bytes that may go on now, the next stall considered. */
  private allowedBytes(): number {
    const [next] = this.stalls;
    const untilStall = next === undefined ? Number.POSITIVE_INFINITY : next.afterBytes - this.carried;
    if (next !== undefined && untilStall <= 0) {
      this.stalls.shift();
      this.stalledUntilMs = this.clock.monotonicMs() + next.durationMs;
    }
    if (this.stalledUntilMs > this.clock.monotonicMs()) return 0;
    return Math.min(untilStall, this.bytesPerSecond === null ? turnBytes : this.creditBytes);
  }

  private takeCredit(): void {
    const nowMs = this.clock.monotonicMs();
    const earnedBytes = ((this.bytesPerSecond ?? 0) * (nowMs - this.creditedAtMs)) / 1000;
    const mostBytes = Math.max(1, ((this.bytesPerSecond ?? 0) * longestCreditMs) / 1000);
    this.creditBytes = Math.min(mostBytes, this.creditBytes + earnedBytes);
    this.creditedAtMs = nowMs;
  }

  private waitMs(): number {
    const stalledMs = this.stalledUntilMs - this.clock.monotonicMs();
    if (stalledMs > 0) return stalledMs;
    if (this.bytesPerSecond === null) return 0;
    return Math.max(sliceMs, ((1 - this.creditBytes) / this.bytesPerSecond) * 1000);
  }

  private runAfter(delayMs: number): void {
    this.timer = this.clock.after(delayMs, () => {
      this.timer = null;
      this.run();
    });
  }
}
