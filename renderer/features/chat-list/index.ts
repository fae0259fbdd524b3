import { later } from '../../base/later';

export { default as ChatListPanel } from './ChatListPanel.vue';
export { useChatCareStore } from './chat-care-store';
export { useChatListStore } from './chat-list-store';
export { useChatWith } from './use-chat-with';
export { namedChat } from './view-model';
export const DeleteChatDialog = later(() => import('./DeleteChatDialog.vue'));
export const DeleteChatRow = later(() => import('./DeleteChatRow.vue'));
export const MuteRow = later(() => import('./MuteRow.vue'));
export const PinRow = later(() => import('./PinRow.vue'));
