import { ChangeSet } from '../domain/change-set';
import { refuseEdit } from '../domain/edit-policy';
import { toMessageId, type MessageId, type NodeId } from '../domain/ids';
import { maxMentions, type Message } from '../domain/message';
import { refuseText } from '../domain/text-policy';
import { Settlement } from '../outbox/settlement';
import type { MessagingEnvironment } from './messaging-environment';
import { done, refuse, type Outcome, type RefusalCode } from './outcome';
import { isRefused, isUnsent } from './revoke-message';
import { sendInPlace } from './send-in-place';
import { refuseWritingTo, roomTo } from './send-message';

/** What is to stand in the place of an own message. */
export interface EditRequest {
  readonly messageId: MessageId;
  readonly text: string;
  /** Members of the room whom it calls. */
  readonly mentions: readonly NodeId[];
}

/**
 * Takes an own text back and says another one instead, with what it answered: one intent, stored in one transaction. What never
 * left this computer is withdrawn and gives its place away. Everything else is a pair in the outbox: the new message is held until
 * the server has taken the old one back, and does not go out if that is refused, because then both would stand. Answers the id of
 * the new message, or of the old one where nothing was changed.
 */
export function editMessage(request: EditRequest, environment: MessagingEnvironment): Outcome<MessageId> {
  const { store, limits } = environment;
  const message = store.messages.byId(request.messageId);
  if (message === null) return refuse('messageNotFound');
  const isHere = isUnsent(message, environment);
  const refusal = refuseText(request.text) ?? refuseEditing(message, environment);
  if (refusal !== null) return refuse(refusal);
  if (limits.isTooLarge(Buffer.byteLength(request.text, 'utf8'))) return refuse('tooLargeForServer');
  const conversation = store.conversations.byId(message.conversationId);
  const closed = conversation === null ? 'messageNotFound' : refuseWritingTo(conversation, environment);
  if (conversation === null || closed !== null) return refuse(closed ?? 'messageNotFound');
  const mentions = [...new Set(request.mentions)];
  if (mentions.length > (conversation.kind === 'room' ? maxMentions : 0)) return refuse('invalidArgument');
  if (isUnchanged(message, request.text, mentions)) return done(message.messageId);
  const changes = new ChangeSet();
  const messageId = toMessageId(environment.random.uuid());
  store.transaction((write) => {
    // What it replaces was not there for anybody: the new one replaces what that was to replace.
    if (isHere) new Settlement(write).withdraw(message, changes);
    const replaces = isHere ? message.replaces : message.mid;
    write.messages.insert({
      messageId,
      conversationId: message.conversationId,
      author: environment.self(),
      isMine: true,
      viaRoom: roomTo(conversation, store),
      cid: messageId,
      mid: null,
      clientId: environment.random.int64(),
      sortNs: BigInt(Math.round(environment.serverNowMs())) * 1_000_000n,
      place: write.messages.newestPlace(message.conversationId),
      isUnread: false,
      arrivedAtMs: null,
      content: { kind: 'text', text: request.text },
      replyTo: message.replyTo,
      ...(replaces === null ? {} : { replaces }),
      mentions,
      burnTerms: null,
      delivery: 'pending',
    });
    const inserted = { conversationId: message.conversationId, messageId, replaces };
    sendInPlace(write, { message: inserted, attempts: 0, changes }, environment);
  });
  environment.changed(changes);
  environment.enqueued();
  return done(messageId);
}

/** The whole text of a message that may be edited now, and whom it calls. */
export function editableText(
  messageId: MessageId,
  environment: MessagingEnvironment,
): Outcome<Pick<EditRequest, 'text' | 'mentions'>> {
  const message = environment.store.messages.byId(messageId);
  if (message === null) return refuse('messageNotFound');
  const refusal = refuseEditing(message, environment);
  if (refusal !== null) return refuse(refusal);
  return message.text === null
    ? refuse('cannotEdit')
    : done({ text: message.text, mentions: message.mentions });
}

function refuseEditing(message: Message, environment: MessagingEnvironment): RefusalCode | null {
  const { revokeWindowSeconds, serverNowMs } = environment;
  const isHere = isUnsent(message, environment);
  const refusal = refuseEdit(message, revokeWindowSeconds(), {
    serverNowMs: serverNowMs(),
    isUnsent: isHere,
  });
  return refusal ?? (!isHere && isRefused(message, environment) ? 'revokeNeedsFriend' : null);
}

const isUnchanged = (message: Message, text: string, mentions: readonly NodeId[]): boolean =>
  message.text === text &&
  message.mentions.length === mentions.length &&
  message.mentions.every((node) => mentions.includes(node));
