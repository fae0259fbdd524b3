import type { ConversationId, MessageId, ServerMid } from '../domain/ids';
import type { Disposable } from '../platform/disposable';
import type { OutgoingFrame } from '../protocol/mapper';

/**
 * What the server's history says of a message that was sent without an answer. `there`: it went through the inbound pipeline
 * and has settled its entry. `absent` rests on an answer, and so does `refused`: the server keeps the chat from this account,
 * and would refuse the message as well. Whatever is not sure is `unclear`.
 */
export type Sighting = 'there' | 'absent' | 'refused' | 'unclear';

/** What the outbox needs of the connection. */
export interface OutboxLink {
  /** True while frames may go out. */
  isOnline(): boolean;
  send(frame: OutgoingFrame): void;
  /**
   * Calls back once, when the server has had everything that was sent so far for `timeoutMs`, was alive in that time, and what
   * it said in that time has come. What is still on its way on a slow line is not late. Disposing forgets the callback, and so
   * does the end of the connection.
   */
  whenSilent(timeoutMs: number, callback: () => void): Disposable;
  /** Looks whether the server already has a message that was sent before without an answer. */
  verify(messageId: MessageId): Promise<Sighting>;
  /** Whether the server's history of a chat no longer has a number; null when that could not be found out. */
  isGone(conversationId: ConversationId, mid: ServerMid): Promise<boolean | null>;
  /**
   * Ends the connection and begins another. Answers name nothing, so an answer that is still owed could be taken for one to a
   * later frame for as long as the connection lasts.
   */
  renew(): void;
}
