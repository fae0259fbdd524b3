import { ChangeSet } from '../domain/change-set';
import type { MessageId } from '../domain/ids';
import type { Message } from '../domain/message';
import type { MessagingEnvironment } from './messaging-environment';
import { done, refuse, type Outcome } from './outcome';
import { enqueue } from './send-message';

/** Opens a burn message of somebody else: its reading clock starts now and cannot be started again. */
export function revealMessage(messageId: MessageId, environment: MessagingEnvironment): Outcome<Message> {
  const { store, clock } = environment;
  const message = readable(messageId, environment);
  if (message === null) return refuse('alreadyGone');
  const changes = new ChangeSet();
  store.transaction(() => {
    store.messages.markRevealed(messageId, clock.nowMs());
    changes.addMessage(message.conversationId, messageId);
  });
  environment.changed(changes);
  const revealed = store.messages.byId(messageId);
  return revealed === null ? refuse('messageNotFound') : done(revealed);
}

/** Burns a message of somebody else now, whether it was opened or not. */
export function burnNow(messageId: MessageId, environment: MessagingEnvironment): Outcome<null> {
  const message = readable(messageId, environment);
  if (message === null) return refuse('alreadyGone');
  burnAll([message], environment);
  return done(null);
}

/** Burns everything whose time is over; answers how many there were. */
export function burnExpired(environment: MessagingEnvironment): number {
  const expired = environment.store.messages.expired(environment.clock.nowMs());
  if (expired.length > 0) burnAll(expired, environment);
  return expired.length;
}

/** Erases here first, in the transaction that queues the command for the server. */
function burnAll(messages: readonly Message[], environment: MessagingEnvironment): void {
  const { store } = environment;
  const changes = new ChangeSet();
  store.transaction(() => {
    for (const { messageId, conversationId } of messages) {
      store.messages.erase(messageId, 'burned', null);
      store.messages.setPendingOperation(messageId, 'burn', null);
      enqueue({ kind: 'burn', conversationId, messageId }, environment);
      changes.addMessage(conversationId, messageId);
    }
  });
  store.forgetErased();
  environment.changed(changes);
  environment.enqueued();
}

function readable(messageId: MessageId, { store, clock }: MessagingEnvironment): Message | null {
  const message = store.messages.byId(messageId);
  if (message === null || message.isMine || message.contentKind !== 'burn') return null;
  const isOver = message.expiresAtMs !== null && message.expiresAtMs <= clock.nowMs();
  return message.contentState === 'present' && !isOver ? message : null;
}
