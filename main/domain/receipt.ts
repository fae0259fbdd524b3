import type { ServerMid } from './ids';

/**
 * What one side of a one-to-one chat tells the other of what it was sent: the server's number of the newest message that is there,
 * and of the newest one that was read; null for none. A later receipt covers every earlier one, so that none has to arrive.
 */
export interface Receipt {
  readonly delivered: ServerMid | null;
  readonly read: ServerMid | null;
}

/** Down to which place the other side has what was sent to it, and has read it; 0 for nothing that is known. */
export interface ReceiptMarks {
  readonly deliveredPlace: bigint;
  readonly readPlace: bigint;
}
