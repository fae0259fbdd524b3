import type { ChangeSet } from '../domain/change-set';
import type { MessageId, OperationId, ServerMid } from '../domain/ids';
import type { Message } from '../domain/message';
import type { Operation, OperationKind } from '../domain/operation';
import type { AccountStore } from '../storage/account-store';

/**
 * Writes the outcome of operations. Every function runs inside the caller's transaction, together with the change that
 * it follows from, so that an outcome is known exactly once.
 */
export class Settlement {
  constructor(private readonly store: AccountStore) {}

  /** The server has the message. */
  confirmSent(messageId: MessageId): void {
    const entry = this.entryOf('send', messageId);
    if (entry !== null) this.store.outbox.remove(entry.operationId);
  }

  /** The server has a message that was withdrawn here: others may have seen it, and it is taken back for them as well. */
  takeBack({ messageId, conversationId, author }: Message, operationId: OperationId): void {
    const { messages, outbox } = this.store;
    messages.erase(messageId, 'revoked', author);
    messages.setPendingOperation(messageId, 'revoke', null);
    outbox.append({ operationId, kind: 'revoke', conversationId, messageId });
  }

  /**
   * The server no longer has one copy of a message. The command is done with the last copy; until then it goes out again
   * for the next one.
   */
  confirmErased(kind: 'revoke' | 'burn', message: Message, mid: ServerMid | null): void {
    const left = this.strike(message, mid);
    if (left === 'unchanged') return;
    const { outbox, messages } = this.store;
    const entry = this.entryOf(kind, message.messageId);
    if (left === 'some') {
      if (entry !== null) outbox.markQueued(entry.operationId);
      return;
    }
    if (entry !== null) outbox.remove(entry.operationId);
    messages.setPendingOperation(message.messageId, null, null);
  }

  /** The server has it, or no longer has the number that the command named; the message follows. */
  complete(operation: Operation, target: ServerMid | null, changes: ChangeSet): void {
    const { kind, messageId, conversationId } = operation;
    changes.addMessage(conversationId, messageId);
    const message = this.store.messages.byId(messageId);
    if (message === null || kind === 'send' || kind === 'opened') {
      this.store.outbox.remove(operation.operationId);
      return;
    }
    if (message.contentState === 'present') {
      if (kind === 'revoke') this.store.messages.erase(messageId, 'revoked', message.author);
      else this.store.messages.erase(messageId, 'burned', null);
    }
    this.confirmErased(kind, message, target ?? message.mid);
  }

  /** The copy that a command names next: further copies first, the message's own number last. */
  nextTarget(message: Message): ServerMid | null {
    return this.store.copies.ofMessage(message.messageId)[0] ?? message.mid;
  }

  /** The server will never do it: the message says why. */
  reject(operation: Operation, code: string, changes: ChangeSet): void {
    const { messageId, conversationId, kind } = operation;
    this.store.outbox.remove(operation.operationId);
    // Whether the author learnt of the opening changes nothing for the reader.
    if (kind === 'opened') return;
    if (kind === 'send') {
      this.store.messages.setDelivery(messageId, 'failed', code);
      this.withdrawFollowers(messageId, changes);
    } else {
      // A burned message stays erased here whatever the server says; only the outcome is told.
      this.store.messages.setPendingOperation(messageId, null, code);
    }
    changes.addMessage(conversationId, messageId);
  }

  /**
   * Strikes a number off and tells what is left on the server. `unchanged`: the number was struck off before, and its
   * repetition says nothing about the others.
   */
  private strike(message: Message, erasedMid: ServerMid | null): 'unchanged' | 'some' | 'none' {
    const { copies, messages } = this.store;
    const { conversationId, messageId, mid } = message;
    if (erasedMid !== null && copies.strike(conversationId, erasedMid)) return 'some';
    if (erasedMid !== mid) return 'unchanged';
    const [next] = copies.ofMessage(messageId);
    if (next === undefined) return 'none';
    if (mid !== null) copies.exchange(message, mid, next);
    messages.setMid(messageId, next);
    return 'some';
  }

  private entryOf(kind: OperationKind, messageId: MessageId): Operation | null {
    return this.store.outbox.ofMessage(messageId).find((operation) => operation.kind === kind) ?? null;
  }

  /** A message that never reached the server needs no command: what was to be revoked is simply withdrawn. */
  private withdrawFollowers(messageId: MessageId, changes: ChangeSet): void {
    for (const follower of this.store.outbox.ofMessage(messageId)) {
      this.store.outbox.remove(follower.operationId);
      this.store.messages.erase(messageId, 'withdrawn', null);
      changes.addMessage(follower.conversationId, messageId);
    }
  }
}
