import { smallestLimitBytes } from '../domain/message-size';
import type { MessageId } from '../domain/ids';
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
    return suspect === null ? null : { bytes: smallestLimitBytes, unless: suspect.messageId };
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

  /** The server has stored an own message. Answers like `stored`. */
  sent(operation: Operation): MessageId | null {
    return operation.kind === 'send' ? this.stored(this.sizeOf(operation)) : null;
  }

  /** The server has just stored so many bytes, whoever sent them. Answers what is under suspicion and can be tried now. */
  stored(bytes: number): MessageId | null {
    const { limits } = this.parts;
    limits.noteStored(bytes);
    const refusedBytes = this.suspicion.stored(bytes);
    if (refusedBytes !== null) limits.noteRefused(refusedBytes);
    return this.suspicion.suspected()?.messageId ?? null;
  }

  /** The entry was settled, one way or the other. */
  settled({ operationId }: Operation): void {
    this.suspicion.settled(operationId);
  }

  private sizeOf({ messageId }: Operation): number {
    return this.parts.store.messages.contentBytesOf(messageId);
  }
}
