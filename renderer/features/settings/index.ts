import { later } from '../../app/later';

export const SettingsDialog = later(() => import('./SettingsDialog.vue'));
