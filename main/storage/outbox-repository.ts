import {
  toConversationId,
  type ConversationId,
  toOperationId,
  type MessageId,
  type OperationId,
} from '../domain/ids';
import type { LaneName, Operation, OperationKind } from '../domain/operation';
import type { Database } from './database';
import { messageIdOf, storedIdFunction, toStoredId, type StoredId } from './stored-id';

interface OutboxRow {
  readonly operation_id: string;
  readonly kind: OperationKind;
  readonly lane: LaneName;
  readonly conversation_id: string;
  readonly message_id: StoredId | null;
  readonly attempts: number;
  readonly payload: Uint8Array | null;
  readonly awaits: string | null;
}

/** An operation to queue. */
export type NewEntry = Omit<Operation, 'attempts' | 'payload' | 'awaits'> &
  Partial<Pick<Operation, 'attempts' | 'awaits'>>;

/** A kind that waits while another kind is open for the same message. */
export interface Precedence {
  readonly kind: OperationKind;
  readonly after: OperationKind;
}

/** What is passed over. */
export interface QueueFilter {
  /** Entries of other lanes than this; null: of none. */
  readonly lane?: LaneName | null;
  /** Ids of chats and of messages. */
  readonly except?: readonly string[];
  readonly precedences?: readonly Precedence[];
  /** Entries of these kinds whose message has more content than this, `unless` it is the one named; null: none. */
  readonly largest?: {
    readonly bytes: number;
    readonly unless: MessageId | null;
    readonly kinds: readonly OperationKind[];
  } | null;
}

/** Looking into the outbox. No call needs a transaction. */
export class OutboxReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = prepareReading(database);
  }

  /** The entry whose turn it is, null when there is nothing to do. */
  head({ lane = null, except = [], precedences = [], largest = null }: QueueFilter = {}): Operation | null {
    const filter = {
      except: JSON.stringify(except),
      precedences: JSON.stringify(precedences),
      message_id: nullOrStored(largest?.unless ?? null),
      bytes: largest?.bytes ?? null,
      kinds: JSON.stringify(largest?.kinds ?? []),
    };
    const { head, headOfLane } = this.reading;
    const row = lane === null ? head.get(filter) : headOfLane.get({ ...filter, lane });
    return row === undefined ? null : toOperation(row);
  }

  /** Whether anything is open in a lane; costs next to nothing. */
  hasEntries(lane: LaneName): boolean {
    return this.reading.hasEntries.get(lane) !== undefined;
  }

  /** How many operations of each kind are open. */
  counts(): Readonly<Record<OperationKind, number>> {
    const rows = this.reading.counts.all().map(({ kind, count }) => [kind, count] as const);
    return { send: 0, revoke: 0, burn: 0, opened: 0, react: 0, ...Object.fromEntries(rows) };
  }

  /** Open operations that name a message, in order. */
  ofMessage(messageId: MessageId): readonly Operation[] {
    return this.reading.ofMessage.all(toStoredId(messageId)).map(toOperation);
  }

  /** Open operations of a chat, in order. */
  ofChat(conversationId: ConversationId): readonly Operation[] {
    return this.reading.ofChat.all(conversationId).map(toOperation);
  }

  /** Open operations that are not done before this one is, in order. */
  awaiting(operationId: OperationId): readonly Operation[] {
    return this.reading.awaiting.all(operationId).map(toOperation);
  }

  /** Whether the entry is with the server at this moment. */
  isInFlight(operationId: OperationId): boolean {
    return this.reading.state.get(operationId)?.state === 'inFlight';
  }

  /** Whether the entry is there at all. */
  isOpen(operationId: OperationId): boolean {
    return this.reading.state.get(operationId) !== undefined;
  }
}

/** The durable queue of what still has to reach the server, in each lane in the order of the user's intent. Every call but the reading ones runs inside a transaction. */
export class OutboxWriter extends OutboxReader {
  private readonly writing;

  constructor(database: Database) {
    super(database);
    this.writing = prepareWriting(database);
  }

  /** Puts an operation at the end. */
  append({
    operationId,
    kind,
    lane,
    conversationId,
    messageId,
    attempts = 0,
    awaits = null,
  }: NewEntry): void {
    this.writing.append.run({
      operation_id: operationId,
      kind,
      lane,
      conversation_id: conversationId,
      message_id: nullOrStored(messageId),
      attempts,
      awaits,
    });
  }

  /** The entry is handed to the connection, as these bytes where they are to be kept for sending the same again. */
  markInFlight(operationId: OperationId, payload: Uint8Array | null = null): void {
    this.writing.markInFlight.run(payload, operationId);
  }

