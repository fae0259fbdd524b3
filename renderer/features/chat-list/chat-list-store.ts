import { computed, onScopeDispose } from 'vue';
import type { ConversationView } from '../../../preload/contract/views';
import { defineAccountStore } from '../../base/account-scope';
import { createChangingList } from '../../base/changing-list';
import { useSessionStore } from '../../base/session-store';
import { byListPlace, chatPlaceOf, unreadTotal } from './view-model';

/** All chats, those in the archive among them: pinned ones first, then last activity. */
export const useChatListStore = defineAccountStore('chat-list', ({ request }) => {
  const list = createChangingList<ConversationView>({
    page: (after, limit) => request('conversations.list', { after: after && chatPlaceOf(after), limit }),
    some: (conversationIds) => request('conversations.byIds', { conversationIds }),
    idOf: ({ conversationId }) => conversationId,
    compare: byListPlace,
  });
  const { rows: chats, isLoaded, failure, reload, applyChanges, find, reset } = list;
  onScopeDispose(reset);
  /** Somewhere a message was refused and waits for the user. */
  const hasFailed = computed(() => chats.value.some((chat) => chat.failedCount > 0));
  const session = useSessionStore();
  const totalUnread = computed(() => unreadTotal(chats.value, session.settings?.mentionsBreakMute ?? true));

  /** The chat with a friend or a room; null if it is not in the list. */
  function findByNode(kind: ConversationView['kind'], node: string): ConversationView | null {
    return chats.value.find((chat) => chat.kind === kind && chat.node === node) ?? null;
  }

  return { chats, isLoaded, failure, totalUnread, hasFailed, reload, applyChanges, find, findByNode };
});
