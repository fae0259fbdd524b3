import type { ChangeSet } from '../domain/change-set';
import type { MessageId, ServerMid } from '../domain/ids';
import type { Message } from '../domain/message';
import type { Operation } from '../domain/operation';
import type { Random } from '../platform/random';
import type { StoreWriter } from '../storage/account-store';
import { enqueue } from './enqueue';
import { confirmErased, type ErasedCopy } from './erased-copies';
import { operations, type OperationRegistry } from './operations/registry';
import type { PermanentRefusal } from './refusal';

/**
 * Writes the outcome of operations: the one place where entries leave the outbox. Every function runs inside the caller's
 * transaction, together with the change that it follows from, so that an outcome is known exactly once.
 */
export class Settlement {
  constructor(
    private readonly store: StoreWriter,
    private readonly rules: OperationRegistry = operations,
    /** About when the server got what is settled, its time in ms; null where it is settled by what came. */
    private readonly sentAtMs: number | null = null,
  ) {}

  /** The server has the message. */
  confirmSent(messageId: MessageId): void {
    const { outbox } = this.store;
    const entry = outbox.ofMessage(messageId).find(({ kind }) => kind === 'send');
    if (entry !== undefined) outbox.remove(entry.operationId);
  }

  /** The server has a message that was withdrawn here: others may have seen it, and it is taken back for them as well. */
  takeBack({ messageId, conversationId, author }: Message, random: Random): void {
    const { messages } = this.store;
    messages.erase(messageId, 'revoked', author);
    messages.setPendingOperation(messageId, 'revoke', null);
    enqueue(this.store, { kind: 'revoke', conversationId, messageId }, { random });
  }

  /** The server no longer has one copy of a message: see `confirmErased` of the copies. */
  confirmErased({ kind, message, mid }: ErasedCopy, changes: ChangeSet): void {
    const { outbox } = this.store;
    const command = outbox.ofMessage(message.messageId).find((operation) => operation.kind === kind);
    confirmErased({ kind, message, mid }, this.store);
    // Never handed to the server, so it was another device: what was to stand there instead is the user's to decide about.
    if (command === undefined || command.attempts > 0 || outbox.isOpen(command.operationId)) return;
    this.rejectAwaiting(command, 'editedElsewhere', changes);
  }

  /** An own message that never left this computer is taken back: nothing of it is to be sent any more. */
  withdraw({ messageId, conversationId }: Message, changes: ChangeSet): void {
    const { outbox, messages } = this.store;
    for (const { operationId } of outbox.ofMessage(messageId)) outbox.remove(operationId);
    messages.erase(messageId, 'withdrawn', null);
    changes.addMessage(conversationId, messageId);
  }

  /** The server has it, or no longer has the number that the command named; the message follows. */
  complete(operation: Operation, target: ServerMid | null, changes: ChangeSet): void {
    const { store, sentAtMs } = this;
    this.rules[operation.kind].complete(operation, target, { store, changes, sentAtMs });
  }

  /** The server will never do it: the message says why. */
  reject(operation: Operation, code: string, changes: ChangeSet): void {
    const { store, sentAtMs } = this;
    this.rules[operation.kind].reject(operation, code, { store, changes, sentAtMs });
    // What was to stand in the place of something that stays does not go out.
    this.rejectAwaiting(operation, 'editNotRevoked', changes);
  }

  private rejectAwaiting({ operationId }: Operation, code: PermanentRefusal, changes: ChangeSet): void {
    for (const waiting of this.store.outbox.awaiting(operationId)) this.reject(waiting, code, changes);
  }
}