  /** The entry waits again, because no answer came. */
  markQueued(operationId: OperationId): void {
    this.writing.markQueued.run(operationId);
  }

  /** Found at start: nothing is in flight on a connection that does not exist yet. */
  requeueAll(): void {
    this.writing.requeueAll.run();
  }

  /** The operation is settled, one way or the other. */
  remove(operationId: OperationId): void {
    this.writing.remove.run(operationId);
  }
}

const nullOrStored = (messageId: MessageId | null): StoredId | null =>
  messageId === null ? null : toStoredId(messageId);

const toOperation = (row: OutboxRow): Operation => ({
  operationId: toOperationId(row.operation_id),
  kind: row.kind,
  lane: row.lane,
  conversationId: toConversationId(row.conversation_id),
  messageId: row.message_id === null ? null : messageIdOf({ message_id: row.message_id }),
  attempts: row.attempts,
  payload: row.payload,
  awaits: row.awaits === null ? null : toOperationId(row.awaits),
});

const columns = 'operation_id, kind, lane, conversation_id, message_id, attempts, payload, awaits';

/** The first entry that is not passed over, of those for which a condition holds. */
const headWhere = (condition: string): string =>
  `SELECT ${columns} FROM outbox
   WHERE ${condition}
     AND conversation_id NOT IN (SELECT value FROM json_each(@except))
     AND (message_id IS NULL OR message_id NOT IN (SELECT ${storedIdFunction}(value) FROM json_each(@except)))
     AND NOT EXISTS (
       SELECT 1 FROM json_each(@precedences) AS precedence
       JOIN outbox AS first ON first.kind = precedence.value ->> 'after'
       WHERE precedence.value ->> 'kind' = outbox.kind AND first.message_id = outbox.message_id)
     AND (awaits IS NULL OR NOT EXISTS (
       SELECT 1 FROM outbox AS awaited WHERE awaited.operation_id = outbox.awaits))
     AND (@bytes IS NULL OR kind NOT IN (SELECT value FROM json_each(@kinds))
       OR message_id IS NULL OR message_id = @message_id OR @bytes >= (
         SELECT COALESCE(length(bytes), length(CAST(text AS BLOB)), 0)
         FROM message JOIN content USING (row_number) WHERE message.message_id = outbox.message_id))
   ORDER BY entry_number LIMIT 1`;

function prepareReading(database: Database) {
  return {
    head: database.prepare<object, OutboxRow>(headWhere('TRUE')),
    headOfLane: database.prepare<object, OutboxRow>(headWhere('lane = @lane')),
    counts: database.prepare<[], { kind: OperationKind; count: number }>(
      'SELECT kind, count(*) AS count FROM outbox GROUP BY kind',
    ),
    hasEntries: database.prepare<[string], { entry_number: number }>(
      'SELECT entry_number FROM outbox WHERE lane = ? LIMIT 1',
    ),
    ofMessage: database.prepare<[StoredId], OutboxRow>(
      `SELECT ${columns} FROM outbox WHERE message_id = ? ORDER BY entry_number`,
    ),
    ofChat: database.prepare<[string], OutboxRow>(
      `SELECT ${columns} FROM outbox WHERE conversation_id = ? ORDER BY entry_number`,
    ),
    awaiting: database.prepare<[string], OutboxRow>(
      `SELECT ${columns} FROM outbox WHERE awaits = ? ORDER BY entry_number`,
    ),
    state: database.prepare<[string], { state: 'queued' | 'inFlight' }>(
      'SELECT state FROM outbox WHERE operation_id = ?',
    ),
  };
}

function prepareWriting(database: Database) {
  return {
    append: database.prepareWriting<object, never>(
      `INSERT INTO outbox (operation_id, kind, lane, conversation_id, message_id, state, attempts, awaits)
       VALUES (@operation_id, @kind, @lane, @conversation_id, @message_id, 'queued', @attempts, @awaits)`,
    ),
    markInFlight: database.prepareWriting<[Uint8Array | null, string], never>(
      `UPDATE outbox SET state = 'inFlight', attempts = attempts + 1, payload = ? WHERE operation_id = ?`,
    ),
    markQueued: database.prepareWriting<[string], never>(
      `UPDATE outbox SET state = 'queued' WHERE operation_id = ?`,
    ),
    requeueAll: database.prepareWriting<[], never>(`UPDATE outbox SET state = 'queued'`),
    remove: database.prepareWriting<[string], never>('DELETE FROM outbox WHERE operation_id = ?'),
  };
}
