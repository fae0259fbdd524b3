import type { ConversationId, MessageId, OperationId } from './ids';

/**
 * What has to reach the server; survives restarts. `opened` tells the author of a burn message that it was opened,
 * `react` tells how the user reacts to a message: the server confirms neither. What each kind means is in `main/outbox/operations`.
 */
export type OperationKind = 'send' | 'revoke' | 'burn' | 'opened' | 'react';

/**
 * The queues of the outbox, the most urgent first. None waits for another: what takes something back goes out while a picture
 * is on its way, and what is bulky while nothing else is there.
 */
export const laneNames = ['revokes', 'burns', 'messages', 'bulk'] as const;
export type LaneName = (typeof laneNames)[number];

/** A durable intent of the user, as stored in the outbox. */
export interface Operation {
  readonly operationId: OperationId;
  readonly kind: OperationKind;
  readonly lane: LaneName;
  readonly conversationId: ConversationId;
  /** The message to send, or the one that the command names; null for what is about none. */
  readonly messageId: MessageId | null;
  /** How often it was handed to the server. */
  readonly attempts: number;
  /** What was sent the first time, for repeating it; null before that, and for kinds that keep nothing. Holds no words. */
  readonly payload: Uint8Array | null;
  /** What has to be done first, and without which this is never done; null for nothing. */
  readonly awaits: OperationId | null;
}
