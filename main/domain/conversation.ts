import type { ChatCare } from './chat-care';
import { toConversationId, toNodeId, type ConversationId, type NodeId } from './ids';
import type { Message } from './message';
import type { Relation } from './person';
import type { ReceiptMarks } from './receipt';

export type ConversationKind = 'user' | 'room';

/** The other side of a chat. */
export interface ConversationAddress {
  readonly kind: ConversationKind;
  readonly node: NodeId;
}

const prefixes = { user: 'u:', room: 'r:' } as const satisfies Record<ConversationKind, string>;

/** Id of the chat with a person or of a room; the same on every device. */
export const conversationIdOf = (address: ConversationAddress): ConversationId =>
  toConversationId(prefixes[address.kind] + address.node);

/** The other side named by a conversation id, or null when the text is no such id. */
export function addressOf(conversationId: string): ConversationAddress | null {
  const node = toNodeId(conversationId.slice(2));
  if (node.length === 0) return null;
  if (conversationId.startsWith(prefixes.user)) return { kind: 'user', node };
  if (conversationId.startsWith(prefixes.room)) return { kind: 'room', node };
  return null;
}

/** A chat as stored. */
export interface Conversation extends ConversationAddress {
  readonly conversationId: ConversationId;
  /** Name of the person or topic of the room; empty while unknown. */
  readonly title: string;
  /** The server's history has been pulled down to its beginning. */
  readonly isHistoryComplete: boolean;
  /** Reading time that new messages begin with, seconds; null: they stay. */
  readonly burnDefaultSeconds: number | null;
  /** When it began on this computer, server's time, ms; 0 for a chat that the account had before. */
  readonly beganAtMs: number;
  /** The room through which messages to somebody who is no friend go; null for none, and in a room. */
  readonly viaRoom: NodeId | null;
  /** Tombstones of messages that never came, of which there were too many to be kept. */
  readonly droppedTombstones: number;
}

/** Where a chat stands in the list: pinned ones first, the last one pinned above; then last activity, of the same moment by id. */
export interface ConversationPlace {
  /** 0 for one that is not pinned. */
  readonly pinRank: number;
  readonly lastActivityMs: number;
  readonly conversationId: ConversationId;
}

/** A chat with all that its row in the list shows. */
export interface ListedConversation {
  readonly conversation: Conversation;
  /** How we stand to the other side; `none` in a room. */
  readonly relation: Relation;
  /** When something was said last, or it began, server's time, ms; what was said counts no later than it came. */
  readonly lastActivityMs: number;
  /** The message that stands for it; null in an empty chat. */
  readonly newest: Message | null;
  readonly unreadCount: number;
  /** Own messages that were refused, and that are neither sent again nor removed. */
  readonly failedCount: number;
  /** Own messages that wait to be sent. */
  readonly waitingCount: number;
  /** Unread messages that call the user of the account by name. */
  readonly unreadMentionCount: number;
  /** What the other side has told of own messages; null where it has told nothing. */
  readonly receipts: ReceiptMarks | null;
  readonly care: ChatCare;
}
