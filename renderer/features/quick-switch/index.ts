import { later } from '../../base/later';

export const QuickSwitch = later(() => import('./QuickSwitch.vue'));
