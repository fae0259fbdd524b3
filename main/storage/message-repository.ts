import { toMessageId, type ConversationId, type MessageId, type NodeId, type ServerMid } from '../domain/ids';
import type {
  BurnTerms,
  ContentState,
  DeliveryState,
  Message,
  MessageContent,
  PendingOperation,
} from '../domain/message';
import type { Database } from './database';
import {
  contentEraseAssignments,
  eraseAssignments,
  messageColumns,
  toMessage,
  type ContentRow,
  type MessageRow,
} from './message-row';

/** A message to store. */
export interface NewMessage {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly author: NodeId;
  readonly isMine: boolean;
  readonly cid: string | null;
  readonly mid: ServerMid | null;
  readonly clientId: bigint | null;
  readonly sortNs: bigint;
  /** Wall clock ms; null for an own message that the server has not confirmed. */
  readonly arrivedAtMs: number | null;
  readonly content: MessageContent;
  readonly burnTerms: BurnTerms | null;
  readonly delivery: DeliveryState;
}

/** A tombstone for a message that never arrived. */
export interface NewPlaceholder {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly author: NodeId;
  readonly isMine: boolean;
  readonly mid: ServerMid;
  readonly sortNs: bigint;
  readonly arrivedAtMs: number;
  readonly contentState: 'revoked' | 'burned';
  readonly revokedBy: NodeId | null;
}

/** A message that the server should have, with the numbers of all its copies, the lowest first. */
export interface ExpectedMessage {
  readonly messageId: MessageId;
  readonly mids: readonly bigint[];
}

/** A place in a chat: pages end and begin here. */
export interface Place {
  readonly sortNs: bigint;
  readonly tieBreaker: bigint;
}

/** Reading and writing messages; the only SQL that touches their content. */
export class MessageRepository {
  private readonly statements;

  constructor(database: Database) {
    this.statements = prepareStatements(database);
  }

  /** Stores a new message; the caller has checked that it is not known. */
  insert(message: NewMessage): void {
    const { content, burnTerms } = message;
    const info = content.kind === 'image' ? content.info : null;
    const { lastInsertRowid } = this.statements.insert.run({
      message_id: message.messageId,
      conversation_id: message.conversationId,
      author: message.author,
      is_mine: message.isMine ? 1 : 0,
      cid: message.cid,
      mid: message.mid,
      client_id: message.clientId,
      sort_ns: message.sortNs,
      arrived_at_ms: message.arrivedAtMs,
      content_kind: content.kind,
      media_type: info?.mediaType ?? null,
      width: info?.width ?? null,
      height: info?.height ?? null,
      burn_seconds: burnTerms?.seconds ?? null,
      burn_max_seconds: burnTerms?.maxUnreadSeconds ?? null,
      delivery: message.delivery,
    });
    const [text, bytes] = content.kind === 'image' ? [null, content.bytes] : [content.text, null];
    this.statements.insertContent.run(lastInsertRowid, text, bytes);
  }

  /** Stores a tombstone that keeps a late original hidden. */
  insertPlaceholder(placeholder: NewPlaceholder): void {
    this.statements.insertPlaceholder.run({
      message_id: placeholder.messageId,
      conversation_id: placeholder.conversationId,
      author: placeholder.author,
      is_mine: placeholder.isMine ? 1 : 0,
      mid: placeholder.mid,
      sort_ns: placeholder.sortNs,
      arrived_at_ms: placeholder.arrivedAtMs,
      content_state: placeholder.contentState,
      revoked_by: placeholder.revokedBy,
    });
  }

  /** Makes room for an original: one by another author than the tombstone assumed, or one that waits here already. */
  removePlaceholder(messageId: MessageId): void {
    this.statements.removePlaceholder.run(messageId);
  }

  /** The original of a tombstone arrived: the tombstone takes its place in time, and never its text. */
  adoptOriginal(
    messageId: MessageId,
    original: Pick<NewMessage, 'cid' | 'sortNs' | 'content' | 'burnTerms'>,
  ): void {
    const { content, burnTerms } = original;
    this.statements.adoptOriginal.run({
      message_id: messageId,
      cid: original.cid,
      sort_ns: original.sortNs,
      content_kind: content.kind,
      burn_seconds: burnTerms?.seconds ?? null,
      burn_max_seconds: burnTerms?.maxUnreadSeconds ?? null,
    });
  }

