export { default as ChatListPanel } from './ChatListPanel.vue';
export { useChatListStore } from './chat-list-store';
