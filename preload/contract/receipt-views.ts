/**
 * What the other side of a one-to-one chat has told of own messages, as places in the chat: an own message that the server has was
 * delivered, or read, if its sort key is not greater. What was read was delivered.
 */
export interface ReceiptsView {
  readonly deliveredUntil: string;
  /** Compares as less than every message while nothing is known to have been read. */
  readonly readUntil: string;
}
