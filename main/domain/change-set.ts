import type { ConversationId, MessageId } from './ids';

/**
 * What one transaction changed, as ids. Filled while the transaction runs and told after it has committed; never told
 * when it rolled back.
 */
export class ChangeSet {
  readonly messages = new Map<ConversationId, Set<MessageId>>();
  hasConversations = false;
  hasContacts = false;
  hasLeftOut = false;

  /** Notes a changed message; its chat's row changes with it. */
  addMessage(conversationId: ConversationId, messageId: MessageId): void {
    const ids = this.messages.get(conversationId) ?? new Set<MessageId>();
    ids.add(messageId);
    this.messages.set(conversationId, ids);
    this.hasConversations = true;
  }

  addConversations(): void {
    this.hasConversations = true;
  }

  addContacts(): void {
    this.hasContacts = true;
  }

  /** Notes that more or fewer entries of lists are left out now. */
  addLeftOut(): void {
    this.hasLeftOut = true;
  }

  get isEmpty(): boolean {
    return this.messages.size === 0 && !this.hasConversations && !this.hasContacts && !this.hasLeftOut;
  }
}
