export { default as FilterToggle } from './FilterToggle.vue';
export { default as MessageHits } from './MessageHits.vue';
export type { HitAuthor } from './message-search';
export { useChatSearchStore, useMessageSearchStore } from './message-search-store';
