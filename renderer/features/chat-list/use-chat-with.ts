import type { ConversationView } from '../../../preload/contract/views';
import { useAccount } from '../../base/account-scope';
import { useToastStore } from '../../base/toast-store';
import { useChatListStore } from './chat-list-store';

/**
 * Finds the chat with somebody or of a room; one that was deleted here comes back empty. Null, with a sentence, where there is none.
 * Goes on when the calling component is gone.
 */
export function useChatWith(): (kind: ConversationView['kind'], node: string) => Promise<string | null> {
  const { request } = useAccount();
  const chats = useChatListStore();
  const toasts = useToastStore();
  return async (kind, node) => {
    const known = chats.findByNode(kind, node);
    if (known !== null) return known.conversationId;
    const result = await request('conversations.begin', { kind, node });
    if (!result.ok) {
      toasts.show('contacts.noChat');
      return null;
    }
    // It has to be in the list before it can be open.
    await chats.applyChanges([result.value.conversationId]);
    return result.value.conversationId;
  };
}
