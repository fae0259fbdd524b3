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
  { messageIds, targets, ownNameOf }: ForwardRequest,
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
      const outcome = forwardOne({ messageId, conversationId, ownNameOf, albums }, environment);
      if (outcome.ok) sentIds.push(outcome.value);
      else reason ??= outcome.code;
    }
  }
  return { sentIds, unsentCount: messageIds.length * targets.length - sentIds.length, reason };
}

interface OneForward extends Pick<ForwardRequest, 'ownNameOf'> {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  /** By those in which they came. */
  readonly albums: Map<string, string>;
}

/** Looked at when its turn comes: it may have been taken back while the others went. */
function forwardOne(
  { messageId, conversationId, ownNameOf, albums }: OneForward,
  environment: MessagingEnvironment,
): Outcome<MessageId> {
  const { store } = environment;
  const message = store.messages.byId(messageId);
  if (message === null) return refuse('forwardGone');
  const refusal = refuseForward(message);
  if (refusal !== null) return refuse(refusal);
  const content = contentOf(message, albums, environment);
  const conversation = store.conversations.byId(conversationId);
  if (content === null || conversation === null) return refuse('forwardGone');
  return sendMessage(
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
}

function contentOf(
  { messageId, contentKind, text, albumId }: Message,
  albums: Map<string, string>,
  { store, random }: MessagingEnvironment,
): RequestedContent | null {
  if (contentKind !== 'image') return text === null ? null : { kind: 'text', text };
  const bytes = store.messages.attachmentOf(messageId);
  if (bytes === null) return null;
  const picture = { kind: 'image', bytes, caption: text ?? '' } as const;
  if (albumId === null) return picture;
  const album = albums.get(albumId) ?? random.uuid();
  albums.set(albumId, album);
  return { ...picture, albumId: album };
}
