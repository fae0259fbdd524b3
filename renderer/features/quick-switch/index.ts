import { later } from '../../app/later';

export const QuickSwitch = later(() => import('./QuickSwitch.vue'));
