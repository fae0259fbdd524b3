import type { ConversationId, MessageId, NodeId, ServerMid } from '../domain/ids';
import type { Message, MessageWords } from '../domain/message';
import type { Place } from '../domain/place';
import { fromMeta, wasNews } from './content-row';
import type { Database } from './database';
import { prepareMessageReading } from './message-reading';
import { toMentions, toMessage, type MessageRow } from './message-row';
import { messageIdOf, toStoredId } from './stored-id';
import { placeAtTime, type TimedPlace } from './time-search';

/** A message that the server should have, with the numbers of all its copies, the lowest first. */
export interface ExpectedMessage {
  readonly messageId: MessageId;
  readonly mids: readonly bigint[];
}

/** A message that is kept as it came. */
export interface UnreadableMessage {
  readonly rowNumber: number;
  readonly messageId: MessageId;
  readonly kept: Uint8Array;
  /** It was news when it came. */
  readonly isNews: boolean;
}

/** What a burn message says or shows. */
export interface BurnContent extends MessageWords {
  /** Reads the bytes of a picture; null when it has none, or none any more. */
  readonly readBytes: () => Uint8Array | null;
}

/** A page of what is saved. */
export interface SavedPage {
  readonly messages: readonly Message[];
  /** Below which the page after this one begins; null when this is the last. */
  readonly nextRank: number | null;
}

/** What goes on a page. */
export interface PageSize {
  readonly limit: number;
  /** Withdrawn messages that are shown all the same; the others are left out. */
  readonly alsoShown?: readonly MessageId[];
}

