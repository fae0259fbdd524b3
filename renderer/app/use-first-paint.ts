import { computed, watch } from 'vue';
import { useChatListStore } from '../features/chat-list';
import { useConversationStore } from '../features/conversation';
import { call } from './bridge';
import { afterPaint } from './clock';
import { useNavigationStore } from './navigation-store';
import { useSessionStore } from './session-store';

/** Tells main once that the first screen with its data is painted: the sign-in form, or the chats and the open one. */
export function useFirstPaint(): void {
  const session = useSessionStore();

  const isReady = computed(() => {
    if (session.snapshot === null || session.isOpening) return false;
    const accountId = session.currentAccountId;
    if (accountId === null) return true;
    const isChatOpen = useNavigationStore(accountId).openConversationId !== null;
    return useChatListStore(accountId).isLoaded && (!isChatOpen || useConversationStore(accountId).isLoaded);
  });
  const stop = watch(
    isReady,
    (ready) => {
      if (!ready) return;
      stop();
      afterPaint(() => {
        // For whoever measures a start from outside.
        performance.mark('first-screen-painted');
        // Nobody waits for the answer; a bridge that is gone has nobody to tell.
        call('app.painted', null).catch(() => undefined);
      });
    },
    // After rendering, because the newest chat is opened when the list has arrived.
    { flush: 'post' },
  );
}
