import { defineAccountStore } from '../../base/account-scope';
import { useNavigationStore } from '../../base/navigation-store';
import { createMessageSearch } from './message-search';

/** The search in the messages of all chats. */
export const useMessageSearchStore = defineAccountStore('message-search', ({ request }) =>
  createMessageSearch({ request, conversationId: () => null }),
);

/** The search in the chat that is open; whoever opens another one clears it. */
export const useChatSearchStore = defineAccountStore('chat-search', ({ accountId, request }) => {
  const navigation = useNavigationStore(accountId);
  return createMessageSearch({ request, conversationId: () => navigation.openConversationId });
});
