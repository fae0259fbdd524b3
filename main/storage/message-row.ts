import { fromMeta } from './content-row';
import { fromStoredId, messageIdOf, type StoredId } from './stored-id';
import { toConversationId, toNodeId, type NodeId, type ServerMid } from '../domain/ids';
import type {
  ContentState,
  DeliveryState,
  Message,
  MessageContent,
  PendingOperation,
} from '../domain/message';

/** Columns of `message` as they are read; int64 columns come as text, because a JavaScript number would round them. */
export interface EnvelopeRow {
  readonly row_number: number;
  readonly message_id: StoredId;
  readonly chat_number: number;
  readonly author: string;
  readonly is_mine: number;
  readonly via_room: string | null;
  readonly cid: StoredId | null;
  readonly mid: string | null;
  readonly client_id: string | null;
  readonly sort_ns: string;
  readonly place: string;
  readonly tie_breaker: string;
  readonly arrived_at_ms: number | null;
  readonly content_kind: MessageContent['kind'];
  readonly content_state: ContentState;
  readonly revoked_by: string | null;
  readonly reply_mid: string | null;
  readonly replaces_mid: string | null;
  readonly burn_seconds: number | null;
  readonly burn_max_seconds: number | null;
  readonly revealed_at_ms: number | null;
  readonly expires_at_ms: number | null;
  readonly delivery: DeliveryState;
  readonly delivery_failure: string | null;
  readonly pending_operation: PendingOperation | null;
  readonly operation_failure: string | null;
  readonly is_placeholder: number;
  readonly is_local_only: number;
  readonly is_indexed: number | null;
  readonly is_unread: number | null;
  readonly is_mention: number | null;
  readonly pinned_at_ms: number | null;
  readonly saved_rank: number | null;
  readonly is_played: number | null;
}

/** Columns of `content`: what a message says, or the bytes of a picture and what goes with it. */
export interface ContentRow {
  readonly row_number: number;
  readonly text: string | null;
  readonly bytes: Uint8Array | null;
  /** JSON list of nodes, null for none. */
  readonly mentions: string | null;
  /** JSON object, see `content-row.ts`; null for none. */
  readonly meta: string | null;
}

/** Columns of `reaction`. */
export interface ReactionRow {
  readonly reaction_number: number;
  readonly chat_number: number;
  readonly mid: string;
  readonly author: string;
  readonly is_waiting: number;
  readonly is_shared: number | null;
  /** See `reaction-repository.ts`. */
  readonly what: Uint8Array | null;
}

/** Columns of `attachment`. */
export interface AttachmentRow {
  readonly attachment_number: number;
  readonly attachment_id: string;
  readonly message_id: StoredId;
  readonly key_slot: number;
  readonly size_bytes: number;
  readonly state: string;
  readonly hash: Uint8Array | null;
  readonly media_type: string | null;
  readonly chat_number: number;
  readonly kind: string | null;
  readonly is_own: number;
  readonly is_held_back: number;
}

/** A message as it is read, with the id of its chat; the bytes of a picture are read on their own. */
export type MessageRow = Omit<EnvelopeRow, 'chat_number'> & {
  readonly conversation_id: string;
} & Pick<ContentRow, 'text' | 'mentions' | 'meta'>;

/** What an erasure does to a column. */
type Fate = 'keep' | 'erase';

/**
 * What happens to each column of `message` when a message is revoked or burned. A new column does not compile until somebody
 * has decided. Everything that could hold or reveal content is erased.
 */
export const eraseTable = {
  row_number: 'keep',
  message_id: 'keep',
  chat_number: 'keep',
  author: 'keep',
  is_mine: 'keep',
  via_room: 'keep',
  cid: 'keep',
  mid: 'keep',
  client_id: 'keep',
  sort_ns: 'keep',
  place: 'keep',
  tie_breaker: 'keep',
  arrived_at_ms: 'keep',
  content_kind: 'keep',
  content_state: 'keep',
  revoked_by: 'keep',
  reply_mid: 'erase',
  // A number alone, and what was replaced leads on to what stands for it now.
  replaces_mid: 'keep',
  burn_seconds: 'keep',
  burn_max_seconds: 'keep',
  revealed_at_ms: 'keep',
  expires_at_ms: 'keep',
  delivery: 'keep',
  delivery_failure: 'keep',
  pending_operation: 'keep',
  operation_failure: 'keep',
  is_placeholder: 'keep',
  is_local_only: 'keep',
  is_indexed: 'erase',
  // What is gone cannot be read any more.
  is_unread: 'erase',
  is_mention: 'erase',
  pinned_at_ms: 'erase',
  saved_rank: 'erase',
  is_played: 'erase',
} as const satisfies Record<keyof EnvelopeRow, Fate>;

/** What happens to each column of `content` when its message is revoked or burned. */
export const contentEraseTable = {
  row_number: 'keep',
  text: 'erase',
  bytes: 'erase',
  mentions: 'erase',
  meta: 'erase',
} as const satisfies Record<keyof ContentRow, Fate>;

/** What happens to each column of the reactions to a message that is revoked or burned. */
export const reactionEraseTable = {
  reaction_number: 'keep',
  chat_number: 'keep',
  mid: 'keep',
  author: 'keep',
  is_waiting: 'keep',
  is_shared: 'keep',
  what: 'erase',
} as const satisfies Record<keyof ReactionRow, Fate>;

