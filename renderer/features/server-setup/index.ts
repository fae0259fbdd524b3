import { later } from '../../app/later';

export const ServerSetupDialog = later(() => import('./ServerSetupDialog.vue'));
