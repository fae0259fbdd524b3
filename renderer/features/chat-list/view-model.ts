import type { ChatFolder } from '../../../preload/contract/chat-care-views';
import { oneLine } from '../../base/one-line';
import type { ConversationView, PreviewView } from '../../../preload/contract/views';
import type { NameBook, Named } from '../../base/names/name-book';
import { isUnread } from './chat-deeds';

/** Which part of the list is shown: a folder, or what was put away. */
export type ShownPart = ChatFolder | 'archive';

/** What decides about the rows that are shown. */
export interface ShownChats {
  readonly part: ShownPart;
  /** Tells of a name whether it fits what is searched for. */
  readonly fits: ReturnType<NameBook['finder']>;
  /** A name is searched for: what was put away is found as well. */
  readonly isSearching: boolean;
  /** It stays among the unread ones though it was read; null for none. */
  readonly keptId: string | null;
}

/** The chats that are shown, in the order given. */
export function visibleChats(
  chats: readonly ConversationView[],
  { part, fits, isSearching, keptId }: ShownChats,
): readonly ConversationView[] {
  const isInPart = (chat: ConversationView): boolean => {
    if (part === 'archive') return chat.isArchived === true;
    if (chat.isArchived === true && !isSearching) return false;
    return passes(chat, part) || (part === 'unread' && chat.conversationId === keptId);
  };
  return chats.filter((chat) => isInPart(chat) && fits(namedChat(chat)) !== null);
}

/** What was put away, and how much of it is unread. */
export function archivedOf(chats: readonly ConversationView[]): {
  readonly count: number;
  readonly unreadChats: number;
} {
  const archived = chats.filter(({ isArchived = false }) => isArchived);
  return { count: archived.length, unreadChats: archived.filter(isUnread).length };
}

/** A chat by what it is found by. */
export const namedChat = ({ title, ownName, node }: ConversationView): Named =>
  ownName === undefined ? { name: title, node } : { name: title, ownName, node };

function passes(chat: ConversationView, folder: ChatFolder): boolean {
  switch (folder) {
    case 'all':
      return true;
    case 'unread':
      return isUnread(chat);
    case 'friends':
      return chat.kind === 'user';
    case 'rooms':
      return chat.kind === 'room';
  }
}

/** Where a chat stands in the list, as main is told. */
export const chatPlaceOf = ({
  pinRank,
  lastActivityMs,
  conversationId,
}: ConversationView): Pick<ConversationView, 'pinRank' | 'lastActivityMs' | 'conversationId'> => ({
  ...(pinRank === undefined ? {} : { pinRank }),
  lastActivityMs,
  conversationId,
});

/** The order of the list: the one pinned last, then last activity first, and of the same moment by id, as main has it. */
export function byListPlace(one: ConversationView, other: ConversationView): number {
  const [onePin, otherPin] = [one.pinRank ?? 0, other.pinRank ?? 0];
  if (onePin !== otherPin) return otherPin - onePin;
  return other.lastActivityMs - one.lastActivityMs || (one.conversationId < other.conversationId ? -1 : 1);
}

/** What is counted on the rail, as on the tray: of what is muted or put away only who calls by name, if that is wanted. */
export function unreadTotal(chats: readonly ConversationView[], mentionsBreakMute: boolean): number {
  const countOf = (chat: ConversationView): number => {
    const { mute, isArchived = false, isMarkedUnread = false, unreadCount, unreadMentionCount = 0 } = chat;
    if (mute !== undefined || isArchived) return mentionsBreakMute ? unreadMentionCount : 0;
    return Math.max(unreadCount, isMarkedUnread ? 1 : 0);
  };
  return chats.reduce((sum, chat) => sum + countOf(chat), 0);
}

/** A preview as printed: a message key with its names, or text of the network that is shown as it is. */
export type PreviewText =
  | { readonly kind: 'key'; readonly key: string; readonly name: string; readonly isEmber: boolean }
  | { readonly kind: 'text'; readonly text: string; readonly authorName: string | null }
  /** A picture, and what goes with it. */
  | { readonly kind: 'caption'; readonly text: string; readonly authorName: string | null }
  /** A recording, by its length. */
  | { readonly kind: 'voice'; readonly durationMs: number; readonly authorName: string | null }
  /** A file, by its name. */
  | { readonly kind: 'file'; readonly text: string; readonly authorName: string | null }
  /** Nobody has said yet whether there is something to print. */
  | { readonly kind: 'waiting' };

/** The line under the title. Text is cut to what a row can show, in one line. Only in a room it says who took a message back. */
export function previewText(preview: PreviewView, isRoom: boolean): PreviewText {
  const fixed = (key: string, name = '', isEmber = false): PreviewText => ({
    kind: 'key',
    key,
    name,
    isEmber,
  });
  switch (preview.kind) {
    case 'empty':
      return fixed('preview.empty');
    case 'unknown':
      return { kind: 'waiting' };
    case 'text':
      if (preview.text === '') return fixed('preview.blank');
      return { kind: 'text', text: oneLine(preview.text), authorName: preview.authorName };
    case 'image':
      if (preview.caption !== undefined) {
        return { kind: 'caption', text: oneLine(preview.caption), authorName: preview.authorName };
      }
      return preview.authorName === null
        ? fixed('preview.image')
        : fixed('preview.imageBy', preview.authorName);
    case 'file':
      if (preview.voiceMs !== undefined) {
        return { kind: 'voice', durationMs: preview.voiceMs, authorName: preview.authorName };
      }
      return { kind: 'file', text: oneLine(preview.name), authorName: preview.authorName };
    case 'revoked':
      if (preview.byMe) return fixed('preview.revokedByMe');
      return isRoom ? fixed('preview.revokedBy', preview.authorName) : fixed('preview.revokedByPeer');
    case 'burn':
      return fixed('preview.burn', '', true);
    case 'burned':
      return fixed('preview.burned');
    case 'vanished':
      return fixed('preview.vanished');
    case 'unsupported':
      return fixed('preview.unsupported');
  }
}

/** Message keys of the empty state: the sentence and its action; null for an action that there is not. */
export interface EmptyList {
  readonly sentenceKey: string;
  readonly actionKey: 'chatList.addFriend' | 'chatList.clear' | 'chatList.showAll' | 'chatList.back';
}

/** What an empty list says. */
export function emptyList(part: ShownPart, search: string): EmptyList {
  if (search.trim() !== '') return { sentenceKey: 'chatList.noMatch', actionKey: 'chatList.clear' };
  switch (part) {
    case 'archive':
      return { sentenceKey: 'chatList.emptyArchive', actionKey: 'chatList.back' };
    case 'all':
      return { sentenceKey: 'chatList.empty', actionKey: 'chatList.addFriend' };
    case 'unread':
      return { sentenceKey: 'chatList.emptyUnread', actionKey: 'chatList.showAll' };
    case 'friends':
      return { sentenceKey: 'chatList.emptyFriends', actionKey: 'chatList.addFriend' };
    case 'rooms':
      return { sentenceKey: 'chatList.emptyRooms', actionKey: 'chatList.showAll' };
  }
}
