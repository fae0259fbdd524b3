import { later } from '../../base/later';

export { default as MediaEntryRow } from './MediaEntryRow.vue';
export { useMediaStore } from './media-store';
export const MediaPanel = later(() => import('./MediaPanel.vue'));
