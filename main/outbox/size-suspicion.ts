import { columnBytes, smallestLimitBytes } from '../domain/message-size';
import type { ConversationId, MessageId, OperationId } from '../domain/ids';
import type { Operation } from '../domain/operation';

/**
 * What a refusal for reasons of the database means: the server is busy; or the message may be too large, so that small ones
 * go first and show it; or it is. `proven`: smaller ones were stored meanwhile.
 */
export type SizeVerdict =
  | { readonly kind: 'busy' }
  | { readonly kind: 'suspected' }
  | { readonly kind: 'tooLarge'; readonly isProven: boolean };

/** An operation that carries the content of a message. */
export type SizedOperation = Operation & { readonly messageId: MessageId };

/** A message that may be too large. */
export interface Suspect {
  readonly messageId: MessageId;
  readonly operationId: OperationId;
  readonly bytes: number;
  readonly refusals: number;
  readonly isProven: boolean;
  /**
   * The chat in which something smaller has to be stored to prove anything; null: any. Silence, unlike a refusal, can have
   * its cause in the chat alone, as in a room that was dissolved.
   */
  readonly onlyIn: ConversationId | null;
}

const refusalsToSuspect = 2;
// Where nothing smaller is there to be stored: after some ten seconds a busy database has had its time.
const refusalsWithoutProof = 5;

/**
 * Tells a database that is busy from one that will never take a message of this size: tim answers both with 5103 one to
 * one, and with silence in a room. One message at a time is under suspicion; nothing else that is large is sent meanwhile.
 */
export class SizeSuspicion {
  private suspect: Suspect | null = null;
  /** Refused for its size, as it seemed, while nothing smaller was there to prove it. */
  private unproven: Pick<Suspect, 'bytes' | 'onlyIn'> | null = null;

  /** The message under suspicion. */
  suspected(): Suspect | null {
    return this.suspect !== null && this.suspect.refusals >= refusalsToSuspect ? this.suspect : null;
  }

  /** The database refused a message whose content has so many bytes. */
  refused({ operationId, messageId }: SizedOperation, bytes: number): SizeVerdict {
    if (bytes <= smallestLimitBytes) return { kind: 'busy' };
    const known = this.suspect?.operationId === operationId ? this.suspect : null;
    const refusals = (known?.refusals ?? 0) + 1;
    const isProven = known?.isProven ?? false;
    this.suspect = { messageId, operationId, bytes, refusals, isProven, onlyIn: null };
    if (!isProven && refusals < refusalsWithoutProof)
      return refusals < refusalsToSuspect ? { kind: 'busy' } : { kind: 'suspected' };
    this.suspect = null;
    if (!isProven) this.unproven = { bytes, onlyIn: null };
    return { kind: 'tooLarge', isProven };
  }

  /**
   * The server has had a message and said nothing. Answers whether it is under suspicion now: it is larger than what some
   * servers drop without a word, and nothing else is suspected. Anything smaller was lost on the way, and keeps its place.
   */
  unanswered({ operationId, messageId, conversationId }: SizedOperation, bytes: number): boolean {
    if (bytes <= columnBytes) return false;
    const known = this.suspect?.operationId === operationId ? this.suspect : null;
    if (known === null && this.suspected() !== null) return false;
    const isProven = known?.isProven ?? false;
    const refusals = refusalsToSuspect;
    this.suspect = { messageId, operationId, bytes, refusals, isProven, onlyIn: conversationId };
    return true;
  }

  /** Whether smaller ones were stored while this one was not. */
  isProven({ operationId }: Operation): boolean {
    return this.suspect?.operationId === operationId && this.suspect.isProven;
  }

  /** The server will not say anything any more about a message, which it does not have. Answers like `isProven`. */
  dropped(operation: Operation): boolean {
    const { suspect } = this;
    if (suspect?.operationId !== operation.operationId) return false;
    this.suspect = null;
    if (!suspect.isProven) this.unproven = suspect;
    return suspect.isProven;
  }

  /**
   * The server has stored a content of this size in a chat. Answers what is proven by it to have been refused for its size,
   * bytes, and null otherwise; the message under suspicion is tried once more and then known.
   */
  stored(conversationId: ConversationId, bytes: number): number | null {
    const { suspect, unproven } = this;
    const tellsOf = ({ onlyIn }: Pick<Suspect, 'onlyIn'>): boolean =>
      onlyIn === null || onlyIn === conversationId;
    const isSuspected = suspect !== null && suspect.refusals >= refusalsToSuspect;
    if (isSuspected && bytes < suspect.bytes && tellsOf(suspect))
      this.suspect = { ...suspect, isProven: true };
    if (unproven === null || !tellsOf(unproven)) return null;
    this.unproven = null;
    return bytes < unproven.bytes ? unproven.bytes : null;
  }

  /** The entry was settled some other way. */
  settled(operationId: OperationId): void {
    if (this.suspect?.operationId === operationId) this.suspect = null;
  }
}
