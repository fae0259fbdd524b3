import type { MessageId } from '../domain/ids';

/**
 * The burn messages of others that the window shows openly at this moment. Kept in memory alone: after a restart nothing
 * is open, so that a clock that ran out meanwhile cannot have its message painted, not even for one frame.
 */
export class OpenMessages {
  private readonly ids = new Set<MessageId>();

  /** Whether the window may show the content. */
  has(messageId: MessageId): boolean {
    return this.ids.has(messageId);
  }

  get isEmpty(): boolean {
    return this.ids.size === 0;
  }

  add(messageId: MessageId): void {
    this.ids.add(messageId);
  }

  delete(messageId: MessageId): void {
    this.ids.delete(messageId);
  }

  /** What is open, in the order of opening. */
  all(): readonly MessageId[] {
    return [...this.ids];
  }
}
