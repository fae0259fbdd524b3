import { ChangeSet } from '../domain/change-set';
import { editableWords, refuseEdit } from '../domain/edit-policy';
import { toMessageId, type MessageId, type NodeId } from '../domain/ids';
import {
  contentBytes,
  maxCaptionLength,
  maxMentions,
  type Message,
  type MessageContent,
} from '../domain/message';
import { refuseText } from '../domain/text-policy';
import { hasVisible } from '../domain/visible-text';
import { Settlement } from '../outbox/settlement';
import type { StoreWriter } from '../storage/account-store';
import { editedTogether, type EditedTogether } from './edited-together';
import type { MessagingEnvironment } from './messaging-environment';
import { done, refuse, type Outcome, type RefusalCode } from './outcome';
import { isNote, rewriteNote } from './notes';
import { isRefused, isUnsent } from './revoke-message';
import { sendInPlace } from './send-in-place';
import { refuseWritingTo, roomTo } from './send-message';

/** What is to stand in the place of an own message. */
export interface EditRequest {
  readonly messageId: MessageId;
  /** A text, or what goes with a picture; empty for nothing there. */
  readonly text: string;
  /** Members of the room whom it calls. */
  readonly mentions: readonly NodeId[];
}

/** The words of an own message, as they are edited. */
export interface EditableWords extends Pick<EditRequest, 'text' | 'mentions'> {
  /** They go with a picture: there may be none. */
  readonly isCaption: boolean;
}

/** A message that is to be said anew. */
interface Anew {
  readonly old: Message;
  readonly content: MessageContent;
  readonly mentions: readonly NodeId[];
}

/**
 * Takes an own message back and says another one instead, with what it answered: one intent, stored in one transaction. Of an album, whose
 * words are those of its last picture, that is all of its pictures, from the bytes that are here. What never left this computer is withdrawn
 * and gives its place away. Everything else is a pair in the outbox: the new message is held until the server has taken the old one back,
 * and does not go out if that is refused, because then both would stand. Answers the id of the new message with the words, or of the old
 * one where nothing was changed.
 */
export function editMessage(request: EditRequest, environment: MessagingEnvironment): Outcome<MessageId> {
  const { store, limits } = environment;
  const found = findEditable(request.messageId, environment);
  if (!found.ok) return found;
  const { last } = found.value;
  const refusal = refuseWords(request.text, last);
  if (refusal !== null) return refuse(refusal);
  if (isNote(last)) return editNote(request, last, environment);
  const conversation = store.conversations.byId(last.conversationId);
  const closed = conversation === null ? 'messageNotFound' : refuseWritingTo(conversation, environment);
  if (conversation === null || closed !== null) return refuse(closed ?? 'messageNotFound');
  const mentions = [...new Set(request.mentions)];
  if (mentions.length > (conversation.kind === 'room' ? maxMentions : 0)) return refuse('invalidArgument');
  if (isUnchanged(last, request.text, mentions)) return done(last.messageId);
  const said = sayAnew(found.value, { text: request.text, mentions }, environment);
  if (said === null) return refuse('cannotEdit');
  if (said.some(({ content }) => limits.isTooLarge(contentBytes(content))))
    return refuse('tooLargeForServer');
  const viaRoom = roomTo(conversation, store);
  const changes = new ChangeSet();
  const newIds = store.transaction((write) =>
    said.map((anew) => replace(write, { ...anew, viaRoom, changes }, environment)),
  );
  environment.changed(changes);
  environment.enqueued();
  return done(newIds.at(-1) ?? last.messageId);
}

/** A note nobody else has: it is rewritten, and nothing waits for anybody. */
function editNote(
  { text, mentions }: EditRequest,
  note: Message,
  environment: MessagingEnvironment,
): Outcome<MessageId> {
  if (mentions.length > 0) return refuse('invalidArgument');
  if (isUnchanged(note, text, [])) return done(note.messageId);
  const [said] = sayAnew({ others: [], last: note }, { text, mentions }, environment) ?? [];
  return said === undefined ? refuse('cannotEdit') : done(rewriteNote(note, said.content, environment));
}

