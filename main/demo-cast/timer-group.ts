import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';

/** Timers that end together. Those that have fired are forgotten. */
export class TimerGroup implements Disposable {
  private readonly timers = new Set<Disposable>();

  constructor(private readonly clock: Clock) {}

  /** Calls `action` once after `delayMs`, unless the group is disposed of before. */
  after(delayMs: number, action: () => void): void {
    const timer = this.clock.after(delayMs, () => {
      this.timers.delete(timer);
      action();
    });
    this.timers.add(timer);
  }

  dispose(): void {
    for (const timer of this.timers) timer.dispose();
    this.timers.clear();
  }
}
