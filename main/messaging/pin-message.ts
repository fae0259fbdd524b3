import { ChangeSet } from '../domain/change-set';
import type { MessageId } from '../domain/ids';
import type { MessagingEnvironment } from './messaging-environment';
import { done, refuse, type Outcome } from './outcome';

/** Most messages that are pinned in one chat. */
export const mostPinned = 50;

/**
 * Keeps a message in view in its chat, on this computer alone, or no longer. Nothing of it is copied: what is shown is looked up, and
 * goes with the message. What burns is never pinned.
 */
export function pinMessage(
  messageId: MessageId,
  isPinned: boolean,
  { store, clock, changed }: MessagingEnvironment,
): Outcome<null> {
  const message = store.messages.byId(messageId);
  if (message === null) return refuse('messageNotFound');
  if (message.isPinned === isPinned) return done(null);
  if (isPinned && (message.contentState !== 'present' || message.burnTerms !== null))
    return refuse('cannotPin');
  const { conversationId } = message;
  const isFull = store.messages.pinned(conversationId, mostPinned).length >= mostPinned;
  if (isPinned && isFull) return refuse('tooManyPinnedMessages');
  const changes = new ChangeSet();
  store.transaction((write) => write.messages.setPinned(messageId, isPinned ? clock.nowMs() : null));
  changes.addMessage(conversationId, messageId);
  changed(changes);
  return done(null);
}
