import {
  conversationIdOf,
  type Conversation,
  type ConversationAddress,
  type ConversationKind,
} from '../domain/conversation';
import { toConversationId, toNodeId, type ConversationId, type NodeId } from '../domain/ids';
import { notesId } from '../domain/notes';
import type { Place } from '../domain/place';
import { chatNumberOf } from './chat-number';
import type { Database } from './database';

interface ConversationRow {
  readonly conversation_id: string;
  readonly kind: ConversationKind;
  readonly node: string;
  readonly title: string;
  readonly is_history_complete: number;
  readonly burn_default_seconds: number | null;
  readonly began_at_ms: number;
  readonly via_room: string;
  readonly dropped_placeholders: number;
}

/** What is known of a chat's history. */
export interface ConversationOutline {
  readonly conversationId: ConversationId;
  /** The largest number that is known, null when none is. */
  readonly newestMid: bigint | null;
  /** As of `reconciledMid`. */
  readonly reconciledMid: bigint;
  readonly isHistoryComplete: boolean;
}

/** Some of them. */
export interface OutlinePage {
  readonly outlines: readonly ConversationOutline[];
  readonly next: number | null;
}

interface OutlineRow {
  readonly chat_number: number;
  readonly conversation_id: string;
  readonly newest_mid: string | null;
  readonly reconciled_mid: string;
  readonly is_history_complete: number;
}

/** The room of a chat's `via_room`, as long as this account is in it; empty otherwise. */
export const usableRoom = `COALESCE((SELECT room.node FROM room
  WHERE room.node = conversation.via_room AND room.standing = 'member'), '') AS via_room`;

/** The largest number that is known of a row of `conversation`; NULL for none. */
const newestMid = `(SELECT mid FROM message WHERE message.chat_number = conversation.chat_number AND mid IS NOT NULL
  AND is_placeholder = 0 ORDER BY message.mid DESC LIMIT 1)`;

const columns =
  'conversation_id, kind, node, title, is_history_complete, burn_default_seconds, began_at_ms, dropped_placeholders';

/** Reading chats: who is on the other side, what is unread, how far history is known. No call needs a transaction. */
export class ConversationReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = prepareReading(database);
  }

  byId(conversationId: ConversationId): Conversation | null {
    const row = this.reading.byId.get(conversationId);
    return row === undefined ? null : toConversation(row);
  }

  all(): readonly Conversation[] {
    return this.reading.all.all().map(toConversation);
  }

  /**
   * What is known of the history of so many listed chats, and where the next ones begin, null behind the last: all of them are too
   * many to be read at once. The first ones begin at 0. One seek in an index for each.
   */
  outlinesFrom(start: number, limit: number): OutlinePage {
    const rows = this.reading.outlines.all(start, limit);
    const last = rows.length < limit ? undefined : rows.at(-1);
    return { outlines: rows.map(toOutline), next: last === undefined ? null : last.chat_number + 1 };
  }

  /** Listed chats of which more is here than what was compared, and the largest number that is known of each. */
  grown(): readonly { readonly conversationId: ConversationId; readonly newestMid: bigint }[] {
    return this.reading.grown.all().map(({ conversation_id, newest_mid }) => ({
      conversationId: toConversationId(conversation_id),
      newestMid: BigInt(newest_mid),
    }));
  }

  /** The chats that are rows of the list. */
  listed(): ReadonlySet<ConversationId> {
    return new Set(this.reading.listed.all().map((row) => toConversationId(row.conversation_id)));
  }

  count(): number {
    return this.reading.count.get()?.count ?? 0;
  }

  /** Whether the server's numbers have no order in this chat. */
  hasRandomMids(conversationId: ConversationId): boolean {
    return this.reading.hasRandomMids.get(conversationId)?.has_random_mids === 1;
  }

  /** Whether a chat is a row of the list. */
  isListed(conversationId: ConversationId): boolean {
    return this.reading.isListed.get(conversationId)?.is_listed === 1;
  }

  /** The rooms whose chats are rows of the list, in one question. */
  listedRooms(): ReadonlySet<NodeId> {
    return new Set(this.reading.listedRooms.all().map(({ node }) => toNodeId(node)));
  }

  /** Unread messages of a chat. */
  unreadCount(conversationId: ConversationId): number {
    return this.reading.unreadCount.get(conversationId)?.count ?? 0;
  }

  /** Unread messages of a chat that call the user by name. */
  unreadMentionCount(conversationId: ConversationId): number {
    return this.reading.unreadMentionCount.get(conversationId)?.count ?? 0;
  }

  /** Up to this number the chat was compared with the server, without a gap above the oldest message; 0 for never. */
  reconciledMid(conversationId: ConversationId): bigint {
    return BigInt(this.reading.reconciledMid.get(conversationId)?.mid ?? 0);
  }
}

/** Writing chats. Every call but the reading ones runs inside a transaction. */
export class ConversationWriter extends ConversationReader {
  private readonly writing;

  constructor(database: Database) {
    super(database);
    this.writing = prepareWriting(database);
  }

