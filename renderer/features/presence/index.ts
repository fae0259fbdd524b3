import { later } from '../../base/later';

export { default as PresenceMark } from './PresenceMark.vue';
export { usePresenceStore } from './presence-store';
export { useTypingStore } from './typing-store';
export { useOwnTyping } from './use-own-typing';
export { usePresenceLine, useSeenLine } from './use-presence-line';

export const OwnPresence = later(() => import('./OwnPresence.vue'));
