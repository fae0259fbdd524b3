import { columnBytes, smallestLimitBytes } from '../domain/message-size';
import type { ConversationId, MessageId } from '../domain/ids';
import type { Operation, OperationKind } from '../domain/operation';
import type { Logger } from '../platform/logger';
import type { AccountStore } from '../storage/account-store';
import type { QueueFilter } from '../storage/outbox-repository';
import type { ServerLimits } from './server-limits';
import type { OperationRegistry } from './operations/registry';
import { SizeSuspicion, type SizedOperation, type SizeVerdict } from './size-suspicion';

/** Decides what is too large for the server, and teaches the limits what the outbox sees. */
export class SizeJudge {
  private readonly suspicion = new SizeSuspicion();

  constructor(
    private readonly parts: {
      readonly store: AccountStore;
      readonly limits: ServerLimits;
      readonly logger: Logger;
      readonly operations: OperationRegistry;
    },
  ) {}

  /** Whether sending it is pointless: the server has refused smaller ones. */
  isHopeless(operation: Operation): boolean {
    const bytes = this.bytesOf(operation);
    return bytes !== null && this.parts.limits.isTooLarge(bytes);
  }

  /** Whether some servers drop it without a word. */
  mayBeDropped(operation: Operation): boolean {
    return (this.bytesOf(operation) ?? 0) > columnBytes;
  }

  /** What may be sent while a message is under suspicion: small ones show whether the database is busy. */
  filter(): NonNullable<QueueFilter['largest']> | null {
    const suspect = this.suspicion.suspected();
    if (suspect === null) return null;
    const { messageId, operationId } = suspect;
    if (this.parts.store.outbox.isOpen(operationId)) {
      return { bytes: smallestLimitBytes, unless: messageId, kinds: this.sizedKinds() };
    }
    // A late echo or its author may have ended it while it waited.
    this.suspicion.settled(operationId);
    return null;
  }

  /** The database refused it. */
  refused(operation: Operation): SizeVerdict {
    const { limits, logger } = this.parts;
    const sized = this.sized(operation);
    if (sized === null) return { kind: 'busy' };
    const bytes = this.sizeOf(sized);
    const verdict = this.suspicion.refused(sized, bytes);
    if (verdict.kind === 'tooLarge') {
      logger.warn('too large for the server', { bytes, isProven: verdict.isProven });
      if (verdict.isProven) limits.noteRefused(bytes);
    }
    return verdict;
  }

  /** The server has had it and said nothing. Answers whether it may have been too large, so that others may overtake it. */
  unanswered(operation: Operation): boolean {
    const sized = this.sized(operation);
    return sized !== null && this.suspicion.unanswered(sized, this.sizeOf(sized));
  }

  /** Whether smaller ones were stored where this one was not. */
  isProven(operation: Operation): boolean {
    return this.suspicion.isProven(operation);
  }

  /** It is not on the server, over several connections. Answers whether its size is why. */
  dropped(operation: Operation): boolean {
    const isProven = this.suspicion.dropped(operation);
    const bytes = this.bytesOf(operation);
    if (isProven && bytes !== null) {
      this.parts.logger.warn('too large for the server, which says nothing', { bytes });
      this.parts.limits.noteRefused(bytes);
    }
    return isProven;
  }

  /** The server has stored an own message. Answers like `stored`. */
  sent(operation: Operation): MessageId | null {
    const bytes = this.bytesOf(operation);
    return bytes === null ? null : this.stored(operation.conversationId, bytes);
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

  private sizedKinds(): readonly OperationKind[] {
    const { operations } = this.parts;
    // The keys of a record of kinds are kinds; TypeScript calls them strings.
    return (Object.keys(operations) as OperationKind[]).filter((kind) => operations[kind].isSized);
  }

  private sized(operation: Operation): SizedOperation | null {
    const { messageId, kind } = operation;
    return messageId !== null && this.parts.operations[kind].isSized ? { ...operation, messageId } : null;
  }

  private bytesOf(operation: Operation): number | null {
    const sized = this.sized(operation);
    return sized === null ? null : this.sizeOf(sized);
  }

  private sizeOf({ messageId }: SizedOperation): number {
    return this.parts.store.messages.contentBytesOf(messageId);
  }
}
