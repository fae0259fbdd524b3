import { later } from '../../base/later';

export const ServerSetupDialog = later(() => import('./ServerSetupDialog.vue'));
