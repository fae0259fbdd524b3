import { later } from '../../base/later';

export { default as SavedEntry } from './SavedEntry.vue';
export { useSavedStore } from './saved-store';
export const SavedPanel = later(() => import('./SavedPanel.vue'));
