import { ChangeSet } from '../domain/change-set';
import { addressOf } from '../domain/conversation';
import type { ConversationId, MessageId } from '../domain/ids';
import type { Message } from '../domain/message';
import { isBeyondRecall } from '../domain/private-message';
import { refuseReply } from '../domain/reply-policy';
import { refuseRevoke } from '../domain/revoke-policy';
import { enqueue } from '../outbox/enqueue';
import { Settlement } from '../outbox/settlement';
import type { MessagingEnvironment } from './messaging-environment';
import { isNote } from './notes';
import { done, refuse, type Outcome } from './outcome';
import type { KeptDraft } from './reedit-shelf';

/**
 * Takes an own message back. What never left this computer is withdrawn at once; everything else waits in the outbox for
 * the server's word and says so.
 */
export function revokeMessage(messageId: MessageId, environment: MessagingEnvironment): Outcome<null> {
  const { store } = environment;
  const message = store.messages.byId(messageId);
  if (message === null) return refuse('messageNotFound');
  // Nobody has it who could lose it: a note is deleted.
  if (isNote(message)) return refuse('invalidArgument');
  const refusal = refuseRevoke(message, environment.revokeWindowSeconds(), environment.serverNowMs());
  if (refusal !== null) return refuse(refusal);
  const isHere = isUnsent(message, environment);
  if (!isHere && isRefused(message, environment)) return refuse('revokeNeedsFriend');
  // A burn message was never meant to last: it is not kept for writing it anew.
  // Nor is the name of a file a text.
  if (message.text !== null && message.burnTerms === null && message.contentKind !== 'file') {
    environment.reedits.keep(messageId, {
      text: message.text,
      replyToId: quotedIdOf(message, environment),
      mentions: message.mentions,
    });
  }
  if (isHere) withdraw(message, environment);
  else enqueueRevoke(message, environment);
  return done(null);
}

/**
 * What a message said that was taken back a short while ago, for writing it anew. What it answered comes with it only while
 * that can still be answered.
 */
export function reeditMessage(messageId: MessageId, environment: MessagingEnvironment): Outcome<KeptDraft> {
  const draft = environment.reedits.draftOf(messageId);
  if (draft === null) return refuse('reeditOver');
  const quoted = draft.replyToId === null ? null : environment.store.messages.byId(draft.replyToId);
  return done(quoted !== null && refuseReply(quoted) === null ? draft : { ...draft, replyToId: null });
}

function quotedIdOf({ conversationId, replyTo }: Message, { store }: MessagingEnvironment): MessageId | null {
  return replyTo === null ? null : (store.messages.byMid(conversationId, replyTo)?.messageId ?? null);
}

/** Where the message was that was revoked without being pointed at. */
export interface RevokedLast {
  readonly environment: MessagingEnvironment;
  readonly conversationId: ConversationId;
}

/** Revokes the newest own message of several accounts that may still be revoked; each server has a clock of its own. */
export function revokeLast(environments: readonly MessagingEnvironment[]): Outcome<RevokedLast> {
  const [newest] = environments
    .flatMap((environment) => {
      const message = newestRevocable(null, environment);
      if (message === null) return [];
      const ageMs = environment.serverNowMs() - Number(message.sortNs / 1_000_000n);
      const { messageId, conversationId } = message;
      return [{ messageId, conversationId, environment, ageMs }];
    })
    .sort((one, other) => one.ageMs - other.ageMs);
  if (newest === undefined) return refuse('nothingToRevoke');
  const { environment, conversationId } = newest;
  const outcome = revokeMessage(newest.messageId, environment);
  return outcome.ok ? done({ environment, conversationId }) : outcome;
}

/** The newest own message of a chat, or of all chats, if the policy still allows to revoke it. */
export function newestRevocable(
  conversationId: ConversationId | null,
  environment: MessagingEnvironment,
): Message | null {
  const message = environment.store.messages.newestOwn(conversationId);
  if (message === null) return null;
  const refusal = refuseRevoke(message, environment.revokeWindowSeconds(), environment.serverNowMs());
  return refusal === null && !isRefused(message, environment) ? message : null;
}

/** Whether the server is known to refuse taking a message back. */
export function isRefused(message: Message, { store }: MessagingEnvironment): boolean {
  const address = message.viaRoom === null ? null : addressOf(message.conversationId);
  return address !== null && isBeyondRecall(message, store.people.byNode(address.node)?.relation ?? 'none');
}

/** Whether a message was never handed to the server: attempts count hand-overs, not successes. */
export function isUnsent(message: Message, { store }: MessagingEnvironment): boolean {
  if (message.delivery === 'failed') return true;
  return store.outbox
    .ofMessage(message.messageId)
    .some(({ kind, attempts }) => kind === 'send' && attempts === 0);
}

function withdraw(message: Message, environment: MessagingEnvironment): void {
  const { store } = environment;
  const changes = new ChangeSet();
  store.transaction((write) => new Settlement(write).withdraw(message, changes));
  environment.changed(changes);
}

function enqueueRevoke(message: Message, environment: MessagingEnvironment): void {
  const { store } = environment;
  const { conversationId, messageId } = message;
  const changes = new ChangeSet();
  store.transaction((write) => {
    write.messages.setPendingOperation(messageId, 'revoke', null);
    enqueue(write, { kind: 'revoke', conversationId, messageId }, environment);
    changes.addMessage(conversationId, messageId);
  });
  environment.changed(changes);
  environment.enqueued();
}
