import { ChangeSet } from '../domain/change-set';
import { refuseDelete } from '../domain/delete-policy';
import type { MessageId } from '../domain/ids';
import type { Message } from '../domain/message';
import { nextTurn } from '../platform/turn';
import type { MessagingEnvironment } from './messaging-environment';

/** Long texts take a tenth of a second to be taken out of the index: a few at a time, and others have their turn between. */
const messagesPerTransaction = 4;

/**
 * Erases messages on this computer alone, a few in each transaction with turns of the event loop between, so that nobody waits
 * for many. Answers those that are gone; what may not be deleted (`refuseDelete`) is left as it is. What was refused by the
 * server is removed as if it had never been written.
 */
export async function deleteHere(
  messageIds: readonly MessageId[],
  environment: MessagingEnvironment,
): Promise<readonly Message[]> {
  const deleted: Message[] = [];
  for (let start = 0; start < messageIds.length; start += messagesPerTransaction) {
    if (start > 0) await nextTurn();
    deleted.push(...deleteBatch(messageIds.slice(start, start + messagesPerTransaction), environment));
  }
  return deleted;
}

/** The same for a few of them, in one transaction. */
export function deleteBatch(
  messageIds: readonly MessageId[],
  { store, changed }: MessagingEnvironment,
): readonly Message[] {
  const changes = new ChangeSet();
  const found = messageIds.flatMap((messageId) => store.messages.byId(messageId) ?? []);
  const deleted = found.filter((message) => refuseDelete(message) === null);
  if (deleted.length === 0) return [];
  store.transaction((write) => {
    for (const { messageId, conversationId, delivery } of deleted) {
      write.messages.erase(messageId, delivery === 'failed' ? 'withdrawn' : 'deleted', null);
      changes.addMessage(conversationId, messageId);
    }
  });
  changed(changes);
  return deleted;
}
