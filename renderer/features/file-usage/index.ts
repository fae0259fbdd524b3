import { later } from '../../base/later';

export { default as ChatUsageRow } from './ChatUsageRow.vue';
export { default as UsageList } from './UsageList.vue';
export const CleanFilesDialog = later(() => import('./CleanFilesDialog.vue'));
