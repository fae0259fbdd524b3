export { usePresenceStore } from './presence-store';
export { useTypingStore } from './typing-store';
