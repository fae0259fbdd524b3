export { default as MessageComposer } from './MessageComposer.vue';
export { useDraftsStore } from './drafts-store';
