import { toConversationId, toNodeId, type ConversationId } from '../domain/ids';
import {
  gathered,
  mostRoomLines,
  type LearntOfRoom,
  type RoomLine,
  type RoomLineKind,
} from '../domain/room-line';
import { chatNumberOf } from './chat-number';
import type { Database } from './database';

interface RoomLineRow {
  readonly line_number: number;
  readonly kind: RoomLineKind;
  readonly place: string;
  readonly at_ms: number;
  readonly nodes: string;
  readonly node_count: number;
  readonly text: string | null;
}

/** Reading what was learnt of rooms. No call needs a transaction. */
export class RoomLineReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = prepareReading(database);
  }

  /** Every line that is kept of a room, in the order in which they were learnt. */
  of(conversationId: ConversationId): readonly RoomLine[] {
    return this.reading.ofChat.all(conversationId).map((row) => toRoomLine(row, conversationId));
  }

  /** The last one; null when there is none. */
  last(conversationId: ConversationId): RoomLine | null {
    const row = this.reading.last.get(conversationId);
    return row === undefined ? null : toRoomLine(row, conversationId);
  }
}

/** Writing them. Every call but the reading ones runs inside a transaction. */
export class RoomLineWriter extends RoomLineReader {
  private readonly writing;
  private readonly nextPlace;

  constructor(database: Database) {
    super(database);
    this.writing = prepareWriting(database);
    this.nextPlace = database.prepare<object, { place: string }>(nextPlace);
  }

  /**
   * Puts what was learnt at the end of a room's timeline as it is now. What belongs to the line before it is told in that one; of
   * too many lines the oldest go.
   */
  add(conversationId: ConversationId, learnt: LearntOfRoom, atMs: number): void {
    const place = BigInt(this.nextPlace.get({ conversation_id: conversationId })?.place ?? 0);
    const last = this.last(conversationId);
    const together = last === null ? null : gathered(last, learnt, { place, atMs });
    if (last !== null && together !== null) {
      this.writing.grow.run(JSON.stringify(together.nodes), together.count, last.lineNumber);
      return;
    }
    this.writing.insert.run({
      conversation_id: conversationId,
      kind: learnt.kind,
      place,
      at_ms: Math.round(atMs),
      nodes: JSON.stringify(learnt.nodes),
      node_count: learnt.count,
      text: learnt.text,
    });
    this.writing.dropOldest.run({ conversation_id: conversationId, most: mostRoomLines });
  }

  /** The numbers of a chat turned out to have no order: its lines stand by their times, as its messages do. */
  placeByTime(conversationId: ConversationId): void {
    this.writing.placeByTime.run(conversationId);
  }
}

// Where places are times the next one is free, and no number of the server decides about the order.
const nextPlace = `SELECT CAST(COALESCE((SELECT place FROM message WHERE chat_number = conversation.chat_number
    AND delivery <> 'pending' ORDER BY place DESC, tie_breaker DESC LIMIT 1), 0) + has_random_mids AS TEXT) AS place
  FROM conversation WHERE conversation_id = @conversation_id`;

const toRoomLine = (row: RoomLineRow, conversationId: ConversationId): RoomLine => ({
  conversationId: toConversationId(conversationId),
  lineNumber: row.line_number,
  kind: row.kind,
  place: BigInt(row.place),
  atMs: row.at_ms,
  // Written by `add`, so it is a list of them.
  nodes: (JSON.parse(row.nodes) as readonly string[]).map(toNodeId),
  count: row.node_count,
  text: row.text,
});

function prepareReading(database: Database) {
  const columns = 'line_number, kind, CAST(place AS TEXT) AS place, at_ms, nodes, node_count, text';
  const ofChat = `SELECT ${columns} FROM room_line WHERE chat_number = ${chatNumberOf('?')} ORDER BY line_number`;
  return {
    ofChat: database.prepare<[string], RoomLineRow>(ofChat),
    last: database.prepare<[string], RoomLineRow>(`${ofChat} DESC LIMIT 1`),
  };
}

function prepareWriting(database: Database) {
  return {
    insert: database.prepareWriting<object, never>(
      `INSERT INTO room_line (chat_number, kind, place, at_ms, nodes, node_count, text)
       VALUES (${chatNumberOf('@conversation_id')}, @kind, @place, @at_ms, @nodes, @node_count, @text)`,
    ),
    grow: database.prepareWriting<[string, number, number], never>(
      'UPDATE room_line SET nodes = ?, node_count = ? WHERE line_number = ?',
    ),
    dropOldest: database.prepareWriting<object, never>(
      `DELETE FROM room_line WHERE chat_number = ${chatNumberOf('@conversation_id')} AND line_number <= (
         SELECT line_number FROM room_line WHERE chat_number = ${chatNumberOf('@conversation_id')}
         ORDER BY line_number DESC LIMIT 1 OFFSET @most)`,
    ),
    placeByTime: database.prepareWriting<[string], never>(
      `UPDATE room_line SET place = at_ms * 1000000 WHERE chat_number = ${chatNumberOf('?')}`,
    ),
  };
}
