import { toMessageId, type ConversationId, type MessageId, type NodeId, type ServerMid } from '../domain/ids';
import type {
  BurnTerms,
  ContentState,
  DeliveryState,
  Message,
  MessageContent,
  PendingOperation,
} from '../domain/message';
import type { Place } from '../domain/place';
import type { Database } from './database';
import { toMessage, type MessageRow } from './message-row';
import { prepareMessageStatements } from './message-statements';
import { SearchIndex } from './search-index';

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
  readonly place: bigint;
  readonly isUnread: boolean;
  /** Wall clock ms; null for an own message that the server has not confirmed. */
  readonly arrivedAtMs: number | null;
  readonly content: MessageContent;
  readonly replyTo: ServerMid | null;
  readonly mentions: readonly NodeId[];
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
  readonly place: bigint;
  readonly arrivedAtMs: number;
  readonly contentState: 'revoked' | 'burned';
  readonly revokedBy: NodeId | null;
}

/**
 * Most tombstones of a chat whose messages never came. Commands can be forged by the thousand, and a message that comes
 * after this many later commands is no late one any more.
 */
export const mostPlaceholders = 2_000;

// A chat from before there was a limit comes down to it in steps, none of which anybody notices.
const mostDroppedAtOnce = 64;

/** What the server's word about a message tells. */
export interface SentMessage {
  readonly mid: ServerMid;
  readonly sortNs: bigint;
  readonly place: bigint;
  /** Wall clock ms. */
  readonly learntAtMs: number;
}

/** A message that the server should have, with the numbers of all its copies, the lowest first. */
export interface ExpectedMessage {
  readonly messageId: MessageId;
  readonly mids: readonly bigint[];
}

/** What goes on a page. */
export interface PageSize {
  readonly limit: number;
  /** Withdrawn messages that are shown all the same; the others are left out. */
  readonly alsoShown?: readonly MessageId[];
}

/** Reading and writing messages; the only SQL that touches their content. */
export class MessageRepository {
  private readonly statements;
  private readonly searchIndex: SearchIndex;

