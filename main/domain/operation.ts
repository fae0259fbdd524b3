import type { ConversationId, MessageId, OperationId } from './ids';

/**
 * What has to reach the server; survives restarts. `opened` tells the author of a burn message that it was opened: the one
 * kind that the server never confirms.
 */
export type OperationKind = 'send' | 'revoke' | 'burn' | 'opened';

/** A durable intent of the user, as stored in the outbox. */
export interface Operation {
  readonly operationId: OperationId;
  readonly kind: OperationKind;
  readonly conversationId: ConversationId;
  /** The message to send, or the one that the command names. */
  readonly messageId: MessageId;
  /** How often it was handed to the server. */
  readonly attempts: number;
}
