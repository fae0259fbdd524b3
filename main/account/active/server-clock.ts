import type { Clock } from '../../platform/clock';
import { Emitter } from '../../platform/emitter';

// The window counts in whole seconds; every echo differs by the time that it was on its way.
const visibleOffsetMs = 500;

/** The server's clock, as far as the echoes of own messages tell it. */
export class ServerClock {
  /** It differs from what was told before by as much as can be seen. */
  readonly moved = new Emitter<null>();
  private knownOffsetMs = 0;
  private toldOffsetMs = 0;

  constructor(private readonly clock: Clock) {}

  /** The server's clock minus this computer's, ms. */
  get offsetMs(): number {
    return this.knownOffsetMs;
  }

  /** The server's time, wall clock ms. */
  nowMs(): number {
    return this.clock.nowMs() + this.knownOffsetMs;
  }

  /** An echo told the difference, ms. */
  learn(offsetMs: number): void {
    this.knownOffsetMs = offsetMs;
    if (Math.abs(offsetMs - this.toldOffsetMs) < visibleOffsetMs) return;
    this.toldOffsetMs = offsetMs;
    this.moved.emit(null);
  }
}
