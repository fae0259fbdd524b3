import { later } from '../../base/later';

export { default as ConversationPane } from './ConversationPane.vue';
export { useConversationStore } from './conversation-store';
export { usePinnedStore } from './pinned-store';

/** What is asked about messages. */
export const MessageDialogs = later(() => import('./MessageDialogs.vue'));
