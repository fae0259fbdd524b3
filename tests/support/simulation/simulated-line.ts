import type { Clock } from '../../../main/platform/clock';
import { DisposableStore } from '../../../main/platform/disposable';

/** How long a piece of a big message is on its way before the receiver notices something of it. */
const pieceMs = 1_000;

/** One direction of a line: messages one after the other, as fast as the line is, without loss of order. */
export class SimulatedLine {
  private freeAtMs = 0;
  private readonly timers = new DisposableStore();

  /** `bytesPerSecond` tells how fast the line is at the moment; null: no limit. */
  constructor(
    private readonly clock: Clock,
    private readonly bytesPerSecond: () => number | null,
  ) {}

  /** Carries a message: at once when nothing holds it up, as between processes of one computer. */
  carry(byteCount: number, arrived: () => void, moved: (byteCount: number) => void = () => undefined): void {
    const nowMs = this.clock.monotonicMs();
    const startMs = Math.max(nowMs, this.freeAtMs);
    const speed = this.bytesPerSecond();
    const travelMs = speed === null ? 0 : Math.ceil((byteCount * 1000) / speed);
    this.freeAtMs = startMs + travelMs;
    if (this.freeAtMs <= nowMs) {
      arrived();
      return;
    }
    for (let atMs = pieceMs; atMs < travelMs; atMs += pieceMs) {
      const bytes = Math.floor((byteCount * pieceMs) / travelMs);
      this.timers.add(this.clock.after(startMs + atMs - nowMs, () => moved(bytes)));
    }
    this.timers.add(this.clock.after(this.freeAtMs - nowMs, arrived));
  }

  /** Nothing arrives for so long; what is under way already is not held up. */
  stall(durationMs: number): void {
    this.freeAtMs = Math.max(this.freeAtMs, this.clock.monotonicMs()) + durationMs;
  }

  /** What is under way never arrives. */
  dispose(): void {
    this.timers.dispose();
  }
}
