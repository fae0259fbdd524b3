import { shallowRef } from 'vue';
import type { MuteLengthName } from '../../../preload/contract/chat-care-views';
import type { FailureCode, Result } from '../../../preload/contract/result';
import type { ConversationView } from '../../../preload/contract/views';
import { defineAccountStore } from '../../base/account-scope';
import { useNavigationStore } from '../../base/navigation-store';
import { useToastStore } from '../../base/toast-store';
import { useDraftsStore } from '../composer';
import { useChatListStore } from './chat-list-store';

/** A chat about which something is asked before it is done. */
export type ChatInQuestion = Pick<ConversationView, 'conversationId' | 'title' | 'kind'>;

/** What the user makes of chats, wherever it was asked for. What does not work is a sentence. */
export const useChatCareStore = defineAccountStore('chat-care', ({ accountId, request }) => {
  const toasts = useToastStore();
  const drafts = useDraftsStore(accountId);
  const navigation = useNavigationStore(accountId);
  const chats = useChatListStore(accountId);
  /** Waits for the user's yes to its deletion; null for none. */
  const asked = shallowRef<ChatInQuestion | null>(null);

  async function told(answer: Promise<Result<null>>): Promise<void> {
    const result = await answer;
    if (!result.ok) toasts.show(`errors.${result.failure.code}`);
  }

  const pin = (conversationId: string, isPinned: boolean): Promise<void> =>
    told(request('conversations.pin', { conversationId, isPinned }));
  /** From now on; null: no more. */
  const mute = (conversationId: string, length: MuteLengthName | null): Promise<void> =>
    told(request('conversations.mute', { conversationId, length }));
  const archive = (conversationId: string, isArchived: boolean): Promise<void> =>
    told(request('conversations.archive', { conversationId, isArchived }));
  const markUnread = (conversationId: string, isUnread: boolean): Promise<void> =>
    told(request('conversations.markUnread', { conversationId, isUnread }));

  /** Somebody looks at a chat: what was only marked as unread is so no longer. Nobody looks at what the start opens by itself. */
  function lookedAt(conversationId: string): void {
    const chat = chats.find(conversationId);
    if (navigation.hasActed && chat?.isMarkedUnread === true && chat.unreadCount === 0)
      void markUnread(conversationId, false);
  }

  /** Deletes it with what is being written in it; answers why not, null when it is done. */
  async function remove({ conversationId }: ChatInQuestion): Promise<FailureCode | null> {
    const result = await request('conversations.delete', { conversationId });
    if (!result.ok) return result.failure.code;
    drafts.discard(conversationId);
    if (navigation.openConversationId === conversationId) navigation.closeConversation();
    return null;
  }

  return { asked, pin, mute, archive, markUnread, lookedAt, remove };
});
