import { ChangeSet } from '../domain/change-set';
import type { ConversationId, MessageId } from '../domain/ids';
import { enqueue } from '../outbox/enqueue';
import type { StoreWriter } from '../storage/account-store';
import type { MessagingEnvironment } from './messaging-environment';
import { done, refuse, type Outcome } from './outcome';

/**
 * Deletes a chat for this account on this computer. What waits to be sent is not sent any more, and one whose fate nobody knows is
 * taken back if it turns out to have been sent; what takes something back still goes out. A burn message that was opened is burned:
 * its author was promised that. What is being written is forgotten. The contents are erased by the `ChatEraser` from then on.
 */
export function deleteChat(conversationId: ConversationId, environment: MessagingEnvironment): Outcome<null> {
  const { store, drafts, reedits } = environment;
  if (store.conversations.byId(conversationId) === null) return refuse('messageNotFound');
  const draftIds = drafts.idsOf(conversationId);
  const rewritable = reedits
    .all()
    .filter((messageId) => store.messages.byId(messageId)?.conversationId === conversationId);
  const changes = new ChangeSet();
  store.transaction((write) => {
    burnOpened(conversationId, write, environment);
    const kept = settleOutbox(conversationId, write);
    write.deletedChats.setAside(conversationId, kept);
    for (const draftId of draftIds) write.drafts.erase(draftId);
    changes.addEmptied(conversationId);
  });
  for (const draftId of draftIds) drafts.end(draftId);
  reedits.forget(rewritable);
  environment.changed(changes);
  environment.enqueued();
  return done(null);
}

function burnOpened(
  conversationId: ConversationId,
  write: StoreWriter,
  environment: MessagingEnvironment,
): void {
  for (const messageId of write.deletedChats.openedBurns(conversationId)) {
    if (write.messages.byId(messageId)?.pendingOperation === 'burn') continue;
    write.messages.setPendingOperation(messageId, 'burn', null);
    enqueue(write, { kind: 'burn', conversationId, messageId }, environment);
  }
}

/** Takes what is not to be sent from the outbox; answers which messages are needed for the rest, without what they said. */
function settleOutbox(conversationId: ConversationId, write: StoreWriter): readonly MessageId[] {
  const kept = new Set<MessageId>();
  for (const { kind, messageId, attempts } of write.outbox.ofChat(conversationId)) {
    if (messageId === null) continue;
    const isSend = kind === 'send';
    if (isSend)
      for (const { operationId } of write.outbox.ofMessage(messageId)) write.outbox.remove(operationId);
    // One that was handed over may be there all the same: it has to be known when it shows up.
    if (isSend && attempts === 0) continue;
    if (!isSend && write.outbox.ofMessage(messageId).length === 0) continue;
    write.messages.erase(messageId, isSend ? 'withdrawn' : 'deleted', null);
    kept.add(messageId);
  }
  return [...kept];
}
