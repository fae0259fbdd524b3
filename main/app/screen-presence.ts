import type { EventEmitter } from 'node:events';
import type { Clock } from '../platform/clock';
import { DisposableStore, toDisposable, type Disposable } from '../platform/disposable';
import { Emitter } from '../platform/emitter';

/** What of Electron's `powerMonitor` is used. */
export interface PowerPort extends Pick<EventEmitter, 'on' | 'off'> {
  /** `locked` where the system can tell; the threshold is in seconds. */
  getSystemIdleState(idleThreshold: number): 'active' | 'idle' | 'locked' | 'unknown';
}

/** What the watch over the screen needs. */
export interface ScreenPresenceOptions {
  readonly power: PowerPort;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
}

// Linux sends no event for a lock; whoever locks a screen does not come back within this time.
const pollIntervalMs = 2_000;
const idleThresholdSeconds = 60;

/**
 * Whether somebody can see the screen at all: it is not locked and the computer does not sleep. Windows and macOS tell by
 * events; Linux is asked every two seconds, and may not know.
 */
export class ScreenPresence implements Disposable {
  /** The screen can no longer be seen (true), or can be seen again. */
  readonly changed = new Emitter<{ readonly isAway: boolean }>();
  private readonly owned = new DisposableStore();
  private readonly reasons = new Set<'lock' | 'sleep' | 'polled'>();

  constructor({ power, platform, clock }: ScreenPresenceOptions) {
    const follow = (event: string, reason: 'lock' | 'sleep', isAway: boolean): void => {
      const listener = (): void => this.note(reason, isAway);
      power.on(event, listener);
      this.owned.add(toDisposable(() => power.off(event, listener)));
    };
    follow('lock-screen', 'lock', true);
    follow('unlock-screen', 'lock', false);
    follow('suspend', 'sleep', true);
    follow('resume', 'sleep', false);
    if (platform !== 'linux') return;
    const poll = (): void => this.note('polled', power.getSystemIdleState(idleThresholdSeconds) === 'locked');
    this.owned.add(clock.every(pollIntervalMs, poll));
  }

  get isAway(): boolean {
    return this.reasons.size > 0;
  }

  dispose(): void {
    this.owned.dispose();
  }

  private note(reason: 'lock' | 'sleep' | 'polled', isAway: boolean): void {
    const before = this.isAway;
    if (isAway) this.reasons.add(reason);
    else this.reasons.delete(reason);
    if (this.isAway !== before) this.changed.emit({ isAway: this.isAway });
  }
}
