export { default as AddFriendDialog } from './AddFriendDialog.vue';
export { default as ContactsPanel } from './ContactsPanel.vue';
export { useContactsStore } from './contacts-store';
