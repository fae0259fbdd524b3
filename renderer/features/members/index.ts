import { later } from '../../base/later';

export { useMembersStore } from './members-store';

export const MemberRows = later(() => import('./MemberRows.vue'));
export const LeaveRoomRow = later(() => import('./LeaveRoomRow.vue'));
export const MemberDialogs = later(() => import('./MemberDialogs.vue'));
