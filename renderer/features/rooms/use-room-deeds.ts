import type { FailureCode } from '../../../preload/contract/result';
import type { RoomView } from '../../../preload/contract/room-views';
import { useNavigationStore } from '../../base/navigation-store';
import { useChatListStore } from '../chat-list';
import type { RoomDeed } from './room-deeds';
import { useRoomDeedsStore } from './room-deeds-store';

/**
 * Does what a button says about a room: what is grave asks first, what leads into a room opens its chat. Answers why not, null when
 * it is done or asked.
 */
export function useRoomDeeds(): (
  deed: RoomDeed,
  room: Pick<RoomView, 'node' | 'name' | 'conversationId'>,
) => Promise<FailureCode | null> {
  const deeds = useRoomDeedsStore();
  const navigation = useNavigationStore();
  const chatList = useChatListStore();
  return async (deed, { node, name, conversationId }) => {
    if (deed === 'block' || deed === 'dissolve') {
      deeds.asked = { deed, node, name };
      return null;
    }
    if (deed === 'askAgain') {
      navigation.joinRoom(node);
      return null;
    }
    const failure = await deeds.carryOut(deed, node);
    if (failure !== null || deed !== 'accept') return failure;
    await chatList.reload();
    navigation.openConversation(conversationId);
    return null;
  };
}
