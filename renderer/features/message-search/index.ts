export { default as MessageHits } from './MessageHits.vue';
export { useChatSearchStore, useMessageSearchStore } from './message-search-store';
