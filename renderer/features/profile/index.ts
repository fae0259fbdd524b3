import { later } from '../../base/later';

export { useProfileStore } from './profile-store';

export const ProfileEditor = later(() => import('./ProfileEditor.vue'));
export const PersonFacts = later(() => import('./PersonFacts.vue'));
export const RemarkRow = later(() => import('./RemarkRow.vue'));
