import type { ConversationId } from '../domain/ids';
import { chatNumberOf } from './chat-number';
import type { Database } from './database';

/** Numbers of a chat between which the server may have messages that are not here; both ends are outside of it. */
export interface HistoryGap {
  readonly floorMid: bigint;
  readonly ceilingMid: bigint;
}

interface GapRow {
  readonly floor_mid: string;
  readonly ceiling_mid: string;
}

/**
 * Reading where the history of a chat that is here has gaps: between what somebody went to far back, and what is above it. Chats whose
 * numbers have no order have none. What is below the oldest message is no gap but the rest of the history. No call needs a
 * transaction.
 */
export class HistoryGapReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = prepareReading(database);
  }

  /** The first gap of a chat at or below a place; null for none. A message at its ceiling has it right below. */
  under(conversationId: ConversationId, place: bigint): HistoryGap | null {
    return gapOrNull(this.reading.under.get(conversationId, place));
  }

  /** The gap that a number is in, else the first one above it; null for none. A message at its floor has it right above. */
  from(conversationId: ConversationId, mid: bigint): HistoryGap | null {
    return gapOrNull(this.reading.from.get(conversationId, mid));
  }

  /** Gaps of a chat, the lowest first. */
  all(conversationId: ConversationId): readonly HistoryGap[] {
    return this.reading.all.all(conversationId).map(toGap);
  }
}

/** Writing them. Every call but the reading ones runs inside a transaction. */
export class HistoryGapWriter extends HistoryGapReader {
  private readonly writing;

  constructor(database: Database) {
    super(database);
    this.writing = prepareWriting(database);
  }

  /** Notes a gap that no other one touches. */
  open(conversationId: ConversationId, { floorMid, ceilingMid }: HistoryGap): void {
    if (ceilingMid - floorMid > 1n) this.writing.open.run(conversationId, ceilingMid, floorMid);
  }

  /** Everything from one number up to another, both included, is here: what was a gap there is none any more. */
  cover(conversationId: ConversationId, lowestMid: bigint, highestMid: bigint): void {
    for (const { floorMid, ceilingMid } of this.all(conversationId)) {
      if (ceilingMid <= lowestMid || floorMid >= highestMid) continue;
      this.writing.close.run(conversationId, ceilingMid);
      if (floorMid < lowestMid) this.open(conversationId, { floorMid, ceilingMid: lowestMid });
      if (highestMid < ceilingMid) this.open(conversationId, { floorMid: highestMid, ceilingMid });
    }
  }

  /** The numbers of the chat have no order, or what it had is gone. */
  forget(conversationId: ConversationId): void {
    this.writing.forget.run(conversationId);
  }
}

// Numbers of 64 bits come as text: a JavaScript number would round them.
const columns = 'CAST(floor_mid AS TEXT) AS floor_mid, CAST(ceiling_mid AS TEXT) AS ceiling_mid';

function prepareReading(database: Database) {
  return {
    under: database.prepare<[string, bigint], GapRow>(
      `SELECT ${columns} FROM history_gap WHERE chat_number = ${chatNumberOf('?')} AND history_gap.ceiling_mid <= ?
       ORDER BY history_gap.ceiling_mid DESC LIMIT 1`,
    ),
    from: database.prepare<[string, bigint], GapRow>(
      `SELECT ${columns} FROM history_gap WHERE chat_number = ${chatNumberOf('?')} AND history_gap.ceiling_mid > ?
       ORDER BY history_gap.ceiling_mid LIMIT 1`,
    ),
    all: database.prepare<[string], GapRow>(
      `SELECT ${columns} FROM history_gap WHERE chat_number = ${chatNumberOf('?')} ORDER BY history_gap.ceiling_mid`,
    ),
  };
}

function prepareWriting(database: Database) {
  return {
    open: database.prepareWriting<[string, bigint, bigint], never>(
      `INSERT OR REPLACE INTO history_gap (chat_number, ceiling_mid, floor_mid) VALUES (${chatNumberOf('?')}, ?, ?)`,
    ),
    close: database.prepareWriting<[string, bigint], never>(
      `DELETE FROM history_gap WHERE chat_number = ${chatNumberOf('?')} AND ceiling_mid = ?`,
    ),
    forget: database.prepareWriting<[string], never>(
      `DELETE FROM history_gap WHERE chat_number = ${chatNumberOf('?')}`,
    ),
  };
}

const toGap = ({ floor_mid, ceiling_mid }: GapRow): HistoryGap => ({
  floorMid: BigInt(floor_mid),
  ceilingMid: BigInt(ceiling_mid),
});

const gapOrNull = (row: GapRow | undefined): HistoryGap | null => (row === undefined ? null : toGap(row));

/** SQL of the place above which nothing is known down from a place: a page upwards ends there. */
export const pageFloorOf = (place: string): string =>
  `COALESCE((SELECT ceiling_mid FROM history_gap WHERE history_gap.chat_number = ${chatNumberOf('@conversation_id')}
     AND ceiling_mid <= ${place} ORDER BY ceiling_mid DESC LIMIT 1), -9223372036854775808)`;

/** The same of a page downwards. */
export const pageCeilingOf = (place: string): string =>
  `COALESCE((SELECT floor_mid FROM history_gap WHERE history_gap.chat_number = ${chatNumberOf('@conversation_id')}
     AND ceiling_mid > ${place} ORDER BY ceiling_mid LIMIT 1), 9223372036854775807)`;
