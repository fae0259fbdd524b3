import { oneLine } from '../../app/one-line';
import type { ConversationView, PreviewView } from '../../../preload/contract/views';
import type { NameBook, Named } from '../../app/names/name-book';

/** Filters above the list. */
export const chatFilters = ['all', 'unread', 'friends', 'rooms'] as const;
export type ChatFilter = (typeof chatFilters)[number];

/** The chats that a filter and a search for their names leave, in the order given. */
export function visibleChats(
  chats: readonly ConversationView[],
  filter: ChatFilter,
  fits: ReturnType<NameBook['finder']>,
): readonly ConversationView[] {
  return chats.filter((chat) => passes(chat, filter) && fits(namedChat(chat)) !== null);
}

/** A chat by what it is found by. */
export const namedChat = ({ title, ownName, node }: ConversationView): Named =>
  ownName === undefined ? { name: title, node } : { name: title, ownName, node };

function passes(chat: ConversationView, filter: ChatFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'unread':
      return chat.unreadCount > 0;
    case 'friends':
      return chat.kind === 'user';
    case 'rooms':
      return chat.kind === 'room';
  }
}

/** Where a chat stands in the list, as main is told. */
export const chatPlaceOf = ({
  lastActivityMs,
  conversationId,
}: ConversationView): Pick<ConversationView, 'lastActivityMs' | 'conversationId'> => ({
  lastActivityMs,
  conversationId,
});

/** The order of the list: last activity first, and of the same moment by id, as main has it. */
export function byLastActivity(one: ConversationView, other: ConversationView): number {
  return other.lastActivityMs - one.lastActivityMs || (one.conversationId < other.conversationId ? -1 : 1);
}

/** Unread messages of all chats. */
export function unreadTotal(chats: readonly ConversationView[]): number {
  return chats.reduce((sum, chat) => sum + chat.unreadCount, 0);
}

/** A preview as printed: a message key with its names, or text of the network that is shown as it is. */
export type PreviewText =
  | { readonly kind: 'key'; readonly key: string; readonly name: string; readonly isEmber: boolean }
  | { readonly kind: 'text'; readonly text: string; readonly authorName: string | null }
  /** A picture, and what goes with it. */
  | { readonly kind: 'caption'; readonly text: string; readonly authorName: string | null }
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
  readonly actionKey: 'chatList.addFriend' | 'chatList.clear' | 'chatList.showAll';
}

/** What an empty list says. */
export function emptyList(filter: ChatFilter, search: string): EmptyList {
  if (search.trim() !== '') return { sentenceKey: 'chatList.noMatch', actionKey: 'chatList.clear' };
  switch (filter) {
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
