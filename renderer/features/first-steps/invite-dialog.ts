import { later } from '../../base/later';

/** Asked for by a button of the strip. */
export const InviteDialog = later(() => import('./InviteDialog.vue'));
