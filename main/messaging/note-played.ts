import { ChangeSet } from '../domain/change-set';
import type { MessageId } from '../domain/ids';
import type { MessagingEnvironment } from './messaging-environment';
import { done, refuse, type Outcome } from './outcome';

/** The user has heard a recording of somebody else. It is noted on this computer alone, and goes with the message. */
export function notePlayed(
  messageId: MessageId,
  { store, changed }: Pick<MessagingEnvironment, 'store' | 'changed'>,
): Outcome<null> {
  const message = store.messages.byId(messageId);
  if (message?.contentKind !== 'file') return refuse('messageNotFound');
  if (message.contentState !== 'present') return refuse('alreadyGone');
  if (message.isPlayed || message.isMine) return done(null);
  const changes = new ChangeSet();
  store.transaction((write) => write.messages.setPlayed(messageId));
  changes.addMessage(message.conversationId, messageId);
  changed(changes);
  return done(null);
}
