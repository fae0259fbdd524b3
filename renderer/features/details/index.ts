import { later } from '../../base/later';

export { detailsPlacement } from './details-placement';

export const DetailsPane = later(() => import('./DetailsPane.vue'));
export const PersonCardDialog = later(() => import('./PersonCardDialog.vue'));
