import type { MessageId } from '../domain/ids';
import { Emitter } from '../platform/emitter';

/**
 * Messages that are to be burned now and are still there, because the disk did not take it. Kept in memory alone, since the
 * disk takes nothing: until they are erased their content is shown no more, and nobody is told that it is gone.
 */
export class BurnWishes {
  /** Something is wished: it has to be tried until it is done. */
  readonly added = new Emitter<null>();
  private readonly ids = new Set<MessageId>();

  /** Whether a message is to be burned, and is still there. */
  has(messageId: MessageId): boolean {
    return this.ids.has(messageId);
  }

  /** In the order of the wishes. */
  all(): readonly MessageId[] {
    return [...this.ids];
  }

  add(messageIds: readonly MessageId[]): void {
    for (const messageId of messageIds) this.ids.add(messageId);
    this.added.emit(null);
  }

  /** It is done, or there is nothing left to do. */
  delete(messageId: MessageId): void {
    this.ids.delete(messageId);
  }
}
