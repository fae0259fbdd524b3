import { computed, shallowRef, watch, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ConversationView } from '../../../preload/contract/views';
import { nameCollator } from '../../app/name-collator';
import { useChatListStore } from '../chat-list';
import { inNameOrder } from './room-order';

/** The rooms of the account by name, Chinese ones by pinyin; follows the list while the calling component lives. */
export function useOrderedRooms(): Readonly<ShallowRef<readonly ConversationView[]>> {
  const { locale } = useI18n();
  const chatList = useChatListStore();
  const collator = computed(() => nameCollator(locale.value));
  const rooms = shallowRef<readonly ConversationView[]>([]);
  watch(
    [() => chatList.chats, collator],
    ([chats, current], [, before]) => {
      // Another language may have another order.
      const kept = before === current ? rooms.value : [];
      rooms.value = inNameOrder(kept, chats, (one, other) => current.compare(one, other));
    },
    { immediate: true },
  );
  return rooms;
}
