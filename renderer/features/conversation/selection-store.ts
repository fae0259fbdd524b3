import { computed, shallowRef, watch } from 'vue';
import { maxSelectedMessages } from '../../../preload/contract/api';
import { defineAccountStore } from '../../app/account-scope';
import { useToastStore } from '../../app/toast-store';
import { useConversationStore } from './conversation-store';
import { isSelectable } from './selection-facts';

/**
 * Messages of the open chat that were chosen, by their ids: what they say is never here. What is taken back, burned or deleted
 * meanwhile is chosen no more, and nothing stays when the chat is left.
 */
export const useSelectionStore = defineAccountStore('selection', ({ accountId }) => {
  const conversation = useConversationStore(accountId);
  const ids = shallowRef<ReadonlySet<string>>(new Set());
  /** Where a stretch begins that is chosen next. */
  const anchorId = shallowRef<string | null>(null);
  const isSelecting = computed(() => ids.value.size > 0);

  /** What is chosen, as it stands in the chat. Asked for anew each time: a list that is kept would keep what they say. */
  const selected = () => conversation.messages.filter(({ messageId }) => ids.value.has(messageId));

  function set(next: ReadonlySet<string>): void {
    if (next.size > maxSelectedMessages) {
      useToastStore().show('chosen.full');
      return;
    }
    ids.value = next;
    if (next.size === 0) anchorId.value = null;
  }

  const canSelect = (messageId: string): boolean =>
    conversation.messages.some((message) => message.messageId === messageId && isSelectable(message));

  /** Chooses a message, or no longer. */
  function toggle(messageId: string): void {
    if (!canSelect(messageId)) return;
    const next = new Set(ids.value);
    if (!next.delete(messageId)) next.add(messageId);
    anchorId.value = messageId;
    set(next);
  }

  /** Chooses what stands between the message chosen last and this one. */
  function selectTo(messageId: string): void {
    const anchor = anchorId.value;
    const order = conversation.messages.map((message) => message.messageId);
    const [one, other] = [order.indexOf(anchor ?? messageId), order.indexOf(messageId)];
    if (one === -1 || other === -1) {
      toggle(messageId);
      return;
    }
    const stretch = conversation.messages.slice(Math.min(one, other), Math.max(one, other) + 1);
    const chosen = stretch.filter(isSelectable).map((message) => message.messageId);
    set(new Set([...ids.value, ...chosen]));
  }

  function clear(): void {
    set(new Set());
  }

  watch(
    () => conversation.messages,
    () => {
      if (ids.value.size === 0) return;
      const kept = selected().filter(isSelectable);
      if (kept.length < ids.value.size) set(new Set(kept.map(({ messageId }) => messageId)));
    },
    { flush: 'sync' },
  );
  watch(() => conversation.conversationId, clear, { flush: 'sync' });

  return { ids, anchorId, isSelecting, selected, toggle, selectTo, clear };
});