  byId(messageId: MessageId): Message | null {
    return messageOrNull(this.statements.byId.get(messageId));
  }

  /** The message with this number, or of which it is a further copy. */
  byMid(conversationId: ConversationId, mid: ServerMid): Message | null {
    return messageOrNull(this.statements.byMid.get({ conversation_id: conversationId, mid }));
  }

  /** Whether the row with this id is a tombstone whose message never arrived. */
  isPlaceholder(messageId: MessageId): boolean {
    return this.statements.isPlaceholder.get(messageId)?.is_placeholder === 1;
  }

  byCid(conversationId: ConversationId, author: NodeId, cid: string): Message | null {
    return messageOrNull(this.statements.byCid.get(conversationId, author, cid));
  }

  /** Up to `limit` messages before a place, newest first; from the end when `before` is null. */
  page(conversationId: ConversationId, before: Place | null, limit: number): readonly Message[] {
    const rows =
      before === null
        ? this.statements.newestPage.all(conversationId, limit)
        : this.statements.pageBefore.all(conversationId, before.sortNs, before.tieBreaker, limit);
    return rows.map(toMessage);
  }

  /** The message that stands for the chat in the list; null in an empty chat. */
  newest(conversationId: ConversationId): Message | null {
    return messageOrNull(this.statements.newestPage.get(conversationId, 1));
  }

  /** Place of the first message of a chat on this computer, null in an empty chat. */
  oldestNs(conversationId: ConversationId): bigint | null {
    const text = this.statements.oldestNs.get(conversationId)?.sort_ns;
    return text === undefined || text === null ? null : BigInt(text);
  }

  /** The largest mid known in a chat, null when none is. */
  newestMid(conversationId: ConversationId): bigint | null {
    const text = this.statements.newestMid.get(conversationId)?.mid;
    return text === undefined || text === null ? null : BigInt(text);
  }

  /** The largest mid known in the chat when a message was written or came; the server gives later ones larger mids. */
  midBefore({ conversationId, messageId }: Pick<Message, 'conversationId' | 'messageId'>): bigint | null {
    const text = this.statements.midBefore.get(conversationId, messageId)?.mid;
    return text === undefined ? null : BigInt(text);
  }

  /** The smallest mid known in a chat, null when none is. */
  oldestMid(conversationId: ConversationId): bigint | null {
    const text = this.statements.oldestMid.get(conversationId)?.mid;
    return text === undefined || text === null ? null : BigInt(text);
  }

  /**
   * Messages that the server should have, newest number first: content present, number known and at most `upToMid`, not
   * kept by the user's wish alone.
   */
  expectedOnServer(
    conversationId: ConversationId,
    upToMid: bigint,
    limit: number,
  ): readonly ExpectedMessage[] {
    return this.statements.expectedOnServer
      .all(conversationId, upToMid, limit)
      .map(({ message_id, mids }) => ({
        messageId: toMessageId(message_id),
        mids: mids.split(',').map(BigInt),
      }));
  }

  /** The user keeps a message that the server no longer has. */
  keepLocally(messageId: MessageId): void {
    this.statements.keepLocally.run(messageId);
  }

  /** The newest own message that is still there and not being revoked, in one chat or in all. */
  newestOwn(conversationId: ConversationId | null): Message | null {
    return messageOrNull(this.statements.newestOwn.get({ conversation_id: conversationId }));
  }

  /** The server has it: its number, its time, and when this computer first learnt of it. */
  markSent(
    messageId: MessageId,
    sent: { readonly mid: ServerMid; readonly sortNs: bigint; readonly learntAtMs: number },
  ): void {
    const { mid, sortNs, learntAtMs } = sent;
    this.statements.markSent.run({
      message_id: messageId,
      mid,
      sort_ns: sortNs,
      arrived_at_ms: learntAtMs,
    });
  }

  /** The copy that the message was known by is gone; it goes on under the number of another one. */
  setMid(messageId: MessageId, mid: ServerMid): void {
    this.statements.setMid.run(mid, messageId);
  }

  setDelivery(messageId: MessageId, delivery: DeliveryState, failure: string | null): void {
    this.statements.setDelivery.run(delivery, failure, messageId);
  }

  setPendingOperation(
    messageId: MessageId,
    operation: PendingOperation | null,
    failure: string | null,
  ): void {
    this.statements.setPendingOperation.run(operation, failure, messageId);
  }

