import type { ConversationId, MessageId, NodeId, ServerMid } from '../domain/ids';
import { chatNumberOf } from './chat-number';
import type { Database } from './database';
import { messageIdOf, toStoredId, type StoredId } from './stored-id';

/** Whether a message belongs to a chat that is being erased: nothing but the erasing may find it. */
export const isBeingErased = `chat_number IN (SELECT chat_number FROM conversation WHERE kind = 'erasing')`;

/**
 * So many of the messages that were deleted with a chat are known when they come again, the newest: one that its author's client
 * sends once more after that many others is no late one any more.
 */
export const mostCleared = 2_000;

/** A message as its author's client names it. */
export interface AuthoredMessage {
  readonly author: NodeId;
  readonly cid: string;
}

/** Reading what is left of deleted chats. No call needs a transaction. */
export class DeletedChatReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = prepareReading(database);
  }

  /** Some of what still has to be erased, the oldest first; none when everything is. */
  leftovers(most: number): readonly MessageId[] {
    return this.reading.leftovers.all(most).map(messageIdOf);
  }

  /** Whether anything of a deleted chat is still there. */
  hasLeftovers(): boolean {
    return this.reading.erasing.get() !== undefined;
  }

  /** Whether a number of the server is that of a message that was deleted with the chat and came again (`noteLateCopy`). */
  isLateCopy(conversationId: ConversationId, mid: ServerMid): boolean {
    return this.reading.lateCopy.get(conversationId, mid) !== undefined;
  }

  /** Burn messages of somebody else that were opened in a chat and whose clocks run. */
  openedBurns(conversationId: ConversationId): readonly MessageId[] {
    return this.reading.openedBurns.all(conversationId).map(messageIdOf);
  }
}

/**
 * Deleting chats. However many messages a chat has, deleting it is one row that changes its name: what was said goes on lying
 * under a row under which nobody finds anything, and is erased from there bit by bit; a new row, empty, takes the place of the
 * chat. Every call but the reading ones runs inside a transaction.
 */
export class DeletedChatWriter extends DeletedChatReader {
  private readonly writing;

  constructor(database: Database) {
    super(database);
    this.writing = prepareWriting(database);
  }

  /**
   * Sets everything of a chat aside for being erased, but the messages of `kept`, which the outbox needs and whose contents are
   * erased already. The chat is out of the list until something is said in it; what the server has of before stays out.
   */
  setAside(conversationId: ConversationId, kept: readonly MessageId[]): void {
    const { rename, renew, retire, moveMembers, moveMemberLists, dropLines, moveMessage, moveCopies } =
      this.writing;
    const { moveCleared, clear, dropCleared, dropGaps, dropReceipt } = this.writing;
    rename.run(conversationId);
    const names = { conversation_id: conversationId };
    renew.run(names);
    for (const statement of [moveMembers, moveMemberLists, moveCleared, clear, dropCleared, dropGaps])
      statement.run(names);
    for (const statement of [dropLines, dropReceipt]) statement.run(names);
    for (const messageId of kept) {
      const moved = { ...names, message_id: toStoredId(messageId) };
      moveMessage.run(moved);
      moveCopies.run(moved);
    }
    retire.run(names);
  }

  /**
   * Notes the number under which a message comes that was deleted with its chat and is sent once more; false when it is not one of
   * those.
   */
  noteLateCopy(conversationId: ConversationId, { author, cid }: AuthoredMessage, mid: ServerMid): boolean {
    return this.writing.noteLateCopy.run(mid, conversationId, toStoredId(cid), author).changes > 0;
  }

  /** Takes the row of a message away whose content was erased. */
  remove(messageId: MessageId): void {
    this.writing.removeCopies.run(toStoredId(messageId));
    this.writing.removeMessage.run(toStoredId(messageId));
  }

  /** Takes the rows away under which nothing lies any more. */
  finish(): void {
    this.writing.finish.run();
  }
}

// The name of the row that was the chat's: no id of a chat begins so.
const oldName = `'x:' || @conversation_id`;
const oldChat = `(SELECT chat_number FROM conversation WHERE conversation_id = ${oldName})`;
const newChat = chatNumberOf('@conversation_id');
const newestOf = (column: string): string =>
  `COALESCE((SELECT ${column} FROM message WHERE message.chat_number = old.chat_number
     ORDER BY message.place DESC, message.tie_breaker DESC LIMIT 1), 0)`;

