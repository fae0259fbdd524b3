import { shallowRef, watch, type ShallowRef } from 'vue';
import type { ConversationView } from '../../../preload/contract/views';
import { useNames } from '../../base/names/use-names';
import { useChatListStore } from '../chat-list';
import { inNameOrder } from './room-order';

/** The rooms of the account by name, Chinese ones as they are read; follows the list while the calling component lives. */
export function useOrderedRooms(): Readonly<ShallowRef<readonly ConversationView[]>> {
  const chatList = useChatListStore();
  const { book } = useNames();
  const rooms = shallowRef<readonly ConversationView[]>([]);
  watch(
    [() => chatList.chats, () => book.edition.value],
    ([chats, edition], [, before]) => {
      // Names that were read since stand elsewhere.
      const kept = before === edition ? rooms.value : [];
      rooms.value = inNameOrder(kept, chats, (one, other) => book.compare(one, other));
    },
    { immediate: true },
  );
  return rooms;
}
