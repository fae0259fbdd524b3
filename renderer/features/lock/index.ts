import { later } from '../../base/later';

export const LockScreen = later(() => import('./LockScreen.vue'));
