import { shallowRef, watch, type ShallowRef } from 'vue';
import type { MessageView } from '../../../preload/contract/message-views';

/** What decides where the line above the unread messages stands. */
export interface UnreadDividerOptions {
  readonly messages: () => readonly MessageView[];
  /** Whoever looks reads a message as it comes: no line is needed. */
  readonly isBeingRead: () => boolean;
}

/** The line above the first message that nobody had seen when it came; it stays while the chat is open. */
export interface UnreadDivider {
  readonly firstUnreadId: Readonly<ShallowRef<string | null>>;
  /** What stands below is old news: the user has answered. */
  readonly clear: () => void;
}

/** Remembers where the unread messages began when nobody was looking. */
export function useUnreadDivider({ messages, isBeingRead }: UnreadDividerOptions): UnreadDivider {
  const firstUnreadId = shallowRef<string | null>(null);
  watch(
    () => messages().find(({ isUnread }) => isUnread)?.messageId ?? null,
    (first, before) => {
      // Reading on moves the first unread message down, the line stays; what comes after all was read begins anew.
      const isNew = first !== null && (before === null || before === undefined);
      if (isNew && !isBeingRead()) firstUnreadId.value = first;
    },
    { immediate: true, flush: 'sync' },
  );
  return { firstUnreadId, clear: () => (firstUnreadId.value = null) };
}
