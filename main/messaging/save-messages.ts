import { ChangeSet } from '../domain/change-set';
import type { MessageId } from '../domain/ids';
import type { Message } from '../domain/message';
import { inOrder } from './message-order';
import type { MessagingEnvironment } from './messaging-environment';
import { done, refuse, type Outcome } from './outcome';

/**
 * Keeps messages among what is saved, on this computer and for this account alone, or lets them go; the newest of them stands above the
 * others. Nothing of them is copied: what is shown is looked up, and goes with its message. What burns, is gone or cannot be read is
 * never saved. Answers how many of them are as was wished now; refuses where none is.
 */
export function saveMessages(
  messageIds: readonly MessageId[],
  isSaved: boolean,
  { store, changed }: MessagingEnvironment,
): Outcome<{ readonly doneCount: number }> {
  const known = inOrder(messageIds, { store }).flatMap((id) => store.messages.byId(id) ?? []);
  if (known.length === 0) return refuse('messageNotFound');
  const fitting = isSaved ? known.filter(isSavable) : known;
  if (fitting.length === 0) return refuse('cannotSave');
  const others = fitting.filter((message) => message.isSaved !== isSaved);
  if (others.length === 0) return done({ doneCount: fitting.length });
  const changes = new ChangeSet();
  store.transaction((write) => {
    for (const { conversationId, messageId } of others) {
      write.messages.setSaved(messageId, isSaved);
      changes.addMessage(conversationId, messageId);
    }
  });
  changed(changes);
  return done({ doneCount: fitting.length });
}

const isSavable = ({ contentState, burnTerms }: Message): boolean =>
  contentState === 'present' && burnTerms === null;
