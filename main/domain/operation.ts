import type { ConversationId, MessageId, OperationId } from './ids';

/** What the user wants the server to do; survives restarts. */
export type OperationKind = 'send' | 'revoke' | 'burn';

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
