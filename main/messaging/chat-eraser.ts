import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import { Duty } from '../platform/duty';
import type { AccountStore } from '../storage/account-store';

/** What the eraser uses. */
export interface ChatEraserOptions {
  readonly store: AccountStore;
  readonly clock: Clock;
  /** Something could not be erased; it is tried again by itself. */
  readonly failed: (error: unknown) => void;
}

/** Most messages that are looked at in one piece of work. */
const mostAtOnce = 100;
/** A piece of work ends with the message after this time: half a frame of the screen. */
const sliceMs = 8;
const pauseMs = 5;

/**
 * Erases what is left of deleted chats, in pieces between which the program has its turn. Nobody finds any of it from the deletion
 * on; what a run did not get done is the next one's.
 */
export class ChatEraser implements Disposable {
  private readonly duty: Duty;

  constructor({ store, clock, failed }: ChatEraserOptions) {
    this.duty = new Duty({ clock, failed, work: () => (eraseSome(store, clock) ? pauseMs : null) });
  }

  /** Goes on with what is left, if anything is. */
  run(): void {
    this.duty.run();
  }

  dispose(): void {
    this.duty.dispose();
  }
}

/** Erases one piece of what is left of deleted chats; false when nothing was left. Throws what the disk says. */
export function eraseSome(store: AccountStore, clock: Clock): boolean {
  if (!store.deletedChats.hasLeftovers()) return false;
  const endMs = clock.monotonicMs() + sliceMs;
  store.transaction((write) => {
    const messageIds = write.deletedChats.leftovers(mostAtOnce);
    for (const messageId of messageIds) {
      write.messages.erase(messageId, 'deleted', null);
      write.deletedChats.remove(messageId);
      if (clock.monotonicMs() >= endMs) break;
    }
    if (messageIds.length > 0) return;
    // What was said to messages that never came.
    write.reactions.forgetDeletedChats();
    write.deletedChats.finish();
  });
  return true;
}