function prepareReading(database: Database) {
  return {
    leftovers: database.prepare<[number], { message_id: StoredId }>(
      `SELECT message_id FROM message
       WHERE chat_number = (SELECT chat_number FROM conversation WHERE kind = 'erasing' ORDER BY chat_number LIMIT 1)
       ORDER BY place, tie_breaker LIMIT ?`,
    ),
    erasing: database.prepare<[], { chat_number: number }>(
      `SELECT chat_number FROM conversation WHERE kind = 'erasing' LIMIT 1`,
    ),
    lateCopy: database.prepare<[string, bigint], { found: number }>(
      `SELECT 1 AS found FROM cleared_message WHERE chat_number = ${chatNumberOf('?')} AND late_mid = ?`,
    ),
    openedBurns: database.prepare<[string], { message_id: StoredId }>(
      `SELECT message_id FROM message WHERE expires_at_ms IS NOT NULL AND revealed_at_ms IS NOT NULL AND is_mine = 0
         AND chat_number = ${chatNumberOf('?')}`,
    ),
  };
}

function prepareWriting(database: Database) {
  return {
    rename: database.prepareWriting<[string], never>(
      `UPDATE conversation SET conversation_id = 'x:' || conversation_id WHERE conversation_id = ?`,
    ),
    // What was chosen about the other side stays: muted is muted, and what burns goes on burning.
    renew: database.prepareWriting<object, never>(
      `INSERT INTO conversation (conversation_id, kind, node, title, burn_default_seconds, is_history_complete, is_listed,
         has_random_mids, via_room, muted_until_ms, is_deleted, reconciled_mid, read_place, cleared_place, cleared_ns)
       SELECT @conversation_id, kind, node, title, burn_default_seconds, 1, is_listed,
         has_random_mids, via_room, muted_until_ms, 1,
         MAX(reconciled_mid, COALESCE((SELECT MAX(mid) FROM message
           WHERE message.chat_number = old.chat_number AND mid IS NOT NULL AND is_placeholder = 0), 0)),
         MAX(read_place, cleared_place, ${newestOf('place')}), MAX(cleared_place, ${newestOf('place')}),
         MAX(cleared_ns, ${newestOf('sort_ns')})
       FROM conversation AS old WHERE conversation_id = ${oldName}`,
    ),
    moveMembers: database.prepareWriting<object, never>(
      `UPDATE room_member SET chat_number = ${newChat} WHERE chat_number = ${oldChat}`,
    ),
    moveMemberLists: database.prepareWriting<object, never>(
      `UPDATE room_member_list SET chat_number = ${newChat} WHERE chat_number = ${oldChat}`,
    ),
    moveCleared: database.prepareWriting<object, never>(
      `UPDATE cleared_message SET chat_number = ${newChat} WHERE chat_number = ${oldChat}`,
    ),
    clear: database.prepareWriting<object, never>(
      `INSERT OR IGNORE INTO cleared_message (chat_number, cid, author, place)
       SELECT ${newChat}, cid, author, place FROM message WHERE chat_number = ${oldChat} AND cid IS NOT NULL
       ORDER BY message.place DESC, message.tie_breaker DESC LIMIT ${mostCleared}`,
    ),
    dropCleared: database.prepareWriting<object, never>(
      `DELETE FROM cleared_message WHERE chat_number = ${newChat} AND place <
         (SELECT place FROM cleared_message WHERE chat_number = ${newChat} ORDER BY place DESC LIMIT 1 OFFSET ${mostCleared - 1})`,
    ),
    noteLateCopy: database.prepareWriting<[bigint, string, StoredId, string], never>(
      `UPDATE cleared_message SET late_mid = ? WHERE chat_number = ${chatNumberOf('?')} AND cid = ? AND author = ?`,
    ),
    dropGaps: database.prepareWriting<object, never>(
      `DELETE FROM history_gap WHERE chat_number = ${oldChat}`,
    ),
    dropLines: database.prepareWriting<object, never>(`DELETE FROM room_line WHERE chat_number = ${oldChat}`),
    dropReceipt: database.prepareWriting<object, never>(`DELETE FROM receipt WHERE chat_number = ${oldChat}`),
    moveMessage: database.prepareWriting<object, never>(
      `UPDATE message SET chat_number = ${newChat} WHERE message_id = @message_id AND content_state IN ('withdrawn', 'deleted')`,
    ),
    moveCopies: database.prepareWriting<object, never>(
      `UPDATE message_copy SET chat_number = ${newChat} WHERE message_id = @message_id`,
    ),
    // Its number makes the name its own: a chat may be deleted again before the first of it is erased.
    retire: database.prepareWriting<object, never>(
      `UPDATE conversation SET kind = 'erasing', conversation_id = 'x:' || chat_number, node = '', title = '', via_room = '',
         is_listed = 0, pin_rank = 0, muted_until_ms = 0 WHERE conversation_id = ${oldName}`,
    ),
    removeCopies: database.prepareWriting<[StoredId], never>('DELETE FROM message_copy WHERE message_id = ?'),
    removeMessage: database.prepareWriting<[StoredId], never>('DELETE FROM message WHERE message_id = ?'),
    finish: database.prepareWriting<[], never>(
      `DELETE FROM conversation WHERE kind = 'erasing'
         AND NOT EXISTS (SELECT 1 FROM message WHERE message.chat_number = conversation.chat_number)`,
    ),
  };
}
