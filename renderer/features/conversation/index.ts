export { default as ConversationPane } from './ConversationPane.vue';
export { useConversationStore } from './conversation-store';