  /** Starts the reading clock; true when it did not run before. A second reveal does not move it. */
  markRevealed(messageId: MessageId, revealedAtMs: number): boolean {
    return this.statements.markRevealed.run(revealedAtMs, messageId).changes > 0;
  }

  /** Erases the content in place; the row stays as a tombstone. */
  erase(messageId: MessageId, state: Exclude<ContentState, 'present'>, revokedBy: NodeId | null): void {
    this.statements.erase.run({ message_id: messageId, content_state: state, revoked_by: revokedBy });
    this.statements.eraseContent.run(messageId);
  }

  /** The bytes of a picture; null when the message has none any more. */
  attachmentOf(messageId: MessageId): Uint8Array | null {
    return this.statements.bytes.get(messageId)?.bytes ?? null;
  }

  /** Burn messages whose time is over at `nowMs`. */
  expired(nowMs: number): readonly Message[] {
    return this.statements.expired.all(nowMs).map(toMessage);
  }

  /** When the next burn message expires, wall clock ms; null when none is waiting. */
  nextExpiryMs(): number | null {
    return this.statements.nextExpiry.get()?.expires_at_ms ?? null;
  }
}

const messageOrNull = (row: MessageRow | undefined): Message | null =>
  row === undefined ? null : toMessage(row);

const rowNumberOf = '(SELECT row_number FROM message WHERE message_id = ?)';
const shown = `content_state <> 'withdrawn'`;

// A tombstone whose message never came may rest on a number that a peer made up: it says nothing about the history.
const vouched = 'mid IS NOT NULL AND is_placeholder = 0';

