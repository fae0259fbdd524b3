import { smallestLimitBytes } from '../domain/message-size';
import type { MessageId, OperationId } from '../domain/ids';
import type { Operation } from '../domain/operation';

/**
 * What a refusal for reasons of the database means: the server is busy; or the message may be too large, so that small ones
 * go first and show it; or it is. `proven`: smaller ones were stored meanwhile.
 */
export type SizeVerdict =
  | { readonly kind: 'busy' }
  | { readonly kind: 'suspected' }
  | { readonly kind: 'tooLarge'; readonly isProven: boolean };

interface Suspect {
  readonly messageId: MessageId;
  readonly operationId: OperationId;
  readonly bytes: number;
  readonly refusals: number;
  readonly isProven: boolean;
}

const refusalsToSuspect = 2;
// Where nothing smaller is there to be stored: after some ten seconds a busy database has had its time.
const refusalsWithoutProof = 5;

/**
 * Tells a database that is busy from one that will never take a message of this size: tim answers both with 5103. One
 * message at a time is under suspicion; nothing else that is large is sent meanwhile.
 */
export class SizeSuspicion {
  private suspect: Suspect | null = null;
  /** Refused for its size, as it seemed, while nothing smaller was there to prove it. */
  private unprovenBytes: number | null = null;

  /** The message under suspicion. */
  suspected(): { readonly messageId: MessageId; readonly bytes: number } | null {
    return this.suspect !== null && this.suspect.refusals >= refusalsToSuspect ? this.suspect : null;
  }

  /** The database refused a message whose content has so many bytes. */
  refused({ operationId, messageId }: Operation, bytes: number): SizeVerdict {
    if (bytes <= smallestLimitBytes) return { kind: 'busy' };
    const known = this.suspect?.operationId === operationId ? this.suspect : null;
    const refusals = (known?.refusals ?? 0) + 1;
    const isProven = known?.isProven ?? false;
    this.suspect = { messageId, operationId, bytes, refusals, isProven };
    if (!isProven && refusals < refusalsWithoutProof)
      return refusals < refusalsToSuspect ? { kind: 'busy' } : { kind: 'suspected' };
    this.suspect = null;
    if (!isProven) this.unprovenBytes = bytes;
    return { kind: 'tooLarge', isProven };
  }

  /**
   * The server has stored a content of this size. Answers what is proven by it to have been refused for its size, bytes, and
   * null otherwise; the message under suspicion is tried once more and then known.
   */
  stored(bytes: number): number | null {
    const { suspect, unprovenBytes } = this;
    if (suspect !== null && suspect.refusals >= refusalsToSuspect && bytes < suspect.bytes)
      this.suspect = { ...suspect, isProven: true };
    if (unprovenBytes === null) return null;
    this.unprovenBytes = null;
    return bytes < unprovenBytes ? unprovenBytes : null;
  }

  /** The entry was settled some other way. */
  settled(operationId: OperationId): void {
    if (this.suspect?.operationId === operationId) this.suspect = null;
  }
}
