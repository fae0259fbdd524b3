import { animationOf } from '../domain/animation';
import type { AttachmentPlace } from '../domain/attachment';
import type { FileInfo } from '../domain/file';
import { mayBurn } from '../domain/shown-file';
import { burnTermsFor } from '../domain/burn-policy';
import { ChangeSet } from '../domain/change-set';
import type { Conversation } from '../domain/conversation';
import { maxSentLargeImageBytes, readImage } from '../domain/image';
import { toMessageId, type ConversationId, type MessageId, type NodeId, type ServerMid } from '../domain/ids';
import { refuseWriting, type Relation } from '../domain/person';
import { notesId } from '../domain/notes';
import { withoutNotes } from '../domain/picture-notes';
import {
  contentBytes,
  holdsContent,
  maxCaptionLength,
  maxMentions,
  type Message,
  type MessageContent,
} from '../domain/message';
import { roomOnTheWay } from '../domain/private-message';
import type { RoomStanding } from '../domain/room';
import { refuseReply } from '../domain/reply-policy';
import { refuseRevoke } from '../domain/revoke-policy';
import { refuseText } from '../domain/text-policy';
import { hasVisible } from '../domain/visible-text';
import type { StoreReader } from '../storage/account-store';
import { enqueue } from '../outbox/enqueue';
import type { MessagingEnvironment } from './messaging-environment';
import { writeNote } from './notes';
import { done, refuse, type Outcome, type RefusalCode } from './outcome';
import { sendInPlace } from './send-in-place';

/** What the user wants to say. */
export interface SendRequest {
  readonly conversationId: ConversationId;
  readonly content: RequestedContent;
  /** Reading time in seconds, null for a message that stays. */
  readonly burnSeconds: number | null;
  /** The message that it answers, null for none. */
  readonly replyToId: MessageId | null;
  /** Members of the room whom it calls. */
  readonly mentions: readonly NodeId[];
  /** Who wrote first what is forwarded; absent for what is not. */
  readonly forwardedFrom?: string;
  /** The kept draft that ends with this message, if it ends one. */
  readonly draftId?: string;
}

type SentContent = Extract<MessageContent, { readonly kind: RequestedContent['kind'] }>;

/** A text, the bytes of a picture that the window has made small enough, or a file that was taken in. */
export type RequestedContent =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'image';
      readonly bytes: Uint8Array;
      /** What goes with it; empty for nothing. */
      readonly caption?: string;
      /** Shared with those that are sent together with it. What burns, burns alone: it goes without one. */
      readonly albumId?: string;
    }
  | {
      readonly kind: 'file';
      readonly info: FileInfo;
      /** What goes with the message: the bytes, or the hashes of the blocks. */
      readonly bytes: Uint8Array;
      /** Where the bytes are, of one that does not travel with its message; null otherwise. */
      readonly place: AttachmentPlace | null;
      /** A small picture of it; absent for none, and where the bytes go with the message. */
      readonly preview?: Uint8Array;
      /** As those of a picture. */
      readonly caption?: string;
      readonly albumId?: string;
    };

/**
 * Stores the message and its outbox entry in one transaction, which also ends the draft: a crash leaves one of both. Delivery follows when there is a connection.
 */
