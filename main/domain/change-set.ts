import type { ConversationId, MessageId, NodeId } from './ids';

/**
 * What one transaction changed, as ids. Filled while the transaction runs and told after it has committed; never told
 * when it rolled back.
 */
export class ChangeSet {
  readonly messages = new Map<ConversationId, Set<MessageId>>();
  /** Chats of which nothing is left that was said before. */
  readonly emptied = new Set<ConversationId>();
  /** Chats whose row in the list changed. */
  readonly conversations = new Set<ConversationId>();
  /** People who stand otherwise to us, or ask otherwise. */
  readonly contacts = new Set<NodeId>();
  /** People whose name became another one, wherever it is shown, or who tell something else about themselves. */
  readonly names = new Set<NodeId>();
  /** People, by their chats, and rooms whose picture is another one. */
  readonly pictures = new Set<ConversationId>();
  /** Rooms that stand otherwise to us, tell something else about themselves, or are applied to. */
  readonly rooms = new Set<NodeId>();
  /** Rooms whose lists of people changed, or of which something was learnt. */
  readonly members = new Set<NodeId>();
  hasLeftOut = false;

  /** Notes a changed message; its chat's row changes with it. */
  addMessage(conversationId: ConversationId, messageId: MessageId): void {
    const ids = this.messages.get(conversationId) ?? new Set<MessageId>();
    ids.add(messageId);
    this.messages.set(conversationId, ids);
    this.conversations.add(conversationId);
  }

  /** Notes that a chat was deleted; its row changes, or goes, with it. */
  addEmptied(conversationId: ConversationId): void {
    this.emptied.add(conversationId);
    this.conversations.add(conversationId);
  }

  addConversation(conversationId: ConversationId): void {
    this.conversations.add(conversationId);
  }

  addContact(node: NodeId): void {
    this.contacts.add(node);
  }

  addName(node: NodeId): void {
    this.names.add(node);
  }

  addPicture(owner: ConversationId): void {
    this.pictures.add(owner);
  }

  addRoom(node: NodeId): void {
    this.rooms.add(node);
  }

  addMembers(room: NodeId): void {
    this.members.add(room);
  }

  /** Notes that more or fewer entries of lists are left out now. */
  addLeftOut(): void {
    this.hasLeftOut = true;
  }

  get isEmpty(): boolean {
    const { messages, conversations, contacts, names, pictures, rooms, members } = this;
    const changed = [messages, conversations, contacts, names, pictures, rooms, members];
    const sizes = changed.map(({ size }) => size);
    return sizes.every((size) => size === 0) && !this.hasLeftOut;
  }
}
