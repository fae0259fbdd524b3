import { imageMediaTypes, type ImageInfo } from '../domain/image';
import { toConversationId, toMessageId, toNodeId, type ServerMid } from '../domain/ids';
import type {
  ContentState,
  DeliveryState,
  Message,
  MessageContent,
  PendingOperation,
} from '../domain/message';

/** Columns of `message` as they are read; int64 columns come as text, because a JavaScript number would round them. */
export interface MessageRow {
  readonly row_number: number;
  readonly message_id: string;
  readonly conversation_id: string;
  readonly author: string;
  readonly is_mine: number;
  readonly cid: string | null;
  readonly mid: string | null;
  readonly client_id: string | null;
  readonly sort_ns: string;
  readonly tie_breaker: string;
  readonly arrived_at_ms: number | null;
  readonly content_kind: MessageContent['kind'];
  readonly text: string | null;
  readonly media_type: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly content_state: ContentState;
  readonly revoked_by: string | null;
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
}

/** What an erasure does to a column. */
type Fate = 'keep' | 'erase';

/**
 * What happens to each column when a message is revoked or burned. A new column does not compile until somebody has
 * decided. Everything that could hold or reveal content is erased.
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
  tie_breaker: 'keep',
  arrived_at_ms: 'keep',
  content_kind: 'keep',
  text: 'erase',
  media_type: 'erase',
  width: 'erase',
  height: 'erase',
  content_state: 'keep',
  revoked_by: 'keep',
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
} as const satisfies Record<keyof MessageRow, Fate>;

/** Columns of `attachment`: the bytes of pictures, and of whatever else a message may carry. */
export interface AttachmentRow {
  readonly message_id: string;
  readonly bytes: Uint8Array | null;
}

/** What happens to each column of an attachment when its message is revoked or burned. */
export const attachmentEraseTable = {
  message_id: 'keep',
  bytes: 'erase',
} as const satisfies Record<keyof AttachmentRow, Fate>;

const int64Columns: ReadonlySet<string> = new Set(['mid', 'client_id', 'sort_ns', 'tie_breaker']);

/** Select list that reads every column losslessly. */
export const messageColumns = Object.keys(eraseTable)
  .map((column) => (int64Columns.has(column) ? `CAST(${column} AS TEXT) AS ${column}` : column))
  .join(', ');

const assignmentsOf = (table: Readonly<Record<string, Fate>>): string =>
  Object.entries(table)
    .filter(([, fate]) => fate === 'erase')
    .map(([column]) => `${column} = NULL`)
    .join(', ');

/** Assignments that erase the content of a message. */
export const eraseAssignments = assignmentsOf(eraseTable);

/** Assignments that erase what a message carries. */
export const attachmentEraseAssignments = assignmentsOf(attachmentEraseTable);

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
    tieBreaker: BigInt(row.tie_breaker),
    contentKind: row.content_kind,
    text: row.text,
    image: toImage(row),
    contentState: row.content_state,
    revokedBy: row.revoked_by === null ? null : toNodeId(row.revoked_by),
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

function toImage({ media_type, width, height }: MessageRow): ImageInfo | null {
  const mediaType = imageMediaTypes.find((known) => known === media_type);
  return mediaType === undefined || width === null || height === null ? null : { mediaType, width, height };
}
