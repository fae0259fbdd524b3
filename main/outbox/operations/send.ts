import { addressOf } from '../../domain/conversation';
import { captionInText, splitOffered } from '../../domain/file';
import type { ConversationId, MessageId, NodeId } from '../../domain/ids';
import { holdsContent, type Message } from '../../domain/message';
import type { Operation } from '../../domain/operation';
import { refuseWriting, type Person } from '../../domain/person';
import { toMessageFrame, type OutgoingFrame } from '../../protocol/mapper';
import type { OutgoingContent } from '../../protocol/message-contents';
import { FrameType } from '../../protocol/packet-types';
import type { StoreReader } from '../../storage/account-store';
import type { BurnContent } from '../../storage/message-reader';
import { readRefusal, type PermanentRefusal } from '../refusal';
import type { FrameParts, OperationRules, SettlingParts } from './operation-rules';

/** Sending a message; its echo is the message itself with a number (tim packet 90, `odType` 1). */
export const send: OperationRules = {
  lane: 'messages',
  frameType: FrameType.message,
  follows: [],
  scope: 'chat',
  answer: { kind: 'echo' },
  trace: 'message',
  isSized: true,
  keepsPayload: false,
  forbid({ conversationId, messageId }, { store }) {
    const message = messageId === null ? null : store.messages.byId(messageId);
    return (
      forbidSending({ conversationId, viaRoom: message?.viaRoom ?? null }, store) ??
      (message === null ? null : forbidReplacing(message, store))
    );
  },
  toFrame,
  readRefusal,
  complete({ operationId, messageId, conversationId }, _target, { store, changes }) {
    store.outbox.remove(operationId);
    if (messageId !== null) changes.addMessage(conversationId, messageId);
  },
  reject({ operationId, messageId, conversationId }, code, parts) {
    const { store, changes } = parts;
    store.outbox.remove(operationId);
    if (messageId === null) return;
    store.messages.setDelivery(messageId, 'failed', code);
    changes.addMessage(conversationId, messageId);
    withdrawFollowers(messageId, parts);
    if (code === 'notFriends') doubtFriendship(conversationId, parts);
  },
};

/** Why nothing is sent to a chat any more, directly or through a room, by what is known here; null for nothing. */
export function forbidSending(
  { conversationId, viaRoom }: { readonly conversationId: ConversationId; readonly viaRoom: NodeId | null },
  store: StoreReader,
): PermanentRefusal | null {
  const relation = personOf(conversationId, store)?.relation;
  if (relation === undefined) return null;
  if (viaRoom === null) return refuseWriting(relation);
  if (relation === 'blocked') return 'blockedByYou';
  return store.rooms.standingOf(viaRoom) === 'member' ? null : 'notInSameRoom';
}

/** Never beside what it replaces, and never beside what replaces that already. */
function forbidReplacing(
  { conversationId, messageId, replaces }: Message,
  { messages }: StoreReader,
): PermanentRefusal | null {
  if (replaces === null) return null;
  const replaced = messages.byMid(conversationId, replaces);
  if (replaced !== null && holdsContent(replaced)) return 'editNotRevoked';
  const isReplaced = messages
    .replacing(conversationId, replaces, 2)
    .some((other) => other.messageId !== messageId && other.mid !== null);
  return isReplaced ? 'editedElsewhere' : null;
}

function personOf(conversationId: ConversationId, { people }: StoreReader): Person | null {
  const to = addressOf(conversationId);
  return to?.kind === 'user' ? people.byNode(to.node) : null;
}

/** Whoever the server takes for no friend is none, unless its list says otherwise. */
function doubtFriendship(conversationId: ConversationId, { store }: SettlingParts): void {
  const to = addressOf(conversationId);
  if (to?.kind !== 'user') return;
  const relation = store.people.byNode(to.node)?.relation ?? 'none';
  if (refuseWriting(relation) === null) store.people.doubt(to.node, 'refused');
}

/** The same bytes every time: nothing that they are made of changes while the entry is open. */
function toFrame(
  { messageId, conversationId }: Operation,
  { store }: Pick<FrameParts, 'store'>,
): OutgoingFrame | null {
  const message = messageId === null ? null : store.messages.byId(messageId);
  const to = addressOf(conversationId);
  if (message === null || to === null) return null;
  const words = wordsOf(message, store);
  const content = words === null ? null : contentOf(message, words);
  const { viaRoom, cid, clientId, replyTo, replaces, burnTerms } = message;
  if (words === null || content === null || cid === null || clientId === null) return null;
  return toMessageFrame({
    to,
    viaRoom,
    cid,
    clientId,
    content,
    forwardedFrom: words.forwardedFrom,
    replyTo,
    replaces,
    mentions: words.mentions,
    burnTerms,
  });
}

type OutgoingWords = Pick<
  BurnContent,
  'text' | 'file' | 'albumId' | 'mentions' | 'forwardedFrom' | 'readBytes'
>;

function wordsOf(message: Message, { messages }: StoreReader): OutgoingWords | null {
  const { messageId, burnTerms, text, file, albumId, mentions, forwardedFrom } = message;
  if (burnTerms !== null) return messages.burnContents([messageId]).get(messageId) ?? null;
  return { text, file, albumId, mentions, forwardedFrom, readBytes: () => messages.attachmentOf(messageId) };
}

function contentOf(
  { contentKind }: Message,
  { text, file, albumId, readBytes }: OutgoingWords,
): OutgoingContent | null {
  if (contentKind !== 'image' && contentKind !== 'file') return text === null ? null : { kind: 'text', text };
  const bytes = readBytes();
  if (bytes === null) return null;
  if (contentKind === 'image') return { kind: 'image', bytes, caption: text, albumId };
  if (file === null) return null;
  const offered = splitOffered(file, bytes);
  // What is carried is its own preview.
  const preview = file.isCarried || offered.preview === null ? {} : { preview: offered.preview };
  return {
    kind: 'file',
    info: file,
    bytes: offered.bytes,
    ...preview,
    caption: captionInText(text),
    albumId,
  };
}

/** A message that never reached the server needs no command: what was to be revoked is simply withdrawn. */
function withdrawFollowers(messageId: MessageId, { store, changes }: SettlingParts): void {
  for (const follower of store.outbox.ofMessage(messageId)) {
    store.outbox.remove(follower.operationId);
    store.messages.erase(messageId, 'withdrawn', null);
    changes.addMessage(follower.conversationId, messageId);
  }
}
