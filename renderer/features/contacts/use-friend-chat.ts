import { useNavigationStore } from '../../base/navigation-store';
import { useChatWith } from '../chat-list';

/** Opens the chat with a friend; goes on when the calling component is gone. */
export function useFriendChat(): (node: string) => Promise<void> {
  const navigation = useNavigationStore();
  const chatWith = useChatWith();

  return async (node) => {
    const conversationId = await chatWith('user', node);
    if (conversationId !== null) navigation.openConversation(conversationId);
  };
}