  /** Makes sure that the chat exists and is listed; answers its id and whether it is new in the list. */
  ensure(address: ConversationAddress): { conversationId: ConversationId; isNew: boolean } {
    const conversationId = conversationIdOf(address);
    this.ensureUnlisted(address);
    return { conversationId, isNew: this.writing.list.run(conversationId).changes > 0 };
  }

  /** Makes sure that there is a place for notes of the user's own. */
  ensureNotes(): void {
    this.writing.insert.run(notesId, 'notes', '');
  }

  /** Makes sure that the chat exists; a new one is not in the list. True when it is new. */
  ensureUnlisted(address: ConversationAddress): boolean {
    return this.writing.insert.run(conversationIdOf(address), address.kind, address.node).changes > 0;
  }

  /**
   * A friendship or a membership begins now, server's time in ms: the chat stands in the list by it while nothing later was
   * said. It never goes back. One that was deleted is in the list again.
   */
  begin(conversationId: ConversationId, beganAtMs: number): void {
    this.writing.begin.run(Math.round(beganAtMs), conversationId);
  }

  /** Sets the name shown for a chat; true when it changed. */
  setTitle(conversationId: ConversationId, title: string): boolean {
    return this.writing.setTitle.run(title, conversationId, title).changes > 0;
  }

  /** Sets the reading time that new messages of a chat begin with, seconds; null: they stay. */
  setBurnDefault(conversationId: ConversationId, seconds: number | null): void {
    this.writing.setBurnDefault.run(seconds, conversationId);
  }

  /** Chats whose messages go, or went, through a room. */
  through(room: NodeId): readonly ConversationId[] {
    return this.writing.through.all(room).map((row) => toConversationId(row.conversation_id));
  }

  /** Messages of a one-to-one chat go through this room while there is no friendship; true when it is another than before. */
  setViaRoom(conversationId: ConversationId, room: NodeId): boolean {
    return this.writing.setViaRoom.run(room, conversationId, room).changes > 0;
  }

  /**
   * Somebody has seen the chat down to a place: what is unread up to there is read, and so is a chat that was only marked. True
   * when there was any of it. What has come since stays unread, whatever the clocks say.
   */
  markRead(conversationId: ConversationId, { place, tieBreaker }: Place): boolean {
    const until = { conversation_id: conversationId, place, tie_breaker: tieBreaker };
    this.writing.moveReadPlace.run(until);
    const wasMarked = this.writing.unmark.run(conversationId).changes > 0;
    return this.writing.markRead.run(until).changes > 0 || wasMarked;
  }

  /**
   * Something at this place is news, though the history had it first and was taken for read: so is what stands behind it,
   * unless somebody has read the chat since. True when anything became unread.
   */
  isNewsAfterAll(conversationId: ConversationId, place: bigint): boolean {
    return this.writing.markUnread.run({ conversation_id: conversationId, place }).changes > 0;
  }

  /** Whether the user has seen a chat down to a place. */
  isReadTo(conversationId: ConversationId, place: bigint): boolean {
    return this.writing.isReadTo.get({ conversation_id: conversationId, place }) !== undefined;
  }

  /** Notes that the server's numbers have no order in this chat, after its messages were placed by their times. */
  noteRandomMids(conversationId: ConversationId): void {
    this.writing.noteRandomMids.run(conversationId);
  }

  markHistoryComplete(conversationId: ConversationId): void {
    this.writing.markHistoryComplete.run(conversationId);
  }

  /** Moves the mark of comparison up; it never goes back. */
  markReconciled(conversationId: ConversationId, mid: bigint): void {
    this.writing.markReconciled.run(mid, conversationId);
  }
}

function toConversation(row: ConversationRow): Conversation {
  return {
    conversationId: toConversationId(row.conversation_id),
    kind: row.kind,
    node: toNodeId(row.node),
    title: row.title,
    isHistoryComplete: row.is_history_complete === 1,
    burnDefaultSeconds: row.burn_default_seconds,
    beganAtMs: row.began_at_ms,
    viaRoom: row.via_room === '' ? null : toNodeId(row.via_room),
    droppedTombstones: row.dropped_placeholders,
  };
}

const toOutline = (row: OutlineRow): ConversationOutline => ({
  conversationId: toConversationId(row.conversation_id),
  newestMid: row.newest_mid === null ? null : BigInt(row.newest_mid),
  reconciledMid: BigInt(row.reconciled_mid),
  isHistoryComplete: row.is_history_complete === 1,
});

