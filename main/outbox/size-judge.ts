import { smallestLimitBytes } from '../domain/message-size';
import type { ConversationId, MessageId } from '../domain/ids';
import type { Operation } from '../domain/operation';
import type { Logger } from '../platform/logger';
import type { AccountStore } from '../storage/account-store';
import type { QueueFilter } from '../storage/outbox-repository';
import type { ServerLimits } from './server-limits';
import { SizeSuspicion, type SizeVerdict } from './size-suspicion';

/** Decides what is too large for the server, and teaches the limits what the outbox sees. */
export class SizeJudge {
  private readonly suspicion = new SizeSuspicion();

  constructor(
    private readonly parts: {
      readonly store: AccountStore;
      readonly limits: ServerLimits;
      readonly logger: Logger;
    },
  ) {}

  /** Whether sending it is pointless: the server has refused smaller ones. */
  isHopeless(operation: Operation): boolean {
    return operation.kind === 'send' && this.parts.limits.isTooLarge(this.sizeOf(operation));
  }

  /** What may be sent while a message is under suspicion: small ones show whether the database is busy. */
  filter(): NonNullable<QueueFilter['largest']> | null {
    const suspect = this.suspicion.suspected();
    if (suspect === null) return null;
    const { messageId, operationId } = suspect;
    const open = this.parts.store.outbox.ofMessage(messageId);
    // A late echo or its author may have ended it while it waited.
    if (!open.some((entry) => entry.operationId === operationId)) this.suspicion.settled(operationId);
    else return { bytes: smallestLimitBytes, unless: messageId };
    return null;
  }

  /** The database refused it. */
  refused(operation: Operation): SizeVerdict {
    const { limits, logger } = this.parts;
    const bytes = operation.kind === 'send' ? this.sizeOf(operation) : 0;
    const verdict = this.suspicion.refused(operation, bytes);
    if (verdict.kind === 'tooLarge') {
      logger.warn('too large for the server', { bytes, isProven: verdict.isProven });
      if (verdict.isProven) limits.noteRefused(bytes);
    }
    return verdict;
  }

  /** The server has had it and said nothing. Answers whether it may have been too large, so that others may overtake it. */
  unanswered(operation: Operation): boolean {
    return operation.kind === 'send' && this.suspicion.unanswered(operation, this.sizeOf(operation));
  }

  /** Whether smaller ones were stored where this one was not. */
  isProven(operation: Operation): boolean {
    return this.suspicion.isProven(operation);
  }

  /** It is not on the server, over several connections. Answers whether its size is why. */
  dropped(operation: Operation): boolean {
    const isProven = this.suspicion.dropped(operation);
    if (isProven) {
      const bytes = this.sizeOf(operation);
      this.parts.logger.warn('too large for the server, which says nothing', { bytes });
      this.parts.limits.noteRefused(bytes);
    }
    return isProven;
  }

  /** The server has stored an own message. Answers like `stored`. */
  sent(operation: Operation): MessageId | null {
    return operation.kind === 'send' ? this.stored(operation.conversationId, this.sizeOf(operation)) : null;
  }

  /** The server has just stored so many bytes, whoever sent them. Answers what is under suspicion and can be tried now. */
  stored(conversationId: ConversationId, bytes: number): MessageId | null {
    const { limits } = this.parts;
    limits.noteStored(bytes);
    const refusedBytes = this.suspicion.stored(conversationId, bytes);
    if (refusedBytes !== null) limits.noteRefused(refusedBytes);
    const suspect = this.suspicion.suspected();
    return suspect !== null && (suspect.isProven || suspect.onlyIn === null) ? suspect.messageId : null;
  }

  /** The entry was settled, one way or the other. */
  settled({ operationId }: Operation): void {
    this.suspicion.settled(operationId);
  }

  private sizeOf({ messageId }: Operation): number {
    return this.parts.store.messages.contentBytesOf(messageId);
  }
}
