import type { UnreadableReason } from '../domain/message';
import type { OutgoingFrame } from './mapper';
import type { TimMessage } from './packets';

/** What came of opening a message: the same packet with what it says in the clear, or why not. */
export type OpenedMessage =
  | { readonly kind: 'opened'; readonly packet: TimMessage }
  | { readonly kind: 'unopened'; readonly reason: UnreadableReason };

/** A frame as it goes out. */
export interface SealedFrame {
  readonly frame: OutgoingFrame;
  /**
   * Its bytes tell nothing to whoever lacks the key, so that the outbox may keep them; and it has to, because the same message
   * sealed again gives other bytes.
   */
  readonly isOpaque: boolean;
}

/**
 * What lies between the wire and the messages: end-to-end encryption belongs here, and nothing else reads what a message on
 * the wire says. Both ways are passed by every message.
 */
export interface Protection {
  /**
   * Whether a message of the server has to be opened before it can be read. What need not be is read as it is; a message that
   * should have been sealed and is not has to be opened, too, and is refused there.
   */
  needsOpening(packet: TimMessage): boolean;
  /**
   * Opens messages that are not known yet, in the order in which they came; answers as many as it got, in the same order. They
   * are committed afterwards, and then acknowledged: what it keeps of them is committed no later than they are. After a
   * rejection they come again.
   */
  open(packets: readonly TimMessage[]): Promise<readonly OpenedMessage[]>;
  /**
   * Seals a frame at its first sending; called in the transaction that keeps its bytes, so that what sealing changes here is
   * on the disk together with them. Every repetition sends the same bytes.
   */
  seal(frame: OutgoingFrame): SealedFrame;
}

/** Messages travel as they are. */
export const noProtection: Protection = {
  needsOpening: () => false,
  open: (packets) => Promise.resolve(packets.map((packet) => ({ kind: 'opened', packet }))),
  seal: (frame) => ({ frame, isOpaque: false }),
};
