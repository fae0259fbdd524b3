import { computed, watch, type Ref } from 'vue';
import type { ConversationView } from '../../../preload/contract/views';
import { useAttentionStore } from '../../base/attention-store';
import { useConversationStore } from './conversation-store';

/** What is shown of a chat. */
export interface ReadingOptions {
  readonly conversation: Readonly<Ref<ConversationView | null>>;
  /** Sort key of the last message in view, null while none is. */
  readonly seenUntil: Readonly<Ref<string | null>>;
}

/** Marks as read what somebody sees: down to the last message in view, and only while the window has somebody's attention. */
export function useReading({ conversation, seenUntil }: ReadingOptions): void {
  const attention = useAttentionStore();
  const store = useConversationStore();
  const readUntil = computed(() => {
    const chat = conversation.value;
    const isShown = store.isLoaded && chat !== null && store.conversationId === chat.conversationId;
    return isShown && chat.unreadCount > 0 && attention.isAttentive ? seenUntil.value : null;
  });
  watch(
    // The number too: a message that arrives in a chat that is being read is read.
    () => [readUntil.value, conversation.value?.unreadCount] as const,
    ([until]) => {
      if (until !== null) void store.markRead(until);
    },
    { immediate: true },
  );
}
