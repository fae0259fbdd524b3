import type { ChangeSet } from '../domain/change-set';
import type { MessageId } from '../domain/ids';
import type { Operation, OperationKind } from '../domain/operation';
import type { AccountStore } from '../storage/account-store';

/**
 * Writes the outcome of operations. Every function runs inside the caller's transaction, together with the change that
 * it follows from, so that an outcome is known exactly once.
 */
export class Settlement {
  constructor(private readonly store: AccountStore) {}

  /** The server has done it, or has never needed to. True when an entry was open. */
  confirm(kind: OperationKind, messageId: MessageId): boolean {
    const entry = this.store.outbox.ofMessage(messageId).find((operation) => operation.kind === kind);
    if (entry === undefined) return false;
    this.store.outbox.remove(entry.operationId);
    return true;
  }

  /** The server has it, or no longer has what was to be erased; the message follows. */
  complete(operation: Operation, changes: ChangeSet): void {
    const { kind, messageId, conversationId } = operation;
    this.store.outbox.remove(operation.operationId);
    changes.addMessage(conversationId, messageId);
    const message = this.store.messages.byId(messageId);
    if (message === null || kind === 'send') return;
    if (message.contentState === 'present') {
      if (kind === 'revoke') this.store.messages.erase(messageId, 'revoked', message.author);
      else this.store.messages.erase(messageId, 'burned', null);
    }
    this.store.messages.setPendingOperation(messageId, null, null);
  }

  /** The server will never do it: the message says why. */
  reject(operation: Operation, code: string, changes: ChangeSet): void {
    const { messageId, conversationId, kind } = operation;
    this.store.outbox.remove(operation.operationId);
    if (kind === 'send') {
      this.store.messages.setDelivery(messageId, 'failed', code);
      this.withdrawFollowers(messageId, changes);
    } else {
      // A burned message stays erased here whatever the server says; only the outcome is told.
      this.store.messages.setPendingOperation(messageId, null, code);
    }
    changes.addMessage(conversationId, messageId);
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