/**
 * What happens to each column of the attachments of a message that is revoked or burned. What is kept is needed for
 * destroying the key; `state` tells that it is to be destroyed.
 */
export const attachmentEraseTable = {
  attachment_number: 'keep',
  attachment_id: 'keep',
  message_id: 'keep',
  key_slot: 'keep',
  size_bytes: 'keep',
  state: 'keep',
  hash: 'erase',
  media_type: 'erase',
  chat_number: 'keep',
  kind: 'erase',
  is_own: 'keep',
  is_held_back: 'keep',
} as const satisfies Record<keyof AttachmentRow, Fate>;

/**
 * Every table of the database and who erases what it holds of contents. The search index cannot be erased by columns:
 * `SearchIndex.remove` does it, before the text is gone that it needs.
 */
export const erasers = {
  message: 'eraseTable',
  content: 'contentEraseTable',
  message_search: 'SearchIndex',
  reaction: 'reactionEraseTable',
  attachment: 'attachmentEraseTable',
  receipt: 'holds none',
  message_copy: 'holds none',
  cleared_message: 'holds none',
  history_gap: 'holds none',
  tally: 'holds none',
  file_usage: 'holds none',
  outbox: 'holds none',
  draft_block: 'DraftRepository',
  conversation: 'holds none',
  person: 'holds none',
  room_member: 'holds none',
  room_member_list: 'holds none',
  room_line: 'holds none',
  picture: 'holds none',
  last_seen: 'holds none',
  profile: 'holds none',
  room: 'holds none',
  room_application: 'holds none',
} as const;

const int64Columns: ReadonlySet<string> = new Set([
  'mid',
  'client_id',
  'sort_ns',
  'place',
  'tie_breaker',
  'reply_mid',
  'replaces_mid',
]);

const conversationIdOfMessage =
  'SELECT conversation_id FROM conversation WHERE conversation.chat_number = message.chat_number';

/**
 * Select list over `message` and `content` that reads every column of a `MessageRow` losslessly. What a burn message says is
 * null in it, and so never leaves the database with a row: `MessageReader.burnContents` alone reads that.
 */
export const messageColumns = [
  ...Object.keys(eraseTable).map((column) => {
    if (column === 'chat_number') return `(${conversationIdOfMessage}) AS conversation_id`;
    return int64Columns.has(column) ? `CAST(${column} AS TEXT) AS ${column}` : column;
  }),
  ...['text', 'mentions', 'meta'].map(
    (column) => `CASE WHEN burn_seconds IS NULL THEN ${column} END AS ${column}`,
  ),
].join(', ');

const assignmentsOf = (table: Readonly<Record<string, Fate>>): string =>
  Object.entries(table)
    .filter(([, fate]) => fate === 'erase')
    .map(([column]) => `${column} = NULL`)
    .join(', ');

/** Assignments to `message` that erase what tells of the content. */
export const eraseAssignments = assignmentsOf(eraseTable);

/** Assignments to `content` that erase all of it. */
export const contentEraseAssignments = assignmentsOf(contentEraseTable);

/** Assignments to `reaction` that erase what it says. */
export const reactionEraseAssignments = assignmentsOf(reactionEraseTable);

/** Assignments to `attachment` that erase what tells of its content. */
export const attachmentEraseAssignments = assignmentsOf(attachmentEraseTable);

/** The domain's message of a row. */
export function toMessage(row: MessageRow): Message {
  return {
    messageId: messageIdOf(row),
    conversationId: toConversationId(row.conversation_id),
    author: toNodeId(row.author),
    isMine: row.is_mine === 1,
    viaRoom: row.via_room === null ? null : toNodeId(row.via_room),
    cid: row.cid === null ? null : fromStoredId(row.cid),
    // Only positive mids are ever written.
    mid: row.mid === null ? null : (BigInt(row.mid) as ServerMid),
    clientId: row.client_id === null ? null : BigInt(row.client_id),
    sortNs: BigInt(row.sort_ns),
    place: BigInt(row.place),
    tieBreaker: BigInt(row.tie_breaker),
    arrivedAtMs: row.arrived_at_ms,
    contentKind: row.content_kind,
    text: row.text,
    ...fromMeta(row.meta, row.text),
    contentState: row.content_state,
    isUnread: row.is_unread === 1,
    isPinned: row.pinned_at_ms !== null,
    isSaved: row.saved_rank !== null,
    isPlayed: row.is_played === 1,
    revokedBy: row.revoked_by === null ? null : toNodeId(row.revoked_by),
    replyTo: row.reply_mid === null ? null : (BigInt(row.reply_mid) as ServerMid),
    replaces: row.replaces_mid === null ? null : (BigInt(row.replaces_mid) as ServerMid),
    mentions: toMentions(row.mentions),
    burnTerms:
      row.burn_seconds === null || row.burn_max_seconds === null
        ? null
        : { seconds: row.burn_seconds, maxUnreadSeconds: row.burn_max_seconds },
    revealedAtMs: row.revealed_at_ms,
    expiresAtMs: row.expires_at_ms,
    delivery: row.delivery,
    deliveryFailure: row.delivery_failure,
    pendingOperation: row.pending_operation,
    operationFailure: row.operation_failure,
  };
}

/** The nodes of a `mentions` column: written by this repository, so it is a list of them. */
export const toMentions = (text: string | null): readonly NodeId[] =>
  text === null ? [] : (JSON.parse(text) as readonly NodeId[]);
