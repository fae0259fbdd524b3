import { toConversationId, type ConversationId } from '../domain/ids';
import type { Database } from './database';

/** What the number on the tray is made of, over all chats of the list. */
export interface UnreadTally {
  /** Of chats that are neither muted nor archived: their unread messages, and one for each that is only marked. */
  readonly loud: number;
  /** Unread messages that call the user by name in muted and archived ones. */
  readonly quietMentions: number;
}

/** Reading what the user has made of chats. No call needs a transaction. */
export class ChatCareReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = prepareReading(database);
  }

  /** Until when a chat is muted, ms; 0 for one that is not, or is not there. Whoever asks compares it with the time. */
  mutedUntilMs(conversationId: ConversationId): number {
    return this.reading.mutedUntil.get(conversationId)?.muted_until_ms ?? 0;
  }

  /** When the next mute ends, ms; null when none is waiting. */
  nextMuteEndMs(): number | null {
    return this.reading.nextMuteEnd.get()?.muted_until_ms ?? null;
  }

  isPinned(conversationId: ConversationId): boolean {
    return (this.reading.pinRank.get(conversationId)?.pin_rank ?? 0) > 0;
  }

  /** How many chats are pinned. */
  pinnedCount(): number {
    return this.reading.pinnedCount.get()?.count ?? 0;
  }

  /** What is unread, from two numbers that are kept with every message. */
  unreadTally(): UnreadTally {
    const row = this.reading.tally.get();
    return { loud: row?.unread_count ?? 0, quietMentions: row?.quiet_mention_count ?? 0 };
  }

  /** Whether the chat was deleted here and nothing was said since. */
  isDeleted(conversationId: ConversationId): boolean {
    return this.reading.isDeleted.get(conversationId)?.is_deleted === 1;
  }

  /** Up to this place the chat was deleted: what stands there is not taken in again. 0 for nothing. */
  clearedPlace(conversationId: ConversationId): bigint {
    return BigInt(this.reading.clearedPlace.get(conversationId)?.place ?? 0);
  }
}

/** Writing it. Every call but the reading ones runs inside a transaction. Each answers whether anything changed. */
export class ChatCareWriter extends ChatCareReader {
  private readonly writing;

  constructor(database: Database) {
    super(database);
    this.writing = prepareWriting(database);
  }

  /** Puts a chat above all others; out of the archive, if it is there. One that is pinned stays where it is. */
  pin(conversationId: ConversationId): boolean {
    return this.writing.pin.run(conversationId).changes > 0;
  }

  unpin(conversationId: ConversationId): boolean {
    return this.writing.unpin.run(conversationId).changes > 0;
  }

  /** Mutes a chat until a moment, ms; 0: no more. */
  mute(conversationId: ConversationId, untilMs: number): boolean {
    return this.writing.mute.run(untilMs, conversationId, untilMs).changes > 0;
  }

  /** Ends every mute whose time is over; answers which chats are heard again. */
  endMutes(nowMs: number): readonly ConversationId[] {
    return this.writing.endMutes.all(nowMs).map((row) => toConversationId(row.conversation_id));
  }

  /** Puts a chat away, or back into the list. One that is put away is pinned no longer. */
  setArchived(conversationId: ConversationId, isArchived: boolean): boolean {
    const flag = isArchived ? 1 : 0;
    return this.writing.setArchived.run(flag, flag, conversationId, flag).changes > 0;
  }

  /** Marks a chat as unread, or takes the mark away; the messages of it are another matter. */
  setMarkedUnread(conversationId: ConversationId, isMarked: boolean): boolean {
    const flag = isMarked ? 1 : 0;
    return this.writing.setMarkedUnread.run(flag, conversationId, flag).changes > 0;
  }

  /** Somebody wants a deleted chat back in the list, empty as it is. */
  bringBack(conversationId: ConversationId): boolean {
    return this.writing.bringBack.run(conversationId).changes > 0;
  }
}

function prepareReading(database: Database) {
  return {
    mutedUntil: database.prepare<[string], { muted_until_ms: number }>(
      'SELECT muted_until_ms FROM conversation WHERE conversation_id = ?',
    ),
    nextMuteEnd: database.prepare<[], { muted_until_ms: number }>(
      'SELECT muted_until_ms FROM conversation WHERE muted_until_ms > 0 ORDER BY muted_until_ms LIMIT 1',
    ),
    pinRank: database.prepare<[string], { pin_rank: number }>(
      'SELECT pin_rank FROM conversation WHERE conversation_id = ?',
    ),
    pinnedCount: database.prepare<[], { count: number }>(
      'SELECT count(*) AS count FROM conversation WHERE pin_rank > 0',
    ),
    tally: database.prepare<[], { unread_count: number; quiet_mention_count: number }>(
      'SELECT unread_count, quiet_mention_count FROM tally WHERE tally_number = 1',
    ),
    isDeleted: database.prepare<[string], { is_deleted: number }>(
      'SELECT is_deleted FROM conversation WHERE conversation_id = ?',
    ),
    clearedPlace: database.prepare<[string], { place: string }>(
      'SELECT CAST(cleared_place AS TEXT) AS place FROM conversation WHERE conversation_id = ?',
    ),
  };
}

function prepareWriting(database: Database) {
  return {
    pin: database.prepareWriting<[string], never>(
      `UPDATE conversation SET is_archived = 0,
         pin_rank = (SELECT COALESCE(MAX(pin_rank), 0) + 1 FROM conversation WHERE pin_rank > 0)
       WHERE conversation_id = ? AND pin_rank = 0`,
    ),
    unpin: database.prepareWriting<[string], never>(
      'UPDATE conversation SET pin_rank = 0 WHERE conversation_id = ? AND pin_rank > 0',
    ),
    mute: database.prepareWriting<[number, string, number], never>(
      'UPDATE conversation SET muted_until_ms = ? WHERE conversation_id = ? AND muted_until_ms <> ?',
    ),
    endMutes: database.prepareWriting<[number], { conversation_id: string }>(
      `UPDATE conversation SET muted_until_ms = 0 WHERE muted_until_ms > 0 AND muted_until_ms <= ?
       RETURNING conversation_id`,
    ),
    setArchived: database.prepareWriting<[number, number, string, number], never>(
      `UPDATE conversation SET is_archived = ?, pin_rank = CASE ? WHEN 1 THEN 0 ELSE pin_rank END
       WHERE conversation_id = ? AND is_archived <> ?`,
    ),
    setMarkedUnread: database.prepareWriting<[number, string, number], never>(
      'UPDATE conversation SET is_marked_unread = ? WHERE conversation_id = ? AND is_marked_unread <> ?',
    ),
    bringBack: database.prepareWriting<[string], never>(
      'UPDATE conversation SET is_deleted = 0 WHERE conversation_id = ? AND is_deleted = 1',
    ),
  };
}
