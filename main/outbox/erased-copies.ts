import type { ServerMid } from '../domain/ids';
import type { Message } from '../domain/message';
import type { StoreReader, StoreWriter } from '../storage/account-store';

/** A copy of a message that the server no longer has, because of a command of this kind. */
export interface ErasedCopy {
  readonly kind: 'revoke' | 'burn';
  readonly message: Message;
  readonly mid: ServerMid | null;
}

/** The copy that a command names next: further copies first, the message's own number last. */
export const nextTarget = ({ messageId, mid }: Message, { copies }: StoreReader): ServerMid | null =>
  copies.ofMessage(messageId)[0] ?? mid;

/**
 * The server no longer has one copy of a message. The command is done with the last copy; until then it goes out again for
 * the next one. Inside the caller's transaction.
 */
export function confirmErased({ kind, message, mid }: ErasedCopy, store: StoreWriter): void {
  const left = strike(message, mid, store);
  if (left === 'unchanged') return;
  const { outbox, messages } = store;
  const entry = outbox.ofMessage(message.messageId).find((operation) => operation.kind === kind);
  if (left === 'some') {
    if (entry !== undefined) outbox.markQueued(entry.operationId);
    return;
  }
  if (entry !== undefined) outbox.remove(entry.operationId);
  messages.setPendingOperation(message.messageId, null, null);
}

/**
 * Strikes a number off and tells what is left on the server. `unchanged`: the number was struck off before, and its
 * repetition says nothing about the others.
 */
function strike(
  message: Message,
  erasedMid: ServerMid | null,
  { copies, messages }: StoreWriter,
): 'unchanged' | 'some' | 'none' {
  const { conversationId, messageId, mid } = message;
  if (erasedMid !== null && copies.strike(conversationId, erasedMid)) return 'some';
  if (erasedMid !== mid) return 'unchanged';
  const [next] = copies.ofMessage(messageId);
  if (next === undefined) return 'none';
  if (mid !== null) copies.exchange(message, mid, next);
  messages.setMid(messageId, next);
  return 'some';
}
