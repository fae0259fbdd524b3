import type { Clock } from '../platform/clock';
import { DisposableStore, toDisposable, type Disposable } from '../platform/disposable';
import { Emitter } from '../platform/emitter';
import type { ScreenPresence } from './screen-presence';

/** What of Electron's `powerMonitor` is used. */
export interface IdlePort {
  /** Seconds since the last key or movement of the pointer, anywhere on the desktop; 0 where the system cannot tell. */
  getSystemIdleTime(): number;
}

/** What the watch over the user needs. */
export interface UserWatchOptions {
  readonly power: IdlePort;
  readonly screen: Pick<ScreenPresence, 'isAway' | 'changed'>;
  readonly clock: Clock;
}

/** Whoever touches nothing for so long has left the computer. */
const idleSeconds = 600;
/** Nobody notices how late somebody becomes away, but everybody that they are back. */
const whilePresentMs = 30_000;
const whileIdleMs = 2_000;

/** Whether the user is at the computer: the screen can be seen, and something was touched within ten minutes. */
export class UserWatch implements Disposable {
  /** The user has left (true), or is back. */
  readonly changed = new Emitter<boolean>();
  private readonly owned = new DisposableStore();
  private timer: Disposable = toDisposable(() => undefined);
  private isIdle = false;
  private wasAway = false;

  constructor(private readonly options: UserWatchOptions) {
    this.owned.add(options.screen.changed.on(() => this.tell()));
    this.look();
  }

  get isAway(): boolean {
    return this.isIdle || this.options.screen.isAway;
  }

  dispose(): void {
    this.timer.dispose();
    this.owned.dispose();
  }

  /** The system has no event for it. */
  private look(): void {
    const { power, clock } = this.options;
    this.isIdle = power.getSystemIdleTime() >= idleSeconds;
    this.timer = clock.after(this.isIdle ? whileIdleMs : whilePresentMs, () => this.look());
    this.tell();
  }

  private tell(): void {
    const { isAway } = this;
    if (isAway === this.wasAway) return;
    this.wasAway = isAway;
    this.changed.emit(isAway);
  }
}
