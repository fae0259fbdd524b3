import { later } from '../../base/later';

export const SettingsDialog = later(() => import('./SettingsDialog.vue'));
