import { later } from '../../app/later';

/** Asked for by a button of the strip. */
export const InviteDialog = later(() => import('./InviteDialog.vue'));