function prepareStatements(database: Database) {
  const select = (tail: string): string =>
    `SELECT ${messageColumns} FROM message LEFT JOIN content USING (row_number) ${tail}`;
  return {
    insert: database.prepare<object, never>(
      `INSERT INTO message (message_id, conversation_id, author, is_mine, cid, mid, client_id, sort_ns, arrived_at_ms,
         content_kind, media_type, width, height, content_state, burn_seconds, burn_max_seconds, delivery)
       VALUES (@message_id, @conversation_id, @author, @is_mine, @cid, @mid, @client_id, @sort_ns, @arrived_at_ms,
         @content_kind, @media_type, @width, @height, 'present', @burn_seconds, @burn_max_seconds, @delivery)`,
    ),
    insertContent: database.prepare<[number | bigint, string | null, Uint8Array | null], never>(
      'INSERT INTO content (row_number, text, bytes) VALUES (?, ?, ?)',
    ),
    bytes: database.prepare<[string], Pick<ContentRow, 'bytes'>>(
      `SELECT bytes FROM content WHERE row_number = ${rowNumberOf}`,
    ),
    eraseContent: database.prepare<[string], never>(
      `UPDATE content SET ${contentEraseAssignments} WHERE row_number = ${rowNumberOf}`,
    ),
    insertPlaceholder: database.prepare<object, never>(
      `INSERT INTO message (message_id, conversation_id, author, is_mine, mid, sort_ns, arrived_at_ms, content_kind,
         content_state, revoked_by, delivery, is_placeholder)
       VALUES (@message_id, @conversation_id, @author, @is_mine, @mid, @sort_ns, @arrived_at_ms, 'text',
         @content_state, @revoked_by, 'sent', 1)`,
    ),
    adoptOriginal: database.prepare<object, never>(
      `UPDATE message SET cid = @cid, sort_ns = @sort_ns, content_kind = @content_kind, burn_seconds = @burn_seconds,
         burn_max_seconds = @burn_max_seconds, is_placeholder = 0
       WHERE message_id = @message_id AND is_placeholder = 1`,
    ),
    removePlaceholder: database.prepare<[string], never>(
      'DELETE FROM message WHERE message_id = ? AND is_placeholder = 1',
    ),
    isPlaceholder: database.prepare<[string], { is_placeholder: number }>(
      'SELECT is_placeholder FROM message WHERE message_id = ?',
    ),
    byId: database.prepare<[string], MessageRow>(select('WHERE message_id = ?')),
    byMid: database.prepare<object, MessageRow>(
      select(`WHERE conversation_id = @conversation_id AND (mid = @mid OR message_id =
        (SELECT message_id FROM message_copy WHERE conversation_id = @conversation_id AND mid = @mid))`),
    ),
    byCid: database.prepare<[string, string, string], MessageRow>(
      select('WHERE conversation_id = ? AND author = ? AND cid = ? ORDER BY row_number LIMIT 1'),
    ),
    newestPage: database.prepare<[string, number], MessageRow>(
      select(
        `WHERE conversation_id = ? AND ${shown} ORDER BY message.sort_ns DESC, message.tie_breaker DESC LIMIT ?`,
      ),
    ),
    pageBefore: database.prepare<[string, bigint, bigint, number], MessageRow>(
      select(
        `WHERE conversation_id = ? AND ${shown} AND (message.sort_ns, message.tie_breaker) < (?, ?)
         ORDER BY message.sort_ns DESC, message.tie_breaker DESC LIMIT ?`,
      ),
    ),
    oldestMid: database.prepare<[string], { mid: string | null }>(
      `SELECT CAST(MIN(mid) AS TEXT) AS mid FROM message WHERE conversation_id = ? AND ${vouched}`,
    ),
    oldestNs: database.prepare<[string], { sort_ns: string | null }>(
      'SELECT CAST(MIN(sort_ns) AS TEXT) AS sort_ns FROM message WHERE conversation_id = ?',
    ),
    newestMid: database.prepare<[string], { mid: string | null }>(
      `SELECT CAST(MAX(mid) AS TEXT) AS mid FROM message WHERE conversation_id = ? AND ${vouched}`,
    ),
    midBefore: database.prepare<[string, string], { mid: string }>(
      `SELECT CAST(mid AS TEXT) AS mid FROM message WHERE conversation_id = ? AND ${vouched}
         AND row_number < (SELECT row_number FROM message WHERE message_id = ?)
       ORDER BY message.mid DESC LIMIT 1`,
    ),
    expectedOnServer: database.prepare<[string, bigint, number], { message_id: string; mids: string }>(
      `SELECT message_id, CAST(mid AS TEXT) || COALESCE((SELECT ',' || GROUP_CONCAT(CAST(copy.mid AS TEXT))
         FROM message_copy AS copy WHERE copy.message_id = message.message_id AND copy.is_erased = 0), '') AS mids
       FROM message
       WHERE conversation_id = ? AND mid <= ? AND content_state = 'present' AND is_local_only = 0
       ORDER BY message.mid DESC LIMIT ?`,
    ),
    keepLocally: database.prepare<[string], never>(
      'UPDATE message SET is_local_only = 1 WHERE message_id = ?',
    ),
    newestOwn: database.prepare<object, MessageRow>(
      select(
        `WHERE is_mine = 1 AND content_state = 'present' AND pending_operation IS NULL AND delivery <> 'failed'
           AND (@conversation_id IS NULL OR conversation_id = @conversation_id)
         ORDER BY message.sort_ns DESC, message.tie_breaker DESC LIMIT 1`,
      ),
    ),
    markSent: database.prepare<object, never>(
      `UPDATE message SET mid = @mid, sort_ns = @sort_ns, delivery = 'sent', delivery_failure = NULL,
         arrived_at_ms = COALESCE(arrived_at_ms, @arrived_at_ms)
       WHERE message_id = @message_id`,
    ),
    setMid: database.prepare<[bigint, string], never>('UPDATE message SET mid = ? WHERE message_id = ?'),
    setDelivery: database.prepare<[string, string | null, string], never>(
      'UPDATE message SET delivery = ?, delivery_failure = ? WHERE message_id = ?',
    ),
    setPendingOperation: database.prepare<[string | null, string | null, string], never>(
      'UPDATE message SET pending_operation = ?, operation_failure = ? WHERE message_id = ?',
    ),
    markRevealed: database.prepare<[number, string], never>(
      'UPDATE message SET revealed_at_ms = ? WHERE message_id = ? AND revealed_at_ms IS NULL',
    ),
    erase: database.prepare<object, never>(
      `UPDATE message SET ${eraseAssignments}, content_state = @content_state, revoked_by = @revoked_by
       WHERE message_id = @message_id`,
    ),
    expired: database.prepare<[number], MessageRow>(
      select('WHERE expires_at_ms IS NOT NULL AND expires_at_ms <= ? ORDER BY expires_at_ms'),
    ),
    nextExpiry: database.prepare<[], { expires_at_ms: number }>(
      'SELECT expires_at_ms FROM message WHERE expires_at_ms IS NOT NULL ORDER BY expires_at_ms LIMIT 1',
    ),
  };
}