/** The words of a message that may be edited now, whole, and whom they call; of a picture those of its album. */
export function editableText(
  messageId: MessageId,
  environment: MessagingEnvironment,
): Outcome<EditableWords> {
  const found = findEditable(messageId, environment);
  if (!found.ok) return found;
  const { last } = found.value;
  const { mentions, contentKind } = last;
  return done({ text: editableWords(last) ?? '', mentions, isCaption: contentKind !== 'text' });
}

/** What is said anew, in its order: all of it may be, or nothing is. */
function findEditable(messageId: MessageId, environment: MessagingEnvironment): Outcome<EditedTogether> {
  const { store } = environment;
  const message = store.messages.byId(messageId);
  if (message === null) return refuse('messageNotFound');
  if (isNote(message))
    return message.contentState === 'present' ? done({ others: [], last: message }) : refuse('alreadyGone');
  const together = editedTogether(message, store);
  for (const one of [...together.others, together.last]) {
    const refusal = refuseEditing(one, environment);
    if (refusal !== null) return refuse(refusal);
  }
  return done(together);
}

function refuseWords(text: string, { contentKind }: Message): RefusalCode | null {
  if (contentKind === 'text') return refuseText(text);
  return text.length > maxCaptionLength ? 'textTooLong' : null;
}

/** The new messages, the last one with the new words; null where the bytes of a picture are not here. */
function sayAnew(
  { others, last }: EditedTogether,
  { text, mentions }: Pick<EditRequest, 'text' | 'mentions'>,
  { store, random }: MessagingEnvironment,
): readonly Anew[] | null {
  // Another album than before, of which nobody finds half a picture behind what was said since.
  const albumId = others.length > 0 ? random.uuid() : null;
  const olds = [...others, last];
  const said = olds.flatMap((old): readonly Anew[] => {
    const words = old === last ? text : (editableWords(old) ?? '');
    const called = old === last ? mentions : old.mentions;
    if (old.contentKind === 'text')
      return [{ old, content: { kind: 'text', text: words }, mentions: called }];
    const bytes = old.image === null ? null : store.messages.attachmentOf(old.messageId);
    if (old.image === null || bytes === null) return [];
    const content = {
      kind: 'image',
      info: old.image,
      bytes,
      ...(hasVisible(words) ? { caption: words.trim() } : {}),
      ...(albumId === null ? {} : { albumId }),
    } as const;
    return [{ old, content, mentions: hasVisible(words) ? called : [] }];
  });
  return said.length === olds.length ? said : null;
}

interface Replacing extends Anew {
  readonly viaRoom: NodeId | null;
  readonly changes: ChangeSet;
}

/** Puts one message in the place of another; inside a transaction. Answers the id of the new one. */
function replace(
  write: StoreWriter,
  { old, content, mentions, viaRoom, changes }: Replacing,
  environment: MessagingEnvironment,
): MessageId {
  const { random, serverNowMs, self } = environment;
  const isHere = isUnsent(old, environment);
  const { conversationId } = old;
  const messageId = toMessageId(random.uuid());
  // What it replaces was not there for anybody: the new one replaces what that was to replace.
  if (isHere) new Settlement(write).withdraw(old, changes);
  const replaces = isHere ? old.replaces : old.mid;
  write.messages.insert({
    messageId,
    conversationId,
    author: self(),
    isMine: true,
    viaRoom,
    cid: messageId,
    mid: null,
    clientId: random.int64(),
    sortNs: BigInt(Math.round(serverNowMs())) * 1_000_000n,
    place: write.messages.newestPlace(conversationId),
    isUnread: false,
    arrivedAtMs: null,
    content,
    replyTo: old.replyTo,
    ...(replaces === null ? {} : { replaces }),
    mentions,
    burnTerms: null,
    delivery: 'pending',
  });
  const inserted = { conversationId, messageId, replaces };
  sendInPlace(write, { message: inserted, attempts: 0, changes }, environment);
  return messageId;
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
  editableWords(message) === text &&
  message.mentions.length === mentions.length &&
  message.mentions.every((node) => mentions.includes(node));