export function sendMessage(request: SendRequest, environment: MessagingEnvironment): Outcome<MessageId> {
  const content = checkContent(request);
  if (!content.ok) return content;
  if (request.conversationId === notesId) return noteOf(request, content.value, environment);
  const { store, random, limits } = environment;
  if (limits.isTooLarge(contentBytes(content.value))) return refuse('tooLargeForServer');
  const conversation = store.conversations.byId(request.conversationId);
  if (conversation === null) return refuse('messageNotFound');
  const closed = refuseWritingTo(conversation, environment);
  if (closed !== null) return refuse(closed);
  if (conversation.kind === 'room' && request.burnSeconds !== null) return refuse('burnNotInRooms');
  const viaRoom = roomTo(conversation, store);
  if (viaRoom !== null && request.burnSeconds !== null) return refuse('burnNeedsFriend');
  const mentions = [...new Set(request.mentions)];
  const canMention = mentions.length === 0 || conversation.kind === 'room';
  if (!canMention || mentions.length > maxMentions) return refuse('invalidArgument');
  const reply = findQuoted(request, environment);
  if (!reply.ok) return reply;
  const messageId = toMessageId(random.uuid());
  const changes = new ChangeSet();
  const { draftId, forwardedFrom } = request;
  store.transaction((write) => {
    write.messages.insert({
      messageId,
      conversationId: request.conversationId,
      author: environment.self(),
      isMine: true,
      viaRoom,
      cid: messageId,
      mid: null,
      clientId: random.int64(),
      sortNs: BigInt(Math.round(environment.serverNowMs())) * 1_000_000n,
      // Behind everything that is known; the server's number brings its own place.
      place: write.messages.newestPlace(request.conversationId),
      isUnread: false,
      arrivedAtMs: null,
      content: forwardedFrom === undefined ? content.value : { ...content.value, forwardedFrom },
      replyTo: reply.value,
      mentions,
      burnTerms: request.burnSeconds === null ? null : burnTermsFor(request.burnSeconds),
      delivery: 'pending',
    });
    if (request.content.kind === 'file' && request.content.place !== null) {
      const { place, info } = request.content;
      const description = { hash: Buffer.from(info.hash, 'hex'), mediaType: info.mediaType };
      write.attachments.add(messageId, place, description);
    }
    enqueue(write, { kind: 'send', conversationId: request.conversationId, messageId }, environment);
    changes.addMessage(request.conversationId, messageId);
    // An ordinary text is on the disk anyway, now as a message.
    if (draftId !== undefined && request.burnSeconds === null) write.drafts.release(draftId);
    else if (draftId !== undefined) write.drafts.erase(draftId);
  }, 'later');
  if (draftId !== undefined) environment.drafts.end(draftId);
  environment.changed(changes);
  // What goes out at once is noted in a second commit, and both are waited for together.
  environment.enqueued();
  return done(messageId);
}

/** A note is sent to nobody: nothing of it burns, is an answer, calls anybody, or is fetched from somewhere. */
function noteOf(
  { burnSeconds, replyToId, mentions, forwardedFrom, draftId }: SendRequest,
  content: SentContent,
  environment: MessagingEnvironment,
): Outcome<MessageId> {
  const isOwn = burnSeconds === null && replyToId === null && mentions.length === 0;
  if (!isOwn || content.kind === 'file' || forwardedFrom !== undefined) return refuse('invalidArgument');
  return done(writeNote(content, draftId, environment));
}

/**
 * Tries a refused message again, at the end of the queue; with it what it replaces is taken back, if that still stands. `isApart`: it
 * goes out as a message of its own, and what it was to replace stays.
 */
export function retryMessage(
  messageId: MessageId,
  environment: MessagingEnvironment,
  isApart = false,
): Outcome<null> {
  const { store, limits } = environment;
  const message = store.messages.byId(messageId);
  if (message?.delivery !== 'failed' || message.contentState !== 'present') return refuse('messageNotFound');
  const conversation = store.conversations.byId(message.conversationId);
  const closed = conversation === null ? null : refuseWritingTo(conversation, environment);
  if (closed !== null) return refuse(closed);
  const kept = isApart ? null : refuseTakingBack(message, environment);
  if (kept !== null) return refuse(kept);
  // The user wants it to be tried: what was learnt of the server is put to the test.
  if (message.deliveryFailure === 'tooLargeForServer') limits.forget();
  const changes = new ChangeSet();
  store.transaction((write) => {
    write.messages.setDelivery(messageId, 'pending', null);
    // What got no answer may have arrived since: it is looked for before it is sent again.
    const attempts = message.deliveryFailure === 'timedOut' ? 1 : 0;
    if (isApart) write.messages.setApart(messageId);
    const inPlace = isApart ? { ...message, replaces: null } : message;
    sendInPlace(write, { message: inPlace, attempts, changes }, environment);
  });
  environment.changed(changes);
  environment.enqueued();
  return done(null);
}

/** Why what a message is to replace cannot be taken back any more; null where it can, or is gone. */
function refuseTakingBack(
  { conversationId, replaces }: Message,
  { store, revokeWindowSeconds, serverNowMs }: MessagingEnvironment,
): RefusalCode | null {
  const replaced = replaces === null ? null : store.messages.byMid(conversationId, replaces);
  if (replaced === null || !holdsContent(replaced) || replaced.pendingOperation === 'revoke') return null;
  return refuseRevoke(replaced, revokeWindowSeconds(), serverNowMs());
}

