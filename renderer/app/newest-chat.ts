import { useChatListStore } from '../features/chat-list';
import { useAccountFactsStore } from '../base/account-facts-store';
import { useNavigationStore } from '../base/navigation-store';
import { useWindowLayoutStore } from '../base/window-layout-store';

/**
 * Opens the newest chat of an account where list and chat fit side by side and none is open. Answers false as long as it is not
 * known which one that is: the list is not here, or nobody has spoken yet to whoever tries the app, and somebody will in a moment.
 */
export function openNewestChat(accountId: string): boolean {
  const { chats, isLoaded } = useChatListStore(accountId);
  const newestSpoken = chats.find(({ preview }) => preview.kind !== 'empty');
  const isTrial = useAccountFactsStore(accountId).trial !== null;
  if (!isLoaded || (isTrial && newestSpoken === undefined)) return false;
  const newest = newestSpoken ?? chats[0];
  const navigation = useNavigationStore(accountId);
  const isWide = !useWindowLayoutStore().isNarrow;
  if (newest !== undefined && isWide && navigation.openConversationId === null) {
    navigation.openConversation(newest.conversationId);
  }
  return true;
}
