export { default as CreateRoomDialog } from './CreateRoomDialog.vue';
export { default as JoinRoomDialog } from './JoinRoomDialog.vue';
export { default as RoomsPanel } from './RoomsPanel.vue';
export { useRoomsStore } from './rooms-store';
