import type { ConversationId, MessageId, ServerMid } from '../domain/ids';
import type { Message } from '../domain/message';
import { chatNumberOf } from './chat-number';
import type { Database } from './database';
import { messageIdOf, toStoredId, type StoredId } from './stored-id';

/**
 * Reading, without a transaction, the further copies of a message on the server. tim does not notice repetitions: a message that was sent again after a lost
 * answer can be there twice, under two numbers. Here it is one message; its further numbers are kept, because taking it
 * back means to take back every copy.
 */
export class CopyReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = {
      messageOf: database.prepare<[string, bigint], { message_id: StoredId }>(
        `SELECT message_id FROM message_copy WHERE chat_number = ${chatNumberOf('?')} AND mid = ?`,
      ),
      ofMessage: database.prepare<[StoredId], { mid: string }>(
        'SELECT CAST(mid AS TEXT) AS mid FROM message_copy WHERE message_id = ? AND is_erased = 0 ORDER BY message_copy.mid',
      ),
    };
  }

  /** The message that a number is a further copy of. */
  messageOf(conversationId: ConversationId, mid: ServerMid): MessageId | null {
    const row = this.reading.messageOf.get(conversationId, mid);
    return row === undefined ? null : messageIdOf(row);
  }

  /** Numbers of the further copies that are still on the server, ascending. */
  ofMessage(messageId: MessageId): readonly ServerMid[] {
    // Only positive mids are ever written.
    return this.reading.ofMessage.all(toStoredId(messageId)).map(({ mid }) => BigInt(mid) as ServerMid);
  }
}

/** Writing copies. Every call but the reading ones runs inside a transaction. */
export class CopyWriter extends CopyReader {
  private readonly writing;

  constructor(database: Database) {
    super(database);
    this.writing = {
      add: database.prepareWriting<[string, bigint, StoredId], never>(
        `INSERT OR IGNORE INTO message_copy (chat_number, mid, message_id) VALUES (${chatNumberOf('?')}, ?, ?)`,
      ),
      strike: database.prepareWriting<[string, bigint], never>(
        `UPDATE message_copy SET is_erased = 1 WHERE chat_number = ${chatNumberOf('?')} AND mid = ? AND is_erased = 0`,
      ),
      addErased: database.prepareWriting<[string, bigint, StoredId], never>(
        `INSERT OR REPLACE INTO message_copy (chat_number, mid, message_id, is_erased)
         VALUES (${chatNumberOf('?')}, ?, ?, 1)`,
      ),
      remove: database.prepareWriting<[string, bigint], never>(
        `DELETE FROM message_copy WHERE chat_number = ${chatNumberOf('?')} AND mid = ?`,
      ),
    };
  }

  add(conversationId: ConversationId, mid: ServerMid, messageId: MessageId): void {
    this.writing.add.run(conversationId, mid, toStoredId(messageId));
  }

  /** The copy is gone from the server; false when the number names no further copy, or one that was gone before. */
  strike(conversationId: ConversationId, mid: ServerMid): boolean {
    return this.writing.strike.run(conversationId, mid).changes > 0;
  }

  /** A message changes its own number for that of a copy: the old one is gone from the server. */
  exchange(message: Message, oldMid: ServerMid, newMid: ServerMid): void {
    this.writing.remove.run(message.conversationId, newMid);
    this.writing.addErased.run(message.conversationId, oldMid, toStoredId(message.messageId));
  }
}
