export { useMembersStore } from './members-store';
export { default as MemberRows } from './MemberRows.vue';
export { default as LeaveRoomRow } from './LeaveRoomRow.vue';
export { default as MemberDialogs } from './MemberDialogs.vue';
