import { imageMediaTypes, type ImageInfo } from '../domain/image';
import { toConversationId, toMessageId, toNodeId, type NodeId, type ServerMid } from '../domain/ids';
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
  readonly message_id: string;
  readonly conversation_id: string;
  readonly author: string;
  readonly is_mine: number;
  readonly cid: string | null;
  readonly mid: string | null;
  readonly client_id: string | null;
  readonly sort_ns: string;
  readonly place: string;
  readonly tie_breaker: string;
  readonly arrived_at_ms: number | null;
  readonly content_kind: MessageContent['kind'];
  readonly media_type: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly content_state: ContentState;
  readonly revoked_by: string | null;
  readonly reply_mid: string | null;
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
  readonly is_cut: number | null;
}

/** Columns of `content`: what a message says, or the bytes of a picture. */
export interface ContentRow {
  readonly row_number: number;
  readonly text: string | null;
  readonly bytes: Uint8Array | null;
  /** JSON list of nodes, null for none. */
  readonly mentions: string | null;
}

/** A message as it is read; the bytes of a picture are read on their own. */
export type MessageRow = EnvelopeRow & Pick<ContentRow, 'text' | 'mentions'>;

/** What an erasure does to a column. */
type Fate = 'keep' | 'erase';

/**
 * What happens to each column of `message` when a message is revoked or burned. A new column does not compile until somebody
 * has decided. Everything that could hold or reveal content is erased.
 */
export const eraseTable = {
  row_number: 'keep',
  message_id: 'keep',
  conversation_id: 'keep',
  author: 'keep',
  is_mine: 'keep',
  cid: 'keep',
  mid: 'keep',
  client_id: 'keep',
  sort_ns: 'keep',
  place: 'keep',
  tie_breaker: 'keep',
  arrived_at_ms: 'keep',
  content_kind: 'keep',
  media_type: 'erase',
  width: 'erase',
  height: 'erase',
  content_state: 'keep',
  revoked_by: 'keep',
  reply_mid: 'erase',
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
  is_cut: 'erase',
} as const satisfies Record<keyof EnvelopeRow, Fate>;

/** What happens to each column of `content` when its message is revoked or burned. */
export const contentEraseTable = {
  row_number: 'keep',
  text: 'erase',
  bytes: 'erase',
  mentions: 'erase',
} as const satisfies Record<keyof ContentRow, Fate>;

/**
 * Every table of the database and who erases what it holds of contents. The search index cannot be erased by columns:
 * `SearchIndex.remove` does it, before the text is gone that it needs.
 */
export const erasers = {
  message: 'eraseTable',
  content: 'contentEraseTable',
  message_search: 'SearchIndex',
  message_copy: 'holds none',
  outbox: 'holds none',
  draft_block: 'DraftRepository',
  conversation: 'holds none',
  person: 'holds none',
  profile: 'holds none',
} as const;

const int64Columns: ReadonlySet<string> = new Set([
  'mid',
  'client_id',
  'sort_ns',
  'place',
  'tie_breaker',
  'reply_mid',
]);

/** Select list over `message` and `content` that reads every column of a `MessageRow` losslessly. */
export const messageColumns = [...Object.keys(eraseTable), 'text', 'mentions']
  .map((column) => (int64Columns.has(column) ? `CAST(${column} AS TEXT) AS ${column}` : column))
  .join(', ');

const assignmentsOf = (table: Readonly<Record<string, Fate>>): string =>
  Object.entries(table)
    .filter(([, fate]) => fate === 'erase')
    .map(([column]) => `${column} = NULL`)
    .join(', ');

/** Assignments to `message` that erase what tells of the content. */
export const eraseAssignments = assignmentsOf(eraseTable);

/** Assignments to `content` that erase all of it. */
export const contentEraseAssignments = assignmentsOf(contentEraseTable);

/** The domain's message of a row. */
export function toMessage(row: MessageRow): Message {
  return {
    messageId: toMessageId(row.message_id),
    conversationId: toConversationId(row.conversation_id),
    author: toNodeId(row.author),
    isMine: row.is_mine === 1,
    cid: row.cid,
    // Only positive mids are ever written.
    mid: row.mid === null ? null : (BigInt(row.mid) as ServerMid),
    clientId: row.client_id === null ? null : BigInt(row.client_id),
    sortNs: BigInt(row.sort_ns),
    place: BigInt(row.place),
    tieBreaker: BigInt(row.tie_breaker),
    arrivedAtMs: row.arrived_at_ms,
    contentKind: row.content_kind,
    text: row.text,
    isCut: row.is_cut === 1,
    image: toImage(row),
    contentState: row.content_state,
    isUnread: row.is_unread === 1,
    revokedBy: row.revoked_by === null ? null : toNodeId(row.revoked_by),
    replyTo: row.reply_mid === null ? null : (BigInt(row.reply_mid) as ServerMid),
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

/** Written by this repository, so it is a list of nodes. */
const toMentions = (text: string | null): readonly NodeId[] =>
  text === null ? [] : (JSON.parse(text) as readonly NodeId[]);

function toImage({ media_type, width, height }: MessageRow): ImageInfo | null {
  const mediaType = imageMediaTypes.find((known) => known === media_type);
  return mediaType === undefined || width === null || height === null ? null : { mediaType, width, height };
}
