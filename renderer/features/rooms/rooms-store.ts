import { computed, onScopeDispose } from 'vue';
import type { RoomView } from '../../../preload/contract/room-views';
import { defineAccountStore } from '../../base/account-scope';
import { createChangingList, inOnePage } from '../../base/changing-list';

/** Every room to which the account stands in any way, by node. */
export const useRoomsStore = defineAccountStore('rooms', ({ request }) => {
  const list = createChangingList<RoomView>({
    page: inOnePage(() => request('rooms.list', null)),
    some: (nodes) => request('rooms.byNodes', { nodes }),
    idOf: ({ node }) => node,
    compare: (one, other) => (one.node < other.node ? -1 : 1),
  });
  const { rows: rooms, isLoaded, failure, reload, applyChanges, find, reset } = list;
  onScopeDispose(reset);
  const standing = (wanted: RoomView['standing']) =>
    computed(() => rooms.value.filter((room) => room.standing === wanted));
  /** Rooms that strangers put the account into. */
  const invitations = standing('invited');
  /** How many ask to be let into the rooms in which the account decides. */
  const applicationCount = computed(() => rooms.value.reduce((sum, room) => sum + room.applicationCount, 0));

  return { rooms, invitations, applicationCount, isLoaded, failure, reload, applyChanges, find };
});
