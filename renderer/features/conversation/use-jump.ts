import { onMounted, onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import { after, type Stop } from '../../base/clock';
import { useNavigationStore, type JumpTarget } from '../../base/navigation-store';
import { useToastStore } from '../../base/toast-store';
import { useConversationStore } from './conversation-store';

const highlightMs = 1_200;

/** What a jump needs of the timeline. */
export interface JumpOptions {
  /** What is loaded from now on is not followed to the end. */
  readonly stay: () => void;
  /** Brings a loaded message into the middle of the view and puts the focus on it. */
  readonly show: (messageId: string) => Promise<void>;
}

/**
 * Goes to the place of the shown chat that the user asked to see, however far back it is, and answers the id of the message that
 * stands there for the moment in which it is highlighted.
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

  function highlight(messageId: string): void {
    stopHighlight();
    highlightedId.value = messageId;
    stopHighlight = after(highlightMs, () => (highlightedId.value = null));
  }

  async function jump(target: JumpTarget): Promise<void> {
    stay();
    const found = await store.goTo(target.place);
    if (!isAlive || navigation.jumpTarget !== target) return;
    navigation.endJump();
    if (!found.ok) {
      toasts.show(found.failure.code === 'messageNotFound' ? 'search.gone' : 'search.unreachable');
    } else if (found.value !== null) {
      stay();
      highlight(found.value);
      await show(found.value);
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
