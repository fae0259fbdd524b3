import { ChangeSet } from '../domain/change-set';
import type { ConversationId, MessageId } from '../domain/ids';
import type { Message } from '../domain/message';
import { enqueue } from '../outbox/enqueue';
import type { ErasingEnvironment, MessagingEnvironment } from './messaging-environment';
import { done, refuse, type Outcome } from './outcome';

/**
 * Opens a burn message of somebody else. The first time its reading clock starts, and its author is told; later, after the
 * content was covered again, the clock goes on. A file is opened once all of it is here: no clock runs while it comes.
 */
export function revealMessage(messageId: MessageId, environment: MessagingEnvironment): Outcome<Message> {
  const { store, clock, openMessages } = environment;
  const message = readable(messageId, environment);
  if (message === null) return refuse('alreadyGone');
  if (!isHere(message, environment)) return refuse('fileNotHere');
  const changes = new ChangeSet();
  store.transaction((write) => {
    if (write.messages.markRevealed(messageId, clock.nowMs())) {
      enqueue(write, { kind: 'opened', conversationId: message.conversationId, messageId }, environment);
    }
    changes.addMessage(message.conversationId, messageId);
  });
  openMessages.add(messageId);
  environment.changed(changes);
  environment.enqueued();
  const revealed = store.messages.byId(messageId);
  return revealed === null ? refuse('messageNotFound') : done(revealed);
}

/**
 * Burns a message of somebody else now, whether it was opened or not. When the disk does not take it, the wish is accepted all
 * the same: nothing of the message is shown any more, and it is erased as soon as that is possible.
 */
export function burnNow(messageId: MessageId, environment: MessagingEnvironment): Outcome<null> {
  const message = readable(messageId, environment);
  if (message === null) return refuse('alreadyGone');
  burnOrWish([message], environment);
  return done(null);
}

/**
 * The user leaves a chat, or with null all of them: what is open there is burned, if the user wants that, and covered
 * otherwise.
 */
export function leaveConversation(
  conversationId: ConversationId | null,
  environment: MessagingEnvironment,
): void {
  const isLeft = (message: Message): boolean =>
    conversationId === null || message.conversationId === conversationId;
  const open = environment.openMessages
    .all()
    .flatMap((messageId) => environment.store.messages.byId(messageId) ?? [])
    .filter((message) => isLeft(message) && message.contentState === 'present');
  if (open.length === 0) return;
  if (environment.burnsOnLeave()) burnOrWish(open, environment);
  else cover(open, environment);
}

/** Nobody may be looking any more (sleep, locked screen): what is open is covered, and its clocks run on. */
export function coverAll(environment: MessagingEnvironment): void {
  const { openMessages, store } = environment;
  const open = openMessages.all().flatMap((messageId) => store.messages.byId(messageId) ?? []);
  cover(open, environment);
}

/**
 * Erases everything whose time is over, and what is to be burned and was not; answers how many there were. A message of
 * somebody else is burned. An own one that was opened is only forgotten here, because its reader burns it; one that was never
 * opened is taken back.
 */
export function burnDue(environment: ErasingEnvironment): number {
  const messages = due(environment);
  if (messages.length > 0) eraseBurned(messages, environment);
  // What is not there any more was erased some other way.
  for (const messageId of environment.burnWishes.all()) environment.burnWishes.delete(messageId);
  return messages.length;
}

/** What is to be erased and could not be is shown no longer, and its view tells what it waits for. */
export function coverDue(environment: ErasingEnvironment): void {
  cover(due(environment), environment);
}

function due({ store, clock, burnWishes }: ErasingEnvironment): readonly Message[] {
  const expired = store.messages.expired(clock.nowMs());
  const wished = burnWishes.all().flatMap((messageId) => store.messages.byId(messageId) ?? []);
  const others = wished.filter(
    ({ messageId, contentState }) =>
      contentState === 'present' && expired.every((message) => message.messageId !== messageId),
  );
  return [...expired, ...others];
}

/** What cannot be erased now stays wished. */
function burnOrWish(messages: readonly Message[], environment: ErasingEnvironment): void {
  try {
    eraseBurned(messages, environment);
  } catch {
    // Whoever fulfils wishes tries again, and reports what comes of it.
    environment.burnWishes.add(messages.map(({ messageId }) => messageId));
    cover(messages, environment);
  }
}

/** Erases here first, in the transaction that queues the command for the server. */
function eraseBurned(messages: readonly Message[], environment: ErasingEnvironment): void {
  const { store, openMessages, burnWishes } = environment;
  const changes = new ChangeSet();
  store.transaction((write) => {
    for (const message of messages) {
      const { messageId, conversationId } = message;
      const command = commandFor(message);
      if (command === 'revoke') write.messages.erase(messageId, 'revoked', message.author);
      else write.messages.erase(messageId, 'burned', null);
      if (command !== null && message.pendingOperation !== command) {
        write.messages.setPendingOperation(messageId, command, null);
        enqueue(write, { kind: command, conversationId, messageId }, environment);
      }
      changes.addMessage(conversationId, messageId);
    }
  });
  for (const { messageId } of messages) {
    openMessages.delete(messageId);
    burnWishes.delete(messageId);
  }
  environment.changed(changes);
  environment.enqueued();
}

function commandFor(message: Message): 'revoke' | 'burn' | null {
  if (!message.isMine) return 'burn';
  return message.revealedAtMs === null ? 'revoke' : null;
}

function cover(messages: readonly Message[], environment: ErasingEnvironment): void {
  if (messages.length === 0) return;
  const changes = new ChangeSet();
  for (const { messageId, conversationId } of messages) {
    environment.openMessages.delete(messageId);
    changes.addMessage(conversationId, messageId);
  }
  environment.changed(changes);
}

function readable(messageId: MessageId, { store, clock, burnWishes }: MessagingEnvironment): Message | null {
  const message = store.messages.byId(messageId);
  if (message === null || message.isMine || message.burnTerms === null) return null;
  const isOver = message.expiresAtMs !== null && message.expiresAtMs <= clock.nowMs();
  return message.contentState === 'present' && !isOver && !burnWishes.has(messageId) ? message : null;
}

/** Whether everything that a burn message shows is on this computer. */
function isHere({ messageId, contentKind }: Message, { store }: MessagingEnvironment): boolean {
  if (contentKind !== 'file') return true;
  const file = store.messages.burnContents([messageId]).get(messageId)?.file ?? null;
  return file?.isCarried === true || store.attachments.ofMessage(messageId).length > 0;
}
