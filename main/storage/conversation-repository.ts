import {
  conversationIdOf,
  type Conversation,
  type ConversationAddress,
  type ConversationKind,
} from '../domain/conversation';
import { toConversationId, toNodeId, type ConversationId, type NodeId } from '../domain/ids';
import type { Database } from './database';

interface ConversationRow {
  readonly conversation_id: string;
  readonly kind: ConversationKind;
  readonly node: string;
  readonly title: string;
  readonly read_until_ns: string;
  readonly is_history_complete: number;
  readonly burn_default_seconds: number | null;
}

const columns =
  'conversation_id, kind, node, title, CAST(read_until_ns AS TEXT) AS read_until_ns, is_history_complete, burn_default_seconds';

// What counts as unread: content of others that is still there and newer than the reading mark.
const unread = `message.conversation_id = conversation.conversation_id AND is_mine = 0
  AND content_state = 'present' AND sort_ns > conversation.read_until_ns`;

/** Chats: who is on the other side, what was read, how far history is known. */
export class ConversationRepository {
  private readonly statements;

  constructor(database: Database) {
    this.statements = prepareStatements(database);
  }

  /** Makes sure that the chat exists and is listed; answers its id and whether it is new. */
  ensure(address: ConversationAddress): { conversationId: ConversationId; isNew: boolean } {
    const conversationId = conversationIdOf(address);
    const isNew = this.statements.insert.run(conversationId, address.kind, address.node).changes > 0;
    return { conversationId, isNew };
  }

  byId(conversationId: ConversationId): Conversation | null {
    const row = this.statements.byId.get(conversationId);
    return row === undefined ? null : toConversation(row);
  }

  all(): readonly Conversation[] {
    return this.statements.all.all().map(toConversation);
  }

  /** Sets the name shown for a chat; true when it changed. */
  setTitle(conversationId: ConversationId, title: string): boolean {
    return this.statements.setTitle.run(title, conversationId, title).changes > 0;
  }

  /** Sets the reading time that new messages of a chat begin with, seconds; null: they stay. */
  setBurnDefault(conversationId: ConversationId, seconds: number | null): void {
    this.statements.setBurnDefault.run(seconds, conversationId);
  }

  /**
   * Moves the reading mark to the newest message that the server has dated; true when something unread became read.
   * Messages that still wait stand where this computer's clock puts them, which may be in the future.
   */
  markRead(conversationId: ConversationId): boolean {
    const hadUnread = this.unreadCount(conversationId) > 0;
    this.statements.markRead.run({ conversation_id: conversationId });
    return hadUnread;
  }

  /** Sets the reading mark of a chat that was never read on this computer: its history is taken for read. */
  startReadingAt(conversationId: ConversationId, readUntilNs: bigint): void {
    this.statements.startReadingAt.run({ conversation_id: conversationId, ns: readUntilNs });
  }

  /**
   * Something at this place is news, though the history had it first: the mark goes back below it, unless the user has read
   * the chat since. True when it did.
   */
  isNewsAfterAll(conversationId: ConversationId, sortNs: bigint): boolean {
    return this.statements.takeBackReading.run({ conversation_id: conversationId, ns: sortNs }).changes > 0;
  }

  unreadCount(conversationId: ConversationId): number {
    return this.statements.unreadCount.get(conversationId)?.count ?? 0;
  }

  /** Whether something unread of a chat calls this node. */
  hasUnreadMention(conversationId: ConversationId, node: NodeId): boolean {
    return this.statements.unreadMention.get({ conversation_id: conversationId, node })?.is_there === 1;
  }

  unreadTotal(): number {
    return this.statements.unreadTotal.get()?.count ?? 0;
  }

  markHistoryComplete(conversationId: ConversationId): void {
    this.statements.markHistoryComplete.run(conversationId);
  }

  /** Up to this number the chat was compared with the server, without a gap above the oldest message; 0 for never. */
  reconciledMid(conversationId: ConversationId): bigint {
    return BigInt(this.statements.reconciledMid.get(conversationId)?.mid ?? 0);
  }

  /** Moves the mark of comparison up; it never goes back. */
  markReconciled(conversationId: ConversationId, mid: bigint): void {
    this.statements.markReconciled.run(mid, conversationId);
  }
}

function toConversation(row: ConversationRow): Conversation {
  return {
    conversationId: toConversationId(row.conversation_id),
    kind: row.kind,
    node: toNodeId(row.node),
    title: row.title,
    readUntilNs: BigInt(row.read_until_ns),
    isHistoryComplete: row.is_history_complete === 1,
    burnDefaultSeconds: row.burn_default_seconds,
  };
}

function prepareStatements(database: Database) {
  return {
    insert: database.prepare<[string, string, string], never>(
      'INSERT OR IGNORE INTO conversation (conversation_id, kind, node) VALUES (?, ?, ?)',
    ),
    byId: database.prepare<[string], ConversationRow>(
      `SELECT ${columns} FROM conversation WHERE conversation_id = ?`,
    ),
    all: database.prepare<[], ConversationRow>(`SELECT ${columns} FROM conversation WHERE is_listed = 1`),
    setTitle: database.prepare<[string, string, string], never>(
      'UPDATE conversation SET title = ? WHERE conversation_id = ? AND title <> ?',
    ),
    setBurnDefault: database.prepare<[number | null, string], never>(
      'UPDATE conversation SET burn_default_seconds = ? WHERE conversation_id = ?',
    ),
    markRead: database.prepare<object, never>(
      `UPDATE conversation SET assumed_read_ns = 0, read_until_ns = MAX(read_until_ns, COALESCE(
         (SELECT sort_ns FROM message WHERE conversation_id = @conversation_id AND mid IS NOT NULL
          ORDER BY sort_ns DESC LIMIT 1), 0))
       WHERE conversation_id = @conversation_id`,
    ),
    startReadingAt: database.prepare<object, never>(
      `UPDATE conversation SET read_until_ns = @ns, assumed_read_ns = @ns
       WHERE conversation_id = @conversation_id AND read_until_ns = 0`,
    ),
    takeBackReading: database.prepare<object, never>(
      `UPDATE conversation SET read_until_ns = @ns - 1, assumed_read_ns = @ns - 1
       WHERE conversation_id = @conversation_id AND assumed_read_ns = read_until_ns AND assumed_read_ns >= @ns`,
    ),
    unreadCount: database.prepare<[string], { count: number }>(
      `SELECT count(*) AS count FROM message, conversation WHERE ${unread} AND conversation.conversation_id = ?`,
    ),
    unreadMention: database.prepare<object, { is_there: number }>(
      `SELECT EXISTS (SELECT 1 FROM message JOIN content USING (row_number), conversation
         WHERE ${unread} AND conversation.conversation_id = @conversation_id AND content.mentions IS NOT NULL
           AND @node IN (SELECT value FROM json_each(content.mentions))) AS is_there`,
    ),
    unreadTotal: database.prepare<[], { count: number }>(
      `SELECT count(*) AS count FROM message, conversation WHERE ${unread}`,
    ),
    reconciledMid: database.prepare<[string], { mid: string }>(
      'SELECT CAST(reconciled_mid AS TEXT) AS mid FROM conversation WHERE conversation_id = ?',
    ),
    markReconciled: database.prepare<[bigint, string], never>(
      'UPDATE conversation SET reconciled_mid = MAX(reconciled_mid, ?) WHERE conversation_id = ?',
    ),
    markHistoryComplete: database.prepare<[string], never>(
      'UPDATE conversation SET is_history_complete = 1 WHERE conversation_id = ?',
    ),
  };
}
