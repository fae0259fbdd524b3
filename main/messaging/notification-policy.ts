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

/** What the decision depends on. */
export interface NotificationRules {
  /** Whether the desktop may tell of a message: of a muted chat only what calls the user by name, and that if the user wants it. */
  readonly isHeard: (event: MessageReceived) => boolean;
  /** How much of a chat the desktop still has to tell. */
  readonly unreadCount: (conversationId: ConversationId) => number;
}

/**
 * One notification a chat, for whatever nobody can have seen here: what arrives now, what waited, and what the history
 * brings after an absence, because over most of its databases tim's offline queue has no messages. History from before this
 * computer took part says nothing. A chat whose last unread message was revoked or burned takes its notification back.
 */
export function decideNotifications(
  arrived: readonly MessageReceived[],
  erasedIn: Iterable<ConversationId>,
  { isHeard, unreadCount }: NotificationRules,
): NotificationDecision {
  const fresh = arrived.filter((event) => event.isNews && isHeard(event));
  const chats = new Set(fresh.map((event) => conversationIdOf(event.conversation)));
  return {
    show: [...chats].filter((conversationId) => unreadCount(conversationId) > 0),
    withdraw: [...erasedIn].filter((conversationId) => unreadCount(conversationId) === 0),
  };
}