/** Removes a refused message: nobody else has ever seen it. */
export function discardMessage(messageId: MessageId, environment: MessagingEnvironment): Outcome<null> {
  const { store } = environment;
  const message = store.messages.byId(messageId);
  if (message?.delivery !== 'failed') return refuse('messageNotFound');
  const changes = new ChangeSet();
  store.transaction((write) => {
    write.messages.erase(messageId, 'withdrawn', null);
    changes.addMessage(message.conversationId, messageId);
  });
  environment.changed(changes);
  return done(null);
}

/**
 * Why nothing can be sent to a chat; null when it can. What the server would refuse is not even queued: its rights are minutes
 * old, and the first message after the end of a friendship would still arrive.
 */
export function refuseWritingTo(
  conversation: Conversation,
  { store }: MessagingEnvironment,
): 'notFriends' | 'blockedByYou' | 'notAMember' | null {
  if (conversation.kind === 'room' && !mayWriteIn.has(store.rooms.standingOf(conversation.node)))
    return 'notAMember';
  const relation = relationTo(conversation, store);
  return roomOnTheWay(conversation, relation) === null ? refuseWriting(relation) : null;
}

// Of a room that is only in the list of chats nothing is known that speaks against it.
const mayWriteIn: ReadonlySet<RoomStanding> = new Set(['member', 'none']);

/** Reading time that messages of a chat begin with, seconds; null: they stay. What goes through a room cannot burn. */
export const burnDefaultOf = (conversation: Conversation, store: StoreReader): number | null =>
  goesThroughRoom(conversation, store) ? null : conversation.burnDefaultSeconds;

/** Whether what is said to somebody goes through a room, because they are no friend. */
export const goesThroughRoom = (conversation: Conversation, store: StoreReader): boolean =>
  roomTo(conversation, store) !== null;

/** The room through which what is said to somebody goes; null for none. */
export const roomTo = (conversation: Conversation, store: StoreReader): NodeId | null =>
  roomOnTheWay(conversation, relationTo(conversation, store));

const relationTo = ({ kind, node }: Conversation, { people }: StoreReader): Relation =>
  kind === 'room' ? 'none' : (people.byNode(node)?.relation ?? 'none');

/** The number by which the answer names what it answers. */
function findQuoted(
  { conversationId, replyToId }: SendRequest,
  { store }: MessagingEnvironment,
): Outcome<ServerMid | null> {
  if (replyToId === null) return done(null);
  const quoted = store.messages.byId(replyToId);
  if (quoted?.conversationId !== conversationId) return refuse('cannotQuote');
  const refusal = refuseReply(quoted);
  return refusal === null ? done(quoted.mid) : refuse(refusal);
}

function checkContent({ content, burnSeconds }: SendRequest): Outcome<SentContent> {
  if (content.kind === 'text') {
    const refusal = refuseText(content.text);
    return refusal === null ? done(content) : refuse(refusal);
  }
  const { caption = '', albumId } = content;
  if (caption.length > maxCaptionLength) return refuse('textTooLong');
  const beside = {
    ...(hasVisible(caption) ? { caption: caption.trim() } : {}),
    ...(albumId === undefined || burnSeconds !== null ? {} : { albumId }),
  };
  if (content.kind === 'file') {
    const { info, bytes: offered, preview } = content;
    if (burnSeconds !== null && !mayBurn(info)) return refuse('fileCannotBurn');
    return done({
      kind: 'file',
      info,
      bytes: offered,
      ...(preview === undefined ? {} : { preview }),
      ...beside,
    });
  }
  if (content.bytes.length > maxSentLargeImageBytes) return refuse('imageTooLarge');
  const info = readImage(content.bytes);
  if (info === null) return refuse('imageUnreadable');
  const animation = animationOf(content.bytes, info);
  if (animation === 'heavy') return refuse('animationTooLarge');
  // Every other one was painted anew.
  const bytes = animation === 'none' ? content.bytes : withoutNotes(content.bytes, info.mediaType);
  if (bytes === null) return refuse('imageUnreadable');
  return done({ kind: 'image', info, bytes, ...beside });
}
