import { toConversationId, toServerMid, type ConversationId, type ServerMid } from '../domain/ids';
import type { Place } from '../domain/place';
import type { Receipt, ReceiptMarks } from '../domain/receipt';
import { chatNumberOf } from './chat-number';
import type { Database } from './database';

/** What the other side of a chat has still to be told. */
export interface DueReceipt {
  readonly conversationId: ConversationId;
  readonly receipt: Receipt;
  /** Behind which the next ones are read. */
  readonly chatNumber: number;
}

interface MarksRow {
  readonly delivered_place: string;
  readonly read_place: string;
}

interface DueRow {
  readonly conversation_id: string;
  readonly chat_number: number;
  readonly here_mid: string;
  readonly seen_mid: string;
}

/** Reading receipts: a few numbers for each chat, however many messages it has. No call needs a transaction. */
export class ReceiptReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = prepareReading(database);
  }

  /** What the other side of a chat has told; null where it has told nothing. Lists read it with their rows: see `ViewReader`. */
  marksOf(conversationId: ConversationId): ReceiptMarks | null {
    const row = this.reading.marks.get(conversationId);
    if (row === undefined) return null;
    return { deliveredPlace: BigInt(row.delivered_place), readPlace: BigInt(row.read_place) };
  }

  /** The next so many chats behind one, 0 for the first, whose other side has still to be told something. */
  due(afterChatNumber: number, most: number): readonly DueReceipt[] {
    return this.reading.due.all(afterChatNumber, most).map((row) => ({
      conversationId: toConversationId(row.conversation_id),
      receipt: {
        delivered: toServerMid(BigInt(row.here_mid)),
        read: toServerMid(BigInt(row.seen_mid)),
      },
      chatNumber: row.chat_number,
    }));
  }
}

/** Writing them. Every call but the reading ones runs inside a transaction. No number ever goes back. */
export class ReceiptWriter extends ReceiptReader {
  private readonly writing;

  constructor(database: Database) {
    super(database);
    this.writing = prepareWriting(database);
  }

  /** The other side has what was sent to it down to a place, and has read it down to another one. True when that was news. */
  hear(conversationId: ConversationId, { deliveredPlace, readPlace }: ReceiptMarks): boolean {
    const heard = {
      conversation_id: conversationId,
      delivered_place: deliveredPlace > readPlace ? deliveredPlace : readPlace,
      read_place: readPlace,
    };
    return this.writing.hear.run(heard).changes > 0;
  }

  /** A message of the other side is here, which they are to be told. */
  noteHere(conversationId: ConversationId, mid: ServerMid, place: bigint): void {
    this.writing.noteHere.run({ conversation_id: conversationId, mid, place });
  }

  /**
   * Somebody sees the chat down to a place: the newest message that is unread up to there has been read, which the other side is to
   * be told. What burns is left out: reading it is a matter of opening it. To be called before the messages are marked. True when
   * there is something to tell.
   */
  noteRead(conversationId: ConversationId, { place, tieBreaker }: Place): boolean {
    const until = { conversation_id: conversationId, place, tie_breaker: tieBreaker };
    const newest = this.writing.newestUnread.get(until);
    if (newest === undefined) return false;
    const read = { conversation_id: conversationId, mid: BigInt(newest.mid), place: BigInt(newest.place) };
    return this.writing.noteRead.run(read).changes > 0;
  }

  /** The other side was told, or need not be; what has become due since stays. */
  noteTold({ conversationId, receipt }: Pick<DueReceipt, 'conversationId' | 'receipt'>): void {
    this.writing.noteTold.run({
      conversation_id: conversationId,
      here_mid: receipt.delivered ?? 0n,
      seen_mid: receipt.read ?? 0n,
    });
  }
}

function prepareReading(database: Database) {
  return {
    marks: database.prepare<[string], MarksRow>(
      `SELECT CAST(peer_delivered_place AS TEXT) AS delivered_place,
         CAST(peer_read_place AS TEXT) AS read_place
       FROM receipt WHERE peer_delivered_place > 0 AND chat_number = ${chatNumberOf('?')}`,
    ),
    // What was read is here, whatever came first.
    due: database.prepare<[number, number], DueRow>(
      `SELECT conversation_id, chat_number, CAST(CASE WHEN here_place < seen_place THEN seen_mid ELSE here_mid END AS TEXT) AS here_mid,
         CAST(seen_mid AS TEXT) AS seen_mid
       FROM receipt JOIN conversation USING (chat_number)
       WHERE is_due = 1 AND chat_number > ? ORDER BY chat_number LIMIT ?`,
    ),
  };
}

function prepareWriting(database: Database) {
  const chat = chatNumberOf('@conversation_id');
  const isThere = `FROM conversation WHERE conversation_id = @conversation_id`;
  return {
    hear: database.prepareWriting<object, never>(
      `INSERT INTO receipt (chat_number, peer_delivered_place, peer_read_place)
         SELECT chat_number, @delivered_place, @read_place ${isThere}
       ON CONFLICT (chat_number) DO UPDATE SET
         peer_delivered_place = MAX(peer_delivered_place, excluded.peer_delivered_place),
         peer_read_place = MAX(peer_read_place, excluded.peer_read_place)
       WHERE excluded.peer_delivered_place > peer_delivered_place OR excluded.peer_read_place > peer_read_place`,
    ),
    noteHere: database.prepareWriting<object, never>(
      `INSERT INTO receipt (chat_number, here_mid, here_place, is_due) SELECT chat_number, @mid, @place, 1 ${isThere}
       ON CONFLICT (chat_number) DO UPDATE SET here_mid = excluded.here_mid, here_place = excluded.here_place, is_due = 1
       WHERE excluded.here_place > here_place`,
    ),
    noteRead: database.prepareWriting<object, never>(
      `INSERT INTO receipt (chat_number, seen_mid, seen_place, is_due) SELECT chat_number, @mid, @place, 1 ${isThere}
       ON CONFLICT (chat_number) DO UPDATE SET seen_mid = excluded.seen_mid, seen_place = excluded.seen_place, is_due = 1
       WHERE excluded.seen_place > seen_place`,
    ),
    newestUnread: database.prepare<object, { mid: string; place: string }>(
      `SELECT CAST(mid AS TEXT) AS mid, CAST(place AS TEXT) AS place FROM message INDEXED BY message_by_unread
       WHERE chat_number = ${chat} AND is_unread = 1 AND (place, tie_breaker) <= (@place, @tie_breaker)
         AND burn_seconds IS NULL AND mid IS NOT NULL
       ORDER BY message.place DESC, tie_breaker DESC LIMIT 1`,
    ),
    noteTold: database.prepareWriting<object, never>(
      `UPDATE receipt SET is_due = 0 WHERE chat_number = ${chat} AND is_due = 1 AND seen_mid = @seen_mid
         AND @here_mid = CASE WHEN here_place < seen_place THEN seen_mid ELSE here_mid END`,
    ),
  };
}
