import { computed, onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import { useChatListStore } from '../features/chat-list';
import { useConversationStore } from '../features/conversation';
import { call } from '../base/bridge';
import { after, afterPaint, whenIdle, type Stop } from '../base/clock';
import { letFirstScreenGoFirst } from '../base/first-screen-first';
import { readLaterParts } from '../base/later';
import { useNavigationStore } from '../base/navigation-store';
import { openNewestChat } from './newest-chat';
import { useSessionStore } from '../base/session-store';

/** How far the first screen is. */
export interface FirstScreen {
  /** Chats may be drawn. */
  readonly mayDraw: Readonly<ShallowRef<boolean>>;
  /** It is on the screen, and what stands behind it may be made. */
  readonly isPainted: Readonly<ShallowRef<boolean>>;
}

/** So long the first screen waits for what it shows, ms: nobody takes it for a delay. Then it is drawn as still loading. */
const longestWaitMs = 150;

/**
 * The first screen with its data: the sign-in form, or the chats and the open one. Chats are drawn once, when they and the
 * messages of the newest one are here: to draw them empty and to fill them takes twice as long. Tells main once when it is
 * painted, and reads what stands behind it then.
 */
export function useFirstScreen(): FirstScreen {
  const session = useSessionStore();
  const mayDraw = shallowRef(false);
  const isPainted = shallowRef(false);
  /** The chats are here, and which of them opens is known. */
  const isChosen = shallowRef(false);
  let stopWaiting: Stop = () => undefined;
  const letOthersGo = letFirstScreenGoFirst();
  onScopeDispose(() => {
    stopWaiting();
    letOthersGo();
  });

  const isReady = computed(() => {
    if (session.snapshot === null || session.isOpening) return false;
    const accountId = session.currentAccountId;
    if (accountId === null) return true;
    const isChatOpen = useNavigationStore(accountId).openConversationId !== null;
    return isChosen.value && (!isChatOpen || useConversationStore(accountId).isLoaded);
  });

  function draw(): void {
    stopWaiting();
    mayDraw.value = true;
  }

  /** Reads what the first screen did not need, and lets it be made: never both in one go, which would be felt. */
  async function settle(): Promise<void> {
    await whenIdle();
    await readLaterParts();
    await whenIdle();
    isPainted.value = true;
  }

  /** Asks for the messages of the newest chat as soon as it is known which one that is. */
  function fetchNewest(accountId: string): void {
    if (mayDraw.value || !openNewestChat(accountId)) return;
    const { openConversationId } = useNavigationStore(accountId);
    if (openConversationId !== null) void useConversationStore(accountId).open(openConversationId);
  }

  watch(
    () => session.currentAccountId,
    (accountId) => {
      stopWaiting();
      if (accountId !== null && !mayDraw.value) stopWaiting = after(longestWaitMs, draw);
    },
    { immediate: true },
  );
  const stopFetching = watch(
    () => session.currentAccountId !== null && useChatListStore(session.currentAccountId).isLoaded,
    (isLoaded) => {
      if (!isLoaded || session.currentAccountId === null) return;
      stopFetching();
      fetchNewest(session.currentAccountId);
      isChosen.value = true;
    },
    // In the turn in which the list arrives: nothing is drawn before the chat is asked for.
    { flush: 'sync' },
  );
  watch(
    isReady,
    (ready) => {
      if (ready) draw();
    },
    { flush: 'sync' },
  );
  const stopTelling = watch(
    isReady,
    (ready) => {
      if (!ready) return;
      stopTelling();
      afterPaint(() => {
        // For whoever measures a start from outside.
        performance.mark('first-screen-painted');
        // Nobody waits for the answer; a bridge that is gone has nobody to tell.
        call('app.painted', null).catch(() => undefined);
        letOthersGo();
        void settle();
      });
    },
    // After rendering.
    { flush: 'post' },
  );
  return { mayDraw, isPainted };
}