  constructor(database: Database) {
    this.statements = prepareMessageStatements(database);
    this.searchIndex = new SearchIndex(database);
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
      place: message.place,
      is_unread: message.isUnread ? 1 : null,
      is_cut: content.kind === 'text' && content.isCut === true ? 1 : null,
      arrived_at_ms: message.arrivedAtMs,
      content_kind: content.kind,
      media_type: info?.mediaType ?? null,
      width: info?.width ?? null,
      height: info?.height ?? null,
      reply_mid: message.replyTo,
      burn_seconds: burnTerms?.seconds ?? null,
      burn_max_seconds: burnTerms?.maxUnreadSeconds ?? null,
      delivery: message.delivery,
    });
    const [text, bytes] = content.kind === 'image' ? [null, content.bytes] : [content.text, null];
    const mentions = message.mentions.length === 0 ? null : JSON.stringify(message.mentions);
    this.statements.insertContent.run(lastInsertRowid, text, bytes, mentions);
    if (content.kind === 'text' && burnTerms === null) {
      const rowNumber = Number(lastInsertRowid);
      this.searchIndex.add({ rowNumber, sortNs: message.sortNs, text: content.text });
    }
  }

  /**
   * Stores a tombstone that keeps a late original hidden. Of more than `mostPlaceholders` in a chat those that came first
   * go, and are counted with the chat; answers which. Inside the caller's transaction.
   */
  insertPlaceholder(placeholder: NewPlaceholder): readonly MessageId[] {
    this.statements.insertPlaceholder.run({
      message_id: placeholder.messageId,
      conversation_id: placeholder.conversationId,
      author: placeholder.author,
      is_mine: placeholder.isMine ? 1 : 0,
      mid: placeholder.mid,
      sort_ns: placeholder.sortNs,
      place: placeholder.place,
      arrived_at_ms: placeholder.arrivedAtMs,
      content_state: placeholder.contentState,
      revoked_by: placeholder.revokedBy,
    });
    const { conversationId } = placeholder;
    const dropped = this.statements.dropPlaceholders.all({
      conversation_id: conversationId,
      most: mostPlaceholders,
      most_at_once: mostDroppedAtOnce,
    });
    if (dropped.length > 0) this.statements.noteDropped.run(dropped.length, conversationId);
    return dropped.map(({ message_id }) => toMessageId(message_id));
  }

  /** Makes room for an original: one by another author than the tombstone assumed, or one that waits here already. */
  removePlaceholder(messageId: MessageId): void {
    this.statements.removePlaceholder.run(messageId);
  }

  /** The original of a tombstone arrived: the tombstone takes its time and its place, and never its text. */
  adoptOriginal(
    messageId: MessageId,
    original: Pick<NewMessage, 'cid' | 'sortNs' | 'place' | 'content' | 'burnTerms'>,
  ): void {
    const { content, burnTerms } = original;
    this.statements.adoptOriginal.run({
      message_id: messageId,
      cid: original.cid,
      sort_ns: original.sortNs,
      place: original.place,
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

  /** The messages that answer one: they show what has become of it. */
  repliesTo(messageId: MessageId): readonly MessageId[] {
    return this.statements.repliesTo
      .all({ message_id: messageId })
      .map(({ message_id }) => toMessageId(message_id));
  }

  /** Whether the row with this id is a tombstone whose message never arrived. */
  isPlaceholder(messageId: MessageId): boolean {
    return this.statements.isPlaceholder.get(messageId)?.is_placeholder === 1;
  }

  byCid(conversationId: ConversationId, author: NodeId, cid: string): Message | null {
    return messageOrNull(this.statements.byCid.get(conversationId, author, cid));
  }

  /** A page of messages before a place, newest first; from the end when `before` is null. */
  page(
    conversationId: ConversationId,
    before: Place | null,
    { limit, alsoShown = [] }: PageSize,
  ): readonly Message[] {
    const wanted = { conversation_id: conversationId, also_shown: JSON.stringify(alsoShown), limit };
    const rows =
      before === null
        ? this.statements.newestPage.all(wanted)
        : this.statements.pageBefore.all({
            ...wanted,
            place: before.place,
            tie_breaker: before.tieBreaker,
          });
    return rows.map(toMessage);
  }

  /** The message that stands for the chat in the list; null in an empty chat. */
  newest(conversationId: ConversationId): Message | null {
    return this.page(conversationId, null, { limit: 1 })[0] ?? null;
  }

  /** Place of the first message of the server in a chat, as far as it is here; null when none is. */
  oldestPlace(conversationId: ConversationId): bigint | null {
    const text = this.statements.oldestPlace.get(conversationId)?.place;
    return text === undefined ? null : BigInt(text);
  }

  /** Place of the last message of a chat, 0 in an empty one. */
  newestPlace(conversationId: ConversationId): bigint {
    return BigInt(this.statements.newestPlace.get(conversationId)?.place ?? 0);
  }

  /** The numbers of a chat turned out to have no order: its messages stand by their times. */
  placeByTime(conversationId: ConversationId): void {
    this.statements.placeByTime.run({ conversation_id: conversationId });
  }

  /**
   * The largest mid known in any chat, null when none is, and where the server's numbers have no order. One look at the end of
   * each chat.
   */
  newestMidOfAll(): bigint | null {
    const text = this.statements.newestMidOfAll.get()?.mid;
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
    return messageOrNull(
      conversationId === null
        ? this.statements.newestOwnAnywhere.get()
        : this.statements.newestOwn.get(conversationId),
    );
  }

  /** The server has it: its number, its time, its place, and when this computer first learnt of it. */
  markSent(messageId: MessageId, sent: SentMessage): void {
    const { mid, sortNs, place, learntAtMs } = sent;
    this.searchIndex.move(messageId, sortNs);
    this.statements.markSent.run({
      message_id: messageId,
      mid,
      sort_ns: sortNs,
      place,
      arrived_at_ms: learntAtMs,
    });
  }

  /** The copy that the message was known by is gone; it goes on under the number of another one. */
  setMid(messageId: MessageId, mid: ServerMid): void {
    this.statements.setMid.run({ mid, message_id: messageId });
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
    // While the text is there: the index can be rid of it only by being told it once more.
    this.searchIndex.remove(messageId);
    this.statements.erase.run({ message_id: messageId, content_state: state, revoked_by: revokedBy });
    this.statements.eraseContent.run(messageId);
  }

  /** The bytes of a picture; null when the message has none any more. */
  attachmentOf(messageId: MessageId): Uint8Array | null {
    return this.statements.bytes.get(messageId)?.bytes ?? null;
  }

  /** Bytes of what a message says or shows; 0 when nothing is left of it. */
  contentBytesOf(messageId: MessageId): number {
    return this.statements.contentBytes.get(messageId)?.bytes ?? 0;
  }

  /** A picture that nobody else has got yet becomes a smaller one, in place. */
  replaceImage(messageId: MessageId, { info, bytes }: Extract<MessageContent, { kind: 'image' }>): void {
    const { mediaType, width, height } = info;
    this.statements.resizeImage.run({ message_id: messageId, media_type: mediaType, width, height });
    this.statements.replaceBytes.run(bytes, messageId);
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
