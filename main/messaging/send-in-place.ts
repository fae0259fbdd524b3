import type { ChangeSet } from '../domain/change-set';
import type { OperationId } from '../domain/ids';
import { holdsContent, type Message } from '../domain/message';
import { enqueue } from '../outbox/enqueue';
import type { StoreWriter } from '../storage/account-store';
import type { MessagingEnvironment } from './messaging-environment';

/** A message that is to be sent, and what stands where it is to stand. */
export interface InPlace {
  readonly message: Pick<Message, 'conversationId' | 'messageId' | 'replaces'>;
  /** How often it was handed to the server before. */
  readonly attempts: number;
  readonly changes: ChangeSet;
}

/** Queues a message, behind the command that takes back what it replaces, where that still stands; inside a transaction. */
export function sendInPlace(
  write: StoreWriter,
  { message: { conversationId, messageId, replaces }, attempts, changes }: InPlace,
  environment: Pick<MessagingEnvironment, 'random'>,
): void {
  const replaced = replaces === null ? null : write.messages.byMid(conversationId, replaces);
  const awaits = replaced === null || !holdsContent(replaced) ? null : takeBack(write, replaced, environment);
  if (replaced !== null) changes.addMessage(conversationId, replaced.messageId);
  enqueue(write, { kind: 'send', conversationId, messageId, attempts, awaits }, environment);
  changes.addMessage(conversationId, messageId);
}

function takeBack(
  write: StoreWriter,
  { conversationId, messageId }: Message,
  environment: Pick<MessagingEnvironment, 'random'>,
): OperationId {
  const open = write.outbox.ofMessage(messageId).find(({ kind }) => kind === 'revoke');
  if (open !== undefined) return open.operationId;
  write.messages.setPendingOperation(messageId, 'revoke', null);
  return enqueue(write, { kind: 'revoke', conversationId, messageId }, environment);
}
