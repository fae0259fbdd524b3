export { default as AddFriendDialog } from './AddFriendDialog.vue';
export { default as ClosedComposer } from './ClosedComposer.vue';
export { default as ContactsPanel } from './ContactsPanel.vue';
export { default as FriendDeedDialog } from './FriendDeedDialog.vue';
export { default as ShareIdDialog } from './ShareIdDialog.vue';
export { default as PersonDeeds } from './PersonDeeds.vue';
export { personStandingOf } from './friend-deeds';
export { useContactsStore } from './contacts-store';
