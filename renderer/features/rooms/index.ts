import { later } from '../../base/later';

export { default as ClosedRoom } from './ClosedRoom.vue';
export { useRoomsStore } from './rooms-store';

export const CreateRoomDialog = later(() => import('./CreateRoomDialog.vue'));
export const JoinRoomDialog = later(() => import('./JoinRoomDialog.vue'));
export const RoomApplicationsDialog = later(() => import('./RoomApplicationsDialog.vue'));
export const RoomDeedDialog = later(() => import('./RoomDeedDialog.vue'));
export const RoomEditDialog = later(() => import('./RoomEditDialog.vue'));
export const RoomGraveRows = later(() => import('./RoomGraveRows.vue'));
export const RoomManageRows = later(() => import('./RoomManageRows.vue'));
export const RoomsPanel = later(() => import('./RoomsPanel.vue'));
