import { useNavigationStore } from '../../app/navigation-store';
import { useToastStore } from '../../app/toast-store';
import { useChatListStore } from '../chat-list';

/** Opens the chat with a friend; goes on when the calling component is gone. */
export function useFriendChat(): (node: string) => Promise<void> {
  const navigation = useNavigationStore();
  const chatList = useChatListStore();
  const toasts = useToastStore();

  return async (node) => {
    // A new friend's chat may not be in the list yet.
    if (chatList.findByNode('user', node) === null) await chatList.reload();
    const chat = chatList.findByNode('user', node);
    if (chat === null) toasts.show('contacts.noChat');
    else navigation.openConversation(chat.conversationId);
  };
}
