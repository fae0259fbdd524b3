export { default as MessageHits } from './MessageHits.vue';
export { useMessageSearchStore } from './message-search-store';
