import { computed, shallowRef, watch } from 'vue';
import { maxSelectedMessages } from '../../../preload/contract/api';
import { defineAccountStore } from '../../base/account-scope';
import { useToastStore } from '../../base/toast-store';
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

  /** Chooses what stands together in a row, or no longer when all of it is chosen. */
  function toggle(messageIds: readonly string[]): void {
    const able = messageIds.filter(canSelect);
    const [first] = able;
    if (first === undefined) return;
    const next = new Set(ids.value);
    const isWhole = able.every((messageId) => next.has(messageId));
    for (const messageId of able) {
      if (isWhole) next.delete(messageId);
      else next.add(messageId);
    }
    anchorId.value = first;
    set(next);
  }

  /** A stretch that is chosen next begins at this message; it is not chosen yet. */
  function beginAt(messageId: string): void {
    anchorId.value = messageId;
  }

  /** Chooses what stands between the message chosen last and these, all of it. */
  function selectTo(messageIds: readonly string[]): void {
    const order = conversation.messages.map((message) => message.messageId);
    const places = [anchorId.value ?? messageIds[0], messageIds[0], messageIds.at(-1)].map((messageId) =>
      order.indexOf(messageId ?? ''),
    );
    if (places.includes(-1)) {
      toggle(messageIds);
      return;
    }
    anchorId.value ??= messageIds[0] ?? null;
    const stretch = conversation.messages.slice(Math.min(...places), Math.max(...places) + 1);
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

  return { ids, anchorId, isSelecting, selected, toggle, beginAt, selectTo, clear };
});
