import { toDisposable, type Disposable } from '../platform/disposable';
import { burnExpired } from './burn-message';
import type { MessagingEnvironment } from './messaging-environment';

// Sleep and a clock that was set forward make timers late; a look every half minute bounds how late.
const longestNapMs = 30_000;

/** One timer for all burn messages: sleeps until the next one expires, erases, sleeps again. */
export class BurnScheduler implements Disposable {
  private timer: Disposable = toDisposable(() => undefined);
  private isDisposed = false;

  constructor(private readonly environment: MessagingEnvironment) {}

  /** Erases what is over and sets the timer anew: at start before anything is shown, after a reveal, on wake-up. */
  sweep(): void {
    if (this.isDisposed) return;
    this.timer.dispose();
    burnExpired(this.environment);
    const { store, clock } = this.environment;
    const nextMs = store.messages.nextExpiryMs();
    if (nextMs === null) return;
    this.timer = clock.after(Math.min(Math.max(0, nextMs - clock.nowMs()), longestNapMs), () => this.sweep());
  }

  dispose(): void {
    this.isDisposed = true;
    this.timer.dispose();
  }
}
