import { nextTick, watch, type Ref } from 'vue';
import type { ConversationView } from '../../../preload/contract/views';

/** A list whose rows move. */
export interface MovingRows {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  readonly chats: Readonly<Ref<readonly ConversationView[]>>;
  readonly focusRow: (index: number) => Promise<void>;
}

/**
 * A row that moves, or goes, does not take the keyboard with it: an element that is put elsewhere in the document loses the focus. It
 * stays with the chat, or where that was.
 */
export function keepRowFocus({ scroller, chats, focusRow }: MovingRows): void {
  watch(chats, (_, before) => {
    const row = document.activeElement?.closest('[data-conversation-id]');
    if (!(row instanceof HTMLElement) || scroller.value?.contains(row) !== true) return;
    const id = row.dataset['conversationId'];
    const indexBefore = before.findIndex((chat) => chat.conversationId === id);
    void nextTick(() => {
      if (document.activeElement !== document.body) return;
      const index = chats.value.findIndex((chat) => chat.conversationId === id);
      const next = index === -1 ? Math.min(indexBefore, chats.value.length - 1) : index;
      if (next >= 0) void focusRow(next);
    });
  });
}
