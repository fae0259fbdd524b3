import { nextTick, onMounted, onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import { after, type Stop } from '../../app/clock';
import { useNavigationStore, type JumpTarget } from '../../app/navigation-store';
import { useToastStore } from '../../app/toast-store';
import { useConversationStore } from './conversation-store';

/** Pages that are loaded on the way to a message; what is further back is for the user to scroll to. */
const maxPages = 40;
const highlightMs = 1_200;

/** What a jump needs of the timeline. */
export interface JumpOptions {
  /** What is loaded from now on is not followed to the end. */
  readonly stay: () => void;
  /** Brings a loaded message into the middle of the view and puts the focus on it. */
  readonly show: (messageId: string) => Promise<void>;
}

/**
 * Goes to the message of the shown chat that the user asked to see: fetches earlier pages until it is there, and answers
 * its id for the moment in which it is highlighted.
 */
export function useJump({ stay, show }: JumpOptions): Readonly<Ref<string | null>> {
  const navigation = useNavigationStore();
  const toasts = useToastStore();
  const store = useConversationStore();
  const highlightedId = shallowRef<string | null>(null);
  let stopHighlight: Stop = () => undefined;
  let isAlive = true;
  onScopeDispose(() => {
    isAlive = false;
    stopHighlight();
  });

  const isLoaded = (messageId: string): boolean =>
    store.messages.some((message) => message.messageId === messageId);

  /** Resolves when no page is on its way; one may be, because the view is near the beginning. */
  function noPageOnItsWay(): Promise<void> {
    return new Promise((resolve) => {
      const stop = watch(
        () => store.isLoadingEarlier,
        (isLoading) => {
          if (isLoading) return;
          resolve();
          queueMicrotask(() => stop());
        },
        { immediate: true },
      );
    });
  }

  async function loadUpTo(messageId: string, isWanted: () => boolean): Promise<void> {
    for (let page = 0; page < maxPages && !isLoaded(messageId); page += 1) {
      await noPageOnItsWay();
      if (!isWanted() || !store.hasEarlier) return;
      await store.loadEarlier();
      if (store.earlierFailure !== null) return;
    }
  }

  function highlight(messageId: string): void {
    stopHighlight();
    highlightedId.value = messageId;
    stopHighlight = after(highlightMs, () => (highlightedId.value = null));
  }

  async function jump(target: JumpTarget): Promise<void> {
    const { messageId } = target;
    const isWanted = (): boolean => isAlive && navigation.jumpTarget === target;
    stay();
    await loadUpTo(messageId, isWanted);
    await nextTick();
    if (!isWanted()) return;
    navigation.endJump();
    if (isLoaded(messageId)) {
      stay();
      highlight(messageId);
      await show(messageId);
    } else if (store.earlierFailure === null) {
      toasts.show(store.hasEarlier ? 'search.tooFar' : 'search.gone');
    }
  }

  function follow(): void {
    const target = navigation.jumpTarget;
    if (target !== null && target.conversationId === store.conversationId) void jump(target);
  }
  onMounted(follow);
  watch(() => navigation.jumpTarget, follow, { flush: 'post' });

  return highlightedId;
}
