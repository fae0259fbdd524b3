import { captionInText } from '../domain/file';
import { refuseForward } from '../domain/forward-policy';
import type { ConversationId, MessageId, NodeId } from '../domain/ids';
import type { Message } from '../domain/message';
import { nextTurn } from '../platform/turn';
import { inOrder } from './message-order';
import type { MessagingEnvironment } from './messaging-environment';
import { refuse, type Outcome, type RefusalCode } from './outcome';
import { burnDefaultOf, sendMessage, type RequestedContent } from './send-message';

/** What is passed on, and where to. */
export interface ForwardRequest {
  readonly messageIds: readonly MessageId[];
  /** Chats that get all of it. */
  readonly targets: readonly ConversationId[];
  /** What somebody calls themselves; null where nobody knows. What the user calls them stays here. */
  readonly ownNameOf: (node: NodeId) => string | null;
  /** The bytes of files, which lie elsewhere. */
  readonly files: ForwardedFiles;
}

/** A file as it is sent. */
export type ForwardedFile = Omit<Extract<RequestedContent, { kind: 'file' }>, 'kind' | 'caption' | 'albumId'>;

/** What passing on files needs: every message has bytes of its own, so that none goes with another one. */
export interface ForwardedFiles {
  /** The file of a message once more, under a new ticket. Refused with `fileNotHere` while its bytes are not on this computer. */
  readonly copy: (message: Message) => Promise<Outcome<ForwardedFile>>;
  /** It is not sent after all. */
  readonly drop: (file: ForwardedFile) => Promise<void>;
}

/** What became of it: every message in every chat counts as one. */
export interface Forwarded {
  readonly sentIds: readonly MessageId[];
  readonly unsentCount: number;
  /** Why the first of them was not sent; null when all were. */
  readonly reason: RefusalCode | null;
}

/**
 * Passes messages on, in the order in which they stand, chat after chat. Each is a message of its own from then on: it is sent like
 * any other, and taking back the original does not reach it. A turn of the event loop stands between two of them.
 */
export async function forwardMessages(
  { messageIds, targets, ownNameOf, files }: ForwardRequest,
  environment: MessagingEnvironment,
): Promise<Forwarded> {
  const sentIds: MessageId[] = [];
  let reason: RefusalCode | null = null;
  const ids = inOrder(messageIds, environment);
  for (const conversationId of targets) {
    // Pictures of an album are one in every chat, and another one each time they are passed on.
    const albums = new Map<string, string>();
    for (const messageId of ids) {
      await nextTurn();
      const one = { messageId, conversationId, ownNameOf, files, albums };
      const outcome = await forwardOne(one, environment);
      if (outcome.ok) sentIds.push(outcome.value);
      else reason ??= outcome.code;
    }
  }
  return { sentIds, unsentCount: messageIds.length * targets.length - sentIds.length, reason };
}

interface OneForward extends Pick<ForwardRequest, 'ownNameOf' | 'files'> {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  /** By those in which they came. */
  readonly albums: Map<string, string>;
}

/** Looked at when its turn comes: it may have been taken back while the others went. */
async function forwardOne(one: OneForward, environment: MessagingEnvironment): Promise<Outcome<MessageId>> {
  const { messageId, conversationId, ownNameOf, albums, files } = one;
  const { store } = environment;
  const message = store.messages.byId(messageId);
  if (message === null) return refuse('forwardGone');
  const refusal = refuseForward(message);
  if (refusal !== null) return refuse(refusal);
  const conversation = store.conversations.byId(conversationId);
  if (conversation === null) return refuse('forwardGone');
  const file = message.contentKind === 'file' ? await files.copy(message) : null;
  if (file?.ok === false) return file;
  // It may have been taken back while its bytes were copied.
  const isThere = file === null || refuseForward(store.messages.byId(messageId) ?? message) === null;
  const content = isThere ? contentOf(message, { albums, file: file?.value ?? null }, environment) : null;
  const outcome =
    content === null
      ? refuse('forwardGone')
      : sendMessage(
          {
            conversationId,
            content,
            // What is said in a chat whose messages burn, burns.
            burnSeconds: burnDefaultOf(conversation, store),
            replyToId: null,
            mentions: [],
            forwardedFrom: message.forwardedFrom ?? ownNameOf(message.author) ?? '',
          },
          environment,
        );
  if (!outcome.ok && file !== null) await files.drop(file.value);
  return outcome;
}

/** What a content is made of beside its message. */
interface ContentParts extends Pick<OneForward, 'albums'> {
  /** Null for what is no file. */
  readonly file: ForwardedFile | null;
}

function contentOf(
  { messageId, contentKind, text, albumId }: Message,
  { albums, file }: ContentParts,
  { store, random }: MessagingEnvironment,
): RequestedContent | null {
  const newAlbum = (id: string): string => {
    const album = albums.get(id) ?? random.uuid();
    albums.set(id, album);
    return album;
  };
  const together = albumId === null ? {} : { albumId: newAlbum(albumId) };
  if (file !== null) return { kind: 'file', ...file, caption: captionInText(text) ?? '', ...together };
  if (contentKind !== 'image') return text === null ? null : { kind: 'text', text };
  const bytes = store.messages.attachmentOf(messageId);
  return bytes === null ? null : { kind: 'image', bytes, caption: text ?? '', ...together };
}
