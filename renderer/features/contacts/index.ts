import { later } from '../../base/later';

export { default as ClosedComposer } from './ClosedComposer.vue';
export { personStandingOf } from './friend-deeds';
export { useContactsStore } from './contacts-store';

export const AddFriendDialog = later(() => import('./AddFriendDialog.vue'));
export const ContactsPanel = later(() => import('./ContactsPanel.vue'));
export const FriendDeedDialog = later(() => import('./FriendDeedDialog.vue'));
export const ShareIdDialog = later(() => import('./ShareIdDialog.vue'));
export const PersonDeeds = later(() => import('./PersonDeeds.vue'));
