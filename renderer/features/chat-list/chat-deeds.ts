import {
  Archive,
  ArchiveRestore,
  Bell,
  BellOff,
  MessageCircle,
  MessageCircleMore,
  Pin,
  PinOff,
  Trash2,
} from '@lucide/vue';
import type { Component } from 'vue';
import type { MuteLengthName } from '../../../preload/contract/chat-care-views';
import type { ConversationView } from '../../../preload/contract/views';

/** Something that can be made of a chat. */
export type ChatDeed =
  | 'pin'
  | 'unpin'
  | 'markRead'
  | 'markUnread'
  | 'archive'
  | 'unarchive'
  | 'muteHour'
  | 'muteEightHours'
  | 'muteAlways'
  | 'unmute'
  | 'delete';

/** How a deed looks wherever it stands: its word is `chatList.deed.<deed>`. */
export const deedIcons = {
  pin: Pin,
  unpin: PinOff,
  markRead: MessageCircle,
  markUnread: MessageCircleMore,
  archive: Archive,
  unarchive: ArchiveRestore,
  muteHour: BellOff,
  muteEightHours: BellOff,
  muteAlways: BellOff,
  unmute: Bell,
  delete: Trash2,
} as const satisfies Record<ChatDeed, Component>;

/** The lengths of a mute, by what asks for them. */
export const muteDeeds = {
  muteHour: 'hour',
  muteEightHours: 'eightHours',
  muteAlways: 'always',
} as const satisfies Partial<Record<ChatDeed, MuteLengthName>>;

/** Whether somebody finds the chat among the unread ones. */
export const isUnread = ({ unreadCount, isMarkedUnread = false }: ConversationView): boolean =>
  unreadCount > 0 || isMarkedUnread;

/** What can be made of a chat now, in the groups of its menu. */
export function deedGroups(chat: ConversationView): readonly (readonly ChatDeed[])[] {
  const { pinRank, isArchived = false, mute } = chat;
  return [
    [
      pinRank === undefined ? 'pin' : 'unpin',
      isUnread(chat) ? 'markRead' : 'markUnread',
      isArchived ? 'unarchive' : 'archive',
    ],
    mute === undefined ? ['muteHour', 'muteEightHours', 'muteAlways'] : ['unmute'],
    ['delete'],
  ];
}
