import type { ChangeSet } from '../domain/change-set';
import type { ConversationAddress } from '../domain/conversation';
import type { StoreWriter } from '../storage/account-store';

/** A chat that is to be in the list. */
export interface WantedChat {
  readonly address: ConversationAddress;
  /** When the friendship or membership began, server's time, ms; null for one that was there before. */
  readonly beganAtMs: number | null;
}

/** The chat of a friend or a room, in the list; inside the caller's transaction. True when it is new there. */
export function ensureChat(
  write: StoreWriter,
  { address, beganAtMs }: WantedChat,
  changes: ChangeSet,
): boolean {
  const { conversationId, isNew } = write.conversations.ensure(address);
  if (beganAtMs !== null) write.conversations.begin(conversationId, beganAtMs);
  if (isNew || beganAtMs !== null) changes.addConversation(conversationId);
  return isNew;
}
