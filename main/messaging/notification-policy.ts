import { conversationIdOf } from '../domain/conversation';
import type { MessageReceived } from '../domain/domain-event';
import type { ConversationId } from '../domain/ids';

/** What the desktop should do. Chats, never content. */
export interface NotificationDecision {
  /** Chats in which something new came. */
  readonly show: readonly ConversationId[];
  /** Chats of which nothing unread is left. */
  readonly withdraw: readonly ConversationId[];
}

/**
 * One notification a chat, for whatever nobody can have seen here: what arrives now, what waited, and what the history
 * brings after an absence, because over most of its databases tim's offline queue has no messages. History from before this
 * computer took part says nothing. A chat whose last unread message was revoked or burned takes its notification back.
 */
export function decideNotifications(
  arrived: readonly MessageReceived[],
  erasedIn: Iterable<ConversationId>,
  unreadCount: (conversationId: ConversationId) => number,
): NotificationDecision {
  const fresh = arrived.filter(({ isNews }) => isNews);
  const chats = new Set(fresh.map((event) => conversationIdOf(event.conversation)));
  return {
    show: [...chats].filter((conversationId) => unreadCount(conversationId) > 0),
    withdraw: [...erasedIn].filter((conversationId) => unreadCount(conversationId) === 0),
  };
}
