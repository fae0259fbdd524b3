import { toNodeId, type ConversationId, type NodeId } from '../domain/ids';
import type { MemberListName, MemberListState } from '../domain/member-list';
import { chatNumberOf } from './chat-number';
import type { Database } from './database';

/** One of the two lists of one room. */
export interface MemberListKey {
  readonly conversationId: ConversationId;
  readonly list: MemberListName;
}

/** Reading who is in rooms, as the server said last. No call needs a transaction. */
export class MemberReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = prepareReading(database);
  }

  /** What is known of a list; null when the server has never told it. */
  state({ conversationId, list }: MemberListKey): MemberListState | null {
    const row = this.reading.state.get(conversationId, list);
    return row === undefined ? null : { count: row.entry_count, leftOutCount: row.left_out_count };
  }

  /** How many are in a list, those included who are not kept; null when the server has never told it. */
  countOf(key: MemberListKey): number | null {
    const state = this.state(key);
    return state === null ? null : state.count + state.leftOutCount;
  }

  /** Everybody in a list. */
  nodes({ conversationId, list }: MemberListKey): ReadonlySet<NodeId> {
    return new Set(this.reading.nodes.all(conversationId, list).map(toNode));
  }

  /** Whether somebody is in a list, as far as it is kept. */
  has({ conversationId, list }: MemberListKey, node: NodeId): boolean {
    return this.reading.has.get(conversationId, list, node) !== undefined;
  }

  /** Those in a list of whom the server has told nothing yet, not even a name. */
  untold({ conversationId, list }: MemberListKey): readonly NodeId[] {
    return this.reading.untold.all(conversationId, list).map(toNode);
  }

  /** How many those are. */
  untoldCount({ conversationId, list }: MemberListKey): number {
    return this.reading.untoldCount.get(conversationId, list)?.count ?? 0;
  }
}

/** Writing them. Every call but the reading ones runs inside a transaction. */
export class MemberWriter extends MemberReader {
  private readonly writing;

  constructor(database: Database) {
    super(database);
    this.writing = prepareWriting(database);
  }

  /**
   * The server has told a list: it is this one now. True when it is another than before. Of a room that has no chat here, because
   * the list of rooms has not told of it yet, nothing is kept.
   */
  replace({ conversationId, list }: MemberListKey, nodes: readonly NodeId[], leftOutCount: number): boolean {
    const told = { conversation_id: conversationId, list, nodes: JSON.stringify(nodes) };
    const gone = this.writing.removeOthers.run(told).changes;
    const come = this.writing.addAll.run(told).changes;
    const isNew = this.writing.setState.run({
      conversation_id: conversationId,
      list,
      entry_count: new Set(nodes).size,
      left_out_count: leftOutCount,
    });
    return gone > 0 || come > 0 || isNew.changes > 0;
  }

  /** Somebody is in a list now, if it is known at all; true when they were not. */
  add({ conversationId, list }: MemberListKey, node: NodeId): boolean {
    const isAdded = this.writing.add.run({ conversation_id: conversationId, list, node }).changes > 0;
    if (isAdded) this.writing.count.run(1, conversationId, list);
    return isAdded;
  }

  /** Somebody is in a list no longer; true when they were. */
  remove({ conversationId, list }: MemberListKey, node: NodeId): boolean {
    const isRemoved = this.writing.remove.run(conversationId, list, node).changes > 0;
    if (isRemoved) this.writing.count.run(-1, conversationId, list);
    return isRemoved;
  }

  /** The account is not in the room any more: nobody tells it who is. */
  forget(conversationId: ConversationId): void {
    this.writing.forgetNodes.run(conversationId);
    this.writing.forgetLists.run(conversationId);
  }
}

const toNode = ({ node }: { readonly node: string }): NodeId => toNodeId(node);

function prepareReading(database: Database) {
  const inList = (conversationId: string, list: string): string =>
    `member.chat_number = ${chatNumberOf(conversationId)} AND member.list = ${list}`;
  const untold = `FROM room_member AS member LEFT JOIN person USING (node)
    WHERE ${inList('?', '?')} AND COALESCE(person.name, '') = '' AND COALESCE(person.card_told_at_ms, 0) = 0`;
  return {
    state: database.prepare<[string, string], { entry_count: number; left_out_count: number }>(
      `SELECT entry_count, left_out_count FROM room_member_list WHERE chat_number = ${chatNumberOf('?')} AND list = ?`,
    ),
    nodes: database.prepare<[string, string], { node: string }>(
      `SELECT node FROM room_member AS member WHERE ${inList('?', '?')}`,
    ),
    has: database.prepare<[string, string, string], { node: string }>(
      `SELECT node FROM room_member AS member WHERE ${inList('?', '?')} AND node = ?`,
    ),
    untold: database.prepare<[string, string], { node: string }>(`SELECT member.node ${untold}`),
    untoldCount: database.prepare<[string, string], { count: number }>(`SELECT count(*) AS count ${untold}`),
  };
}

function prepareWriting(database: Database) {
  const ofChat = (conversationId: string): string => `chat_number = ${chatNumberOf(conversationId)}`;
  return {
    addAll: database.prepareWriting<object, never>(
      `INSERT OR IGNORE INTO room_member (chat_number, list, node)
       SELECT ${chatNumberOf('@conversation_id')}, @list, value FROM json_each(@nodes)`,
    ),
    removeOthers: database.prepareWriting<object, never>(
      `DELETE FROM room_member WHERE ${ofChat('@conversation_id')} AND list = @list
         AND node NOT IN (SELECT value FROM json_each(@nodes))`,
    ),
    setState: database.prepareWriting<object, never>(
      `INSERT INTO room_member_list (chat_number, list, entry_count, left_out_count)
       SELECT chat_number, @list, @entry_count, @left_out_count FROM conversation
       WHERE conversation_id = @conversation_id
       ON CONFLICT DO UPDATE SET entry_count = excluded.entry_count, left_out_count = excluded.left_out_count
       WHERE entry_count <> excluded.entry_count OR left_out_count <> excluded.left_out_count`,
    ),
    add: database.prepareWriting<object, never>(
      `INSERT OR IGNORE INTO room_member (chat_number, list, node)
       SELECT chat_number, list, @node FROM room_member_list WHERE ${ofChat('@conversation_id')} AND list = @list`,
    ),
    remove: database.prepareWriting<[string, string, string], never>(
      `DELETE FROM room_member WHERE ${ofChat('?')} AND list = ? AND node = ?`,
    ),
    count: database.prepareWriting<[number, string, string], never>(
      `UPDATE room_member_list SET entry_count = entry_count + ? WHERE ${ofChat('?')} AND list = ?`,
    ),
    forgetNodes: database.prepareWriting<[string], never>(`DELETE FROM room_member WHERE ${ofChat('?')}`),
    forgetLists: database.prepareWriting<[string], never>(
      `DELETE FROM room_member_list WHERE ${ofChat('?')}`,
    ),
  };
}