function prepareReading(database: Database) {
  return {
    byId: database.prepare<[string], ConversationRow>(
      `SELECT ${columns}, ${usableRoom} FROM conversation
       WHERE conversation_id = ? AND kind IN ('user', 'room')`,
    ),
    all: database.prepare<[], ConversationRow>(
      `SELECT ${columns}, ${usableRoom} FROM conversation WHERE is_listed = 1 ORDER BY conversation_id`,
    ),
    outlines: database.prepare<[number, number], OutlineRow>(
      `SELECT chat_number, conversation_id, is_history_complete, CAST(reconciled_mid AS TEXT) AS reconciled_mid,
         CAST(${newestMid} AS TEXT) AS newest_mid
       FROM conversation WHERE is_listed = 1 AND chat_number >= ? ORDER BY chat_number LIMIT ?`,
    ),
    grown: database.prepare<[], { conversation_id: string; newest_mid: string }>(
      `SELECT conversation_id, CAST(newest_mid AS TEXT) AS newest_mid FROM (
         SELECT conversation_id, reconciled_mid, ${newestMid} AS newest_mid FROM conversation WHERE is_listed = 1)
       WHERE newest_mid > reconciled_mid`,
    ),
    listed: database.prepare<[], { conversation_id: string }>(
      'SELECT conversation_id FROM conversation WHERE is_listed = 1',
    ),
    count: database.prepare<[], { count: number }>('SELECT count(*) AS count FROM conversation'),
    hasRandomMids: database.prepare<[string], { has_random_mids: number }>(
      'SELECT has_random_mids FROM conversation WHERE conversation_id = ?',
    ),
    isListed: database.prepare<[string], { is_listed: number }>(
      'SELECT is_listed FROM conversation WHERE conversation_id = ?',
    ),
    listedRooms: database.prepare<[], { node: string }>(
      "SELECT node FROM conversation WHERE kind = 'room' AND is_listed = 1",
    ),
    unreadCount: database.prepare<[string], { count: number }>(
      'SELECT unread_count AS count FROM conversation WHERE conversation_id = ?',
    ),
    unreadMentionCount: database.prepare<[string], { count: number }>(
      'SELECT unread_mention_count AS count FROM conversation WHERE conversation_id = ?',
    ),
    reconciledMid: database.prepare<[string], { mid: string }>(
      'SELECT CAST(reconciled_mid AS TEXT) AS mid FROM conversation WHERE conversation_id = ?',
    ),
  };
}

function prepareWriting(database: Database) {
  return {
    insert: database.prepareWriting<[string, string, string], never>(
      'INSERT OR IGNORE INTO conversation (conversation_id, kind, node, is_listed) VALUES (?, ?, ?, 0)',
    ),
    list: database.prepareWriting<[string], never>(
      'UPDATE conversation SET is_listed = 1 WHERE conversation_id = ? AND is_listed = 0',
    ),
    begin: database.prepareWriting<[number, string], never>(
      'UPDATE conversation SET began_at_ms = MAX(began_at_ms, ?), is_deleted = 0 WHERE conversation_id = ?',
    ),
    setTitle: database.prepareWriting<[string, string, string], never>(
      'UPDATE conversation SET title = ? WHERE conversation_id = ? AND title <> ?',
    ),
    through: database.prepareWriting<[string], { conversation_id: string }>(
      'SELECT conversation_id FROM conversation WHERE via_room = ?',
    ),
    setViaRoom: database.prepareWriting<[string, string, string], never>(
      'UPDATE conversation SET via_room = ? WHERE conversation_id = ? AND via_room <> ?',
    ),
    setBurnDefault: database.prepareWriting<[number | null, string], never>(
      'UPDATE conversation SET burn_default_seconds = ? WHERE conversation_id = ?',
    ),
    markRead: database.prepareWriting<object, never>(
      `UPDATE message INDEXED BY message_by_unread SET is_unread = NULL
       WHERE chat_number = ${chatNumberOf('@conversation_id')} AND is_unread = 1 AND (place, tie_breaker) <= (@place, @tie_breaker)`,
    ),
    unmark: database.prepareWriting<[string], never>(
      'UPDATE conversation SET is_marked_unread = 0 WHERE conversation_id = ? AND is_marked_unread = 1',
    ),
    moveReadPlace: database.prepareWriting<object, never>(
      `UPDATE conversation SET read_place = @place WHERE conversation_id = @conversation_id AND read_place < @place`,
    ),
    isReadTo: database.prepare<object, { chat_number: number }>(
      'SELECT chat_number FROM conversation WHERE conversation_id = @conversation_id AND read_place >= @place',
    ),
    markUnread: database.prepareWriting<object, never>(
      `UPDATE message SET is_unread = 1 WHERE chat_number = ${chatNumberOf('@conversation_id')} AND place >= @place
         AND is_mine = 0 AND content_state = 'present' AND is_unread IS NULL
         AND place > (SELECT read_place FROM conversation WHERE conversation_id = @conversation_id)`,
    ),
    noteRandomMids: database.prepareWriting<[string], never>(
      `UPDATE conversation SET has_random_mids = 1, cleared_place = cleared_ns, read_place = CASE read_place WHEN 0 THEN 0 ELSE COALESCE(
         (SELECT MAX(place) FROM message WHERE message.chat_number = conversation.chat_number
            AND is_unread IS NULL), 0) END
       WHERE conversation_id = ?`,
    ),
    markReconciled: database.prepareWriting<[bigint, string], never>(
      'UPDATE conversation SET reconciled_mid = MAX(reconciled_mid, ?) WHERE conversation_id = ?',
    ),
    markHistoryComplete: database.prepareWriting<[string], never>(
      'UPDATE conversation SET is_history_complete = 1 WHERE conversation_id = ?',
    ),
  };
}
