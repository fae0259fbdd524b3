import { toDisposable, type Disposable } from '../platform/disposable';
import { burnExpired } from './burn-message';
import type { MessagingEnvironment } from './messaging-environment';

// Sleep and a clock that was set forward make timers late; a look every half minute bounds how late.
const longestNapMs = 30_000;
// Remembering the time costs a write to the disk.
const rememberEveryMs = 1_000;

/**
 * One timer for all burn messages: sleeps until the next one expires, erases, sleeps again. The environment's clock must
 * be one that never goes back.
 */
export class BurnScheduler implements Disposable {
  private timer: Disposable = toDisposable(() => undefined);
  private isDisposed = false;
  private rememberedMs = 0;

  constructor(private readonly environment: MessagingEnvironment) {}

  /** Erases what is over and sets the timer anew: at start before anything is shown, after a reveal, on wake-up. */
  sweep(): void {
    if (this.isDisposed) return;
    this.timer.dispose();
    burnExpired(this.environment);
    const { store, clock } = this.environment;
    const nextMs = store.messages.nextExpiryMs();
    if (nextMs === null) return;
    const nowMs = clock.nowMs();
    if (nowMs >= this.rememberedMs + rememberEveryMs) this.remember(nowMs);
    this.timer = clock.after(Math.min(Math.max(0, nextMs - nowMs), longestNapMs), () => this.sweep());
  }

  /** Ends the timer and remembers the time, so that the next run cannot begin before the end of this one. */
  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.timer.dispose();
    const { store, clock } = this.environment;
    if (store.messages.nextExpiryMs() !== null) this.remember(clock.nowMs());
  }

  /** The next run begins here at the earliest, also when the computer's clock was set back in between. */
  private remember(nowMs: number): void {
    const { store } = this.environment;
    store.transaction(() => store.profile.set('latestMs', String(nowMs)));
    this.rememberedMs = nowMs;
  }
}
