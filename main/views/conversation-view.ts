import type { ConversationCareView } from '../../preload/contract/chat-care-views';
import type { ConversationView, PreviewView, StandingView } from '../../preload/contract/views';
import { mutedForGood } from '../domain/chat-care';
import type { Conversation, ListedConversation } from '../domain/conversation';
import type { NodeId } from '../domain/ids';
import type { Relation } from '../domain/person';
import { roomOnTheWay } from '../domain/private-message';
import { holdsContent, isVanished } from '../domain/message';
import { contentKinds } from './content-kinds';
import { ownNamesOf, type NameOf } from './name-of';
import { toReceiptsView } from './receipts-view';

/** What the view of a chat depends on besides the chat. */
export interface ConversationViewContext {
  readonly self: NodeId;
  /** Knows at least those whom `peopleInRow` names. */
  readonly nameOf: NameOf;
  /** Name of a room; its node while none is known. */
  readonly roomNameOf: (node: NodeId) => string;
}

/** Everybody whose name the row of a chat may show. */
export function peopleInRow({ conversation, newest }: ListedConversation): readonly NodeId[] {
  const partner = conversation.kind === 'user' ? [conversation.node] : [];
  if (newest === null) return partner;
  return [...partner, newest.author, ...(newest.revokedBy === null ? [] : [newest.revokedBy])];
}

/** One row of the chat list. */
export function toConversationView(
  listed: ListedConversation,
  context: ConversationViewContext,
): ConversationView {
  const { conversation, unreadCount, failedCount, waitingCount, unreadMentionCount } = listed;
  const room = roomOnTheWay(conversation, listed.relation);
  return {
    conversationId: conversation.conversationId,
    kind: conversation.kind,
    node: conversation.node,
    ...toTitle(conversation, context),
    preview: toPreview(listed, context),
    lastActivityMs: listed.lastActivityMs,
    beganAtMs: conversation.beganAtMs,
    unreadCount,
    failedCount,
    waitingCount,
    isMentioned: unreadMentionCount > 0,
    ...toCare(listed),
    // What goes through a room cannot burn, whatever was chosen among friends.
    burnDefaultSeconds: room !== null ? null : conversation.burnDefaultSeconds,
    standing: room !== null ? 'open' : toStanding(listed.relation),
    ...(room === null ? {} : { viaRoomName: context.roomNameOf(room) }),
    ...toReceiptsView(listed.receipts),
    protection: 'none',
    ...(conversation.droppedTombstones === 0 ? {} : { droppedTombstones: conversation.droppedTombstones }),
  };
}

/** What the user has made of it; absent where nothing was. */
function toCare({ care, unreadMentionCount }: ListedConversation): Partial<ConversationCareView> {
  const { pinRank, mutedUntilMs, isArchived, isMarkedUnread, isCleared } = care;
  return {
    ...(pinRank > 0 ? { pinRank } : {}),
    ...(mutedUntilMs > 0 ? { mute: { untilMs: mutedUntilMs === mutedForGood ? null : mutedUntilMs } } : {}),
    ...(isArchived ? { isArchived } : {}),
    ...(isMarkedUnread ? { isMarkedUnread } : {}),
    ...(isCleared ? { isCleared } : {}),
    ...(unreadMentionCount > 0 ? { unreadMentionCount } : {}),
  };
}

/** What a chat says of the other side. */
const toStanding = (relation: Relation): StandingView =>
  relation === 'none' || relation === 'friend' ? 'open' : relation;

function toTitle(
  conversation: Conversation,
  { nameOf }: ConversationViewContext,
): Pick<ConversationView, 'title' | 'ownName'> {
  const [title, ownName] = [titleOf(conversation, nameOf), titleOf(conversation, ownNamesOf(nameOf))];
  return title === ownName ? { title } : { title, ownName };
}

/** Name of a chat; the node while no name is known. */
export function titleOf(conversation: Conversation, nameOf: (node: NodeId) => string): string {
  if (conversation.kind === 'user') return nameOf(conversation.node);
  return conversation.title === '' ? conversation.node : conversation.title;
}

/** A chat that has begun here has no past, and of one of before the server has said that it has none. */
const isKnownEmpty = ({ beganAtMs, isHistoryComplete }: Conversation): boolean =>
  isHistoryComplete || beganAtMs > 0;

function toPreview(
  { conversation, newest }: ListedConversation,
  { self, nameOf }: ConversationViewContext,
): PreviewView {
  if (newest === null) return { kind: isKnownEmpty(conversation) ? 'empty' : 'unknown' };
  if (isVanished(newest)) return { kind: 'vanished' };
  if (newest.contentState === 'revoked') {
    const by = newest.revokedBy ?? newest.author;
    return { kind: 'revoked', byMe: by === self, authorName: nameOf(by) };
  }
  if (!holdsContent(newest)) return { kind: 'burned' };
  if (newest.burnTerms !== null) return { kind: 'burn' };
  const authorName = conversation.kind === 'room' && !newest.isMine ? nameOf(newest.author) : null;
  return contentKinds[newest.contentKind].preview(newest, authorName);
}
