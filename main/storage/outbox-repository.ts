import {
  toConversationId,
  toMessageId,
  toOperationId,
  type MessageId,
  type OperationId,
} from '../domain/ids';
import type { Operation, OperationKind } from '../domain/operation';
import type { Database } from './database';

interface OutboxRow {
  readonly operation_id: string;
  readonly kind: OperationKind;
  readonly conversation_id: string;
  readonly message_id: string;
  readonly attempts: number;
}

/** What is passed over. */
export interface QueueFilter {
  /** Ids of chats and of messages. */
  readonly except?: readonly string[];
  /** Messages to send with more content than this, `unless` it is the one named; null: none. */
  readonly largest?: { readonly bytes: number; readonly unless: MessageId } | null;
}

/** The durable queue of what still has to reach the server, in the order of the user's intent. */
export class OutboxRepository {
  private readonly statements;

  constructor(database: Database) {
    this.statements = prepareStatements(database);
  }

  /** Puts an operation at the end. */
  append(operation: Omit<Operation, 'attempts'> & Partial<Pick<Operation, 'attempts'>>): void {
    this.statements.append.run(
      operation.operationId,
      operation.kind,
      operation.conversationId,
      operation.messageId,
      operation.attempts ?? 0,
    );
  }

  /** The entry whose turn it is, null when there is nothing to do. */
  head({ except = [], largest = null }: QueueFilter = {}): Operation | null {
    const row = this.statements.head.get({
      except: JSON.stringify(except),
      message_id: largest?.unless ?? null,
      bytes: largest?.bytes ?? null,
    });
    return row === undefined ? null : toOperation(row);
  }

  /** Open operations that name a message, in order. */
  ofMessage(messageId: MessageId): readonly Operation[] {
    return this.statements.ofMessage.all(messageId).map(toOperation);
  }

  /** The entry was handed to the connection. */
  markInFlight(operationId: OperationId): void {
    this.statements.markInFlight.run(operationId);
  }

  /** The entry waits again, because no answer came. */
  markQueued(operationId: OperationId): void {
    this.statements.markQueued.run(operationId);
  }

  /** Found at start: nothing is in flight on a connection that does not exist yet. */
  requeueAll(): void {
    this.statements.requeueAll.run();
  }

  /** Whether the entry is with the server at this moment. */
  isInFlight(operationId: OperationId): boolean {
    return this.statements.state.get(operationId)?.state === 'inFlight';
  }

  /** The operation is settled, one way or the other. */
  remove(operationId: OperationId): void {
    this.statements.remove.run(operationId);
  }
}

const toOperation = (row: OutboxRow): Operation => ({
  operationId: toOperationId(row.operation_id),
  kind: row.kind,
  conversationId: toConversationId(row.conversation_id),
  messageId: toMessageId(row.message_id),
  attempts: row.attempts,
});

function prepareStatements(database: Database) {
  const columns = 'operation_id, kind, conversation_id, message_id, attempts';
  return {
    append: database.prepare<[string, string, string, string, number], never>(
      `INSERT INTO outbox (operation_id, kind, conversation_id, message_id, state, attempts)
       VALUES (?, ?, ?, ?, 'queued', ?)`,
    ),
    head: database.prepare<object, OutboxRow>(
      `SELECT ${columns} FROM outbox
       WHERE conversation_id NOT IN (SELECT value FROM json_each(@except))
         AND message_id NOT IN (SELECT value FROM json_each(@except))
         AND (@bytes IS NULL OR kind <> 'send' OR message_id = @message_id OR @bytes >= (
           SELECT COALESCE(length(bytes), length(CAST(text AS BLOB)), 0)
           FROM message JOIN content USING (row_number) WHERE message.message_id = outbox.message_id))
       ORDER BY entry_number LIMIT 1`,
    ),
    ofMessage: database.prepare<[string], OutboxRow>(
      `SELECT ${columns} FROM outbox WHERE message_id = ? ORDER BY entry_number`,
    ),
    markInFlight: database.prepare<[string], never>(
      `UPDATE outbox SET state = 'inFlight', attempts = attempts + 1 WHERE operation_id = ?`,
    ),
    markQueued: database.prepare<[string], never>(
      `UPDATE outbox SET state = 'queued' WHERE operation_id = ?`,
    ),
    requeueAll: database.prepare<[], never>(`UPDATE outbox SET state = 'queued'`),
    state: database.prepare<[string], { state: 'queued' | 'inFlight' }>(
      'SELECT state FROM outbox WHERE operation_id = ?',
    ),
    remove: database.prepare<[string], never>('DELETE FROM outbox WHERE operation_id = ?'),
  };
}
