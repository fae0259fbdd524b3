import { ChangeSet } from '../domain/change-set';
import { mutedForGood } from '../domain/chat-care';
import type { Disposable } from '../platform/disposable';
import { Duty } from '../platform/duty';
import type { MessagingEnvironment } from './messaging-environment';

/** What the keeper uses; its clock is one that never goes back. */
export type MuteKeeperOptions = Pick<MessagingEnvironment, 'store' | 'clock' | 'changed'> & {
  /** A mute could not be ended; it is tried again by itself. */
  readonly failed: (error: unknown) => void;
};

// Sleep and a clock that was set forward make timers late; a look every half minute bounds how late.
const longestNapMs = 30_000;

/**
 * Ends mutes when their time is over, in the list and in the numbers as well. While one runs, the time is remembered, so that a
 * clock that is set back between two runs makes none of them longer.
 */
export class MuteKeeper implements Disposable {
  private readonly duty: Duty;

  constructor(private readonly options: MuteKeeperOptions) {
    this.duty = new Duty({ clock: options.clock, failed: options.failed, work: () => this.work() });
  }

  /** Ends what is over and sets the timer anew: at every start before anything is shown, after a mute began, on wake-up. */
  sweep(): void {
    this.duty.run();
  }

  dispose(): void {
    this.duty.dispose();
    try {
      if (this.nextEndMs() !== null) this.remember(this.options.clock.nowMs());
    } catch (error) {
      this.options.failed(error);
    }
  }

  private work(): number | null {
    const { store, clock, changed } = this.options;
    if (this.nextEndMs() === null) return null;
    const nowMs = clock.nowMs();
    const changes = new ChangeSet();
    store.transaction((write) => {
      for (const conversationId of write.care.endMutes(nowMs)) changes.addConversation(conversationId);
      write.profile.set('latestMs', String(nowMs));
    });
    if (changes.conversations.size > 0) changed(changes);
    const nextMs = this.nextEndMs();
    return nextMs === null ? null : Math.min(Math.max(0, nextMs - nowMs), longestNapMs);
  }

  /** Null while nothing ends by itself. */
  private nextEndMs(): number | null {
    const nextMs = this.options.store.care.nextMuteEndMs();
    return nextMs === mutedForGood ? null : nextMs;
  }

  private remember(nowMs: number): void {
    this.options.store.transaction((write) => write.profile.set('latestMs', String(nowMs)));
  }
}
