import type { Clock } from '../platform/clock';
import { DisposableStore, toDisposable, type Disposable } from '../platform/disposable';
import type { ScreenPresence } from './screen-presence';
import type { IdlePort } from './user-watch';

/** When the app is to lock itself; read anew whenever something happens. */
export interface LockWish {
  /** There is a lock, and it is open. */
  readonly isOpen: boolean;
  /** Null: never by itself. */
  readonly idleMinutes: number | null;
  readonly withScreen: boolean;
}

/** What the triggers need. */
export interface LockTriggersOptions {
  readonly power: IdlePort;
  readonly screen: Pick<ScreenPresence, 'changed'>;
  readonly clock: Clock;
  readonly wish: () => LockWish;
  /** How long nobody has looked at the window, ms; 0 while somebody does. */
  readonly unattendedMs: () => number;
  readonly lock: () => void;
}

const longestNapMs = 30_000;
const shortestNapMs = 1_000;

/**
 * Locks the app when nothing was touched for as long as is set, whether its window is shown or not, and with the screen. Where the
 * system cannot tell when something was touched (it says 0, whatever happens), it goes by the app's own window.
 */
export class LockTriggers implements Disposable {
  private readonly owned = new DisposableStore();
  private timer: Disposable = toDisposable(() => undefined);
  private canTell = false;
  private seen = '';

  constructor(private readonly options: LockTriggersOptions) {
    this.owned.add(
      options.screen.changed.on(({ isAway }) => {
        const { isOpen, withScreen } = options.wish();
        if (isAway && isOpen && withScreen) options.lock();
      }),
    );
    this.look();
  }

  dispose(): void {
    this.timer.dispose();
    this.owned.dispose();
  }

  /** The lock or a setting may have changed. */
  follow(): void {
    const { isOpen, idleMinutes } = this.options.wish();
    if (`${isOpen} ${idleMinutes}` !== this.seen) this.look();
  }

  private look(): void {
    const { clock, wish, lock } = this.options;
    const { isOpen, idleMinutes } = wish();
    this.seen = `${isOpen} ${idleMinutes}`;
    this.timer.dispose();
    let napMs = longestNapMs;
    if (isOpen && idleMinutes !== null) {
      const leftMs = idleMinutes * 60_000 - this.idleMs();
      if (leftMs <= 0) lock();
      else napMs = Math.min(longestNapMs, Math.max(shortestNapMs, leftMs));
    }
    this.timer = clock.after(napMs, () => this.look());
  }

  private idleMs(): number {
    const idleMs = this.options.power.getSystemIdleTime() * 1_000;
    if (idleMs > 0) this.canTell = true;
    return this.canTell ? idleMs : this.options.unattendedMs();
  }
}
