import { later } from '../../base/later';

export const DayCalendar = later(() => import('./DayCalendar.vue'));
export const DayField = later(() => import('./DayField.vue'));