/** Reading messages. No call needs a transaction. */
export class MessageReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = prepareMessageReading(database);
  }

  byId(messageId: MessageId): Message | null {
    return messageOrNull(this.reading.byId.get(toStoredId(messageId)));
  }

  /** The message with this number, or of which it is a further copy. */
  byMid(conversationId: ConversationId, mid: ServerMid): Message | null {
    return messageOrNull(this.reading.byMid.get({ conversation_id: conversationId, mid }));
  }

  /** Whether the row with this id is a tombstone whose message never arrived. */
  isPlaceholder(messageId: MessageId): boolean {
    return this.reading.isPlaceholder.get(toStoredId(messageId))?.is_placeholder === 1;
  }

  byCid(conversationId: ConversationId, author: NodeId, cid: string): Message | null {
    return messageOrNull(
      this.reading.byCid.get({ conversation_id: conversationId, author, cid: toStoredId(cid) }),
    );
  }

  /** A page of messages before a place, newest first; from the end when `before` is null. It ends where the history here has a gap. */
  page(
    conversationId: ConversationId,
    before: Place | null,
    { limit, alsoShown = [] }: PageSize,
  ): readonly Message[] {
    const wanted = { conversation_id: conversationId, also_shown: JSON.stringify(alsoShown), limit };
    const rows =
      before === null
        ? this.reading.newestPage.all(wanted)
        : this.reading.pageBefore.all({
            ...wanted,
            place: before.place,
            tie_breaker: before.tieBreaker,
          });
    return rows.map(toMessage);
  }

  /** A page of messages after a place, oldest first; the same holds for its end. */
  pageAfter(
    conversationId: ConversationId,
    after: Place,
    { limit, alsoShown = [] }: PageSize,
  ): readonly Message[] {
    return this.reading.pageAfter
      .all({
        conversation_id: conversationId,
        also_shown: JSON.stringify(alsoShown),
        limit,
        place: after.place,
        tie_breaker: after.tieBreaker,
      })
      .map(toMessage);
  }

  /** Place of the first message of a chat that nobody has seen; null when all were. */
  firstUnread(conversationId: ConversationId): Place | null {
    const row = this.reading.firstUnread.get(conversationId);
    return row === undefined ? null : { place: BigInt(row.place), tieBreaker: BigInt(row.tie_breaker) };
  }

  /** The first message of a chat at or after a moment, server time in ns, as far as it is here; null when all were before it. */
  atTime(conversationId: ConversationId, timeNs: bigint): TimedPlace | null {
    const first = this.oldestPlace(conversationId);
    if (first === null) return null;
    const range = { first, last: this.newestPlace(conversationId) };
    return placeAtTime(timeNs, range, (place, limit) =>
      this.reading.timesFrom.all({ conversation_id: conversationId, place, limit }).map((row) => ({
        place: BigInt(row.place),
        tieBreaker: BigInt(row.tie_breaker),
        sortNs: BigInt(row.sort_ns),
      })),
    );
  }

  /** When the first message of a chat was said, as far as it is here, server time in ns; null when none is. */
  oldestNs(conversationId: ConversationId): bigint | null {
    const place = this.oldestPlace(conversationId);
    if (place === null) return null;
    const [row] = this.reading.timesFrom.all({ conversation_id: conversationId, place, limit: 1 });
    return row === undefined ? null : BigInt(row.sort_ns);
  }

  /** Messages that replace this number, or claim to, in the order of the server; at most `limit`. */
  replacing(conversationId: ConversationId, mid: ServerMid, limit: number): readonly Message[] {
    return this.reading.replacing.all({ conversation_id: conversationId, mid, limit }).map(toMessage);
  }

  /** The message that stands for the chat in the list; null in an empty chat. */
  newest(conversationId: ConversationId): Message | null {
    return messageOrNull(this.reading.newest.get(conversationId));
  }

  /** Place of the first message of the server in a chat, as far as it is here; null when none is. */
  oldestPlace(conversationId: ConversationId): bigint | null {
    const text = this.reading.oldestPlace.get(conversationId)?.place;
    return text === undefined ? null : BigInt(text);
  }

  /** Place of the last message of a chat, 0 in an empty one. */
  newestPlace(conversationId: ConversationId): bigint {
    return BigInt(this.reading.newestPlace.get(conversationId)?.place ?? 0);
  }

  /**
   * The largest mid known in any chat, null when none is, and where the server's numbers have no order. One look at the end of
   * each chat.
   */
  newestMidOfAll(): bigint | null {
    const text = this.reading.newestMidOfAll.get()?.mid;
    return text === undefined || text === null ? null : BigInt(text);
  }

  /** The largest mid known in a chat, null when none is. */
  newestMid(conversationId: ConversationId): bigint | null {
    const text = this.reading.newestMid.get(conversationId)?.mid;
    return text === undefined || text === null ? null : BigInt(text);
  }

  /** The largest mid known in the chat when a message was written or came; the server gives later ones larger mids. */
  midBefore({ conversationId, messageId }: Pick<Message, 'conversationId' | 'messageId'>): bigint | null {
    const text = this.reading.midBefore.get(conversationId, toStoredId(messageId))?.mid;
    return text === undefined ? null : BigInt(text);
  }

  /** The smallest mid known in a chat, null when none is. */
  oldestMid(conversationId: ConversationId): bigint | null {
    const text = this.reading.oldestMid.get(conversationId)?.mid;
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
    return this.reading.expectedOnServer.all(conversationId, upToMid, limit).map(({ message_id, mids }) => ({
      messageId: messageIdOf({ message_id }),
      mids: mids.split(',').map(BigInt),
    }));
  }

  /** The newest own message that is still there and not being revoked, in one chat or in all. */
  newestOwn(conversationId: ConversationId | null): Message | null {
    return messageOrNull(
      conversationId === null
        ? this.reading.newestOwnAnywhere.get()
        : this.reading.newestOwn.get(conversationId),
    );
  }

  /**
   * What burn messages say and show. This is the one way to it: in whatever else reads messages their words are null, and
   * their pictures have no bytes. Those that stay are left out; of those that are gone nothing is left to tell.
   */
  burnContents(messageIds: readonly MessageId[]): ReadonlyMap<MessageId, BurnContent> {
    const rows = messageIds.length === 0 ? [] : this.reading.burnContents.all(JSON.stringify(messageIds));
    return new Map(
      rows.map(({ message_id, text, mentions, meta }) => [
        messageIdOf({ message_id }),
        {
          text,
          mentions: toMentions(mentions),
          ...fromMeta(meta, text),
          readBytes: () => this.reading.burnBytes.get(message_id)?.bytes ?? null,
        },
      ]),
    );
  }

  /** The bytes of a picture that stays; null for a burn message, and when there are none any more. */
  attachmentOf(messageId: MessageId): Uint8Array | null {
    return this.reading.bytes.get(toStoredId(messageId))?.bytes ?? null;
  }

  /** Bytes of what a message says or shows; 0 when nothing is left of it. */
  contentBytesOf(messageId: MessageId): number {
    return this.reading.contentBytes.get(toStoredId(messageId))?.bytes ?? 0;
  }

  /** Messages after a row that cannot be read yet, in the order in which they came. */
  unreadable(afterRow: number, limit: number): readonly UnreadableMessage[] {
    return this.reading.unreadable.all(afterRow, limit).map(({ row_number, message_id, bytes, meta }) => ({
      rowNumber: row_number,
      messageId: messageIdOf({ message_id }),
      kept: bytes ?? new Uint8Array(0),
      isNews: wasNews(meta),
    }));
  }

  /** What the user has pinned in a chat, the newest pin first. */
  pinned(conversationId: ConversationId, limit: number): readonly Message[] {
    return this.reading.pinned.all(conversationId, limit).map(toMessage);
  }

  /** What the user has saved in all chats, the one saved last first: those below a rank; null: from the top. */
  saved(belowRank: number | null, limit: number): SavedPage {
    const rows = this.reading.saved.all(belowRank ?? Number.MAX_SAFE_INTEGER, limit);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return { messages: rows.map(toMessage), nextRank: last?.saved_rank ?? null };
  }

  /** How many messages are saved, of a chat or, for null, of all. */
  savedCount(conversationId: ConversationId | null): number {
    const { savedCount, savedCountOfChat } = this.reading;
    const row = conversationId === null ? savedCount.get() : savedCountOfChat.get(conversationId);
    return row?.count ?? 0;
  }

  /** Burn messages whose time is over at `nowMs`. */
  expired(nowMs: number): readonly Message[] {
    return this.reading.expired.all(nowMs).map(toMessage);
  }

  /** When the next burn message expires, wall clock ms; null when none is waiting. */
  nextExpiryMs(): number | null {
    return this.reading.nextExpiry.get()?.expires_at_ms ?? null;
  }
}

const messageOrNull = (row: MessageRow | undefined): Message | null =>
  row === undefined ? null : toMessage(row);
