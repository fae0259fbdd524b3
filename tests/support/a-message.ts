import { toConversationId, toMessageId, toNodeId } from '../../main/domain/ids';
import type { Message } from '../../main/domain/message';

/** A stored message that only differs in what a test is about: by default a delivered text of the peer. */
export const aMessage = (change: Partial<Message> = {}): Message => ({
  messageId: toMessageId('message-1'),
  conversationId: toConversationId('u:peer'),
  author: toNodeId(change.isMine === true ? 'self' : 'peer'),
  isMine: false,
  cid: null,
  mid: null,
  clientId: null,
  sortNs: 1_790_000_000_000_000_000n,
  place: 1n,
  tieBreaker: 1n,
  arrivedAtMs: 1_790_000_000_000,
  contentKind: 'text',
  text: 'the content',
  isCut: false,
  image: null,
  contentState: 'present',
  isUnread: false,
  revokedBy: null,
  replyTo: null,
  mentions: [],
  burnTerms: null,
  revealedAtMs: null,
  expiresAtMs: null,
  delivery: 'sent',
  deliveryFailure: null,
  pendingOperation: null,
  operationFailure: null,
  ...change,
});
