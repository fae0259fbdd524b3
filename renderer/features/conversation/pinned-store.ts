import { onScopeDispose, shallowRef } from 'vue';
import type { QuoteView } from '../../../preload/contract/message-views';
import { defineAccountStore } from '../../base/account-scope';

/** A pinned message as its line shows it. */
export type PinnedView = Exclude<QuoteView, { readonly kind: 'missing' }>;

/** What is pinned in the chat on the screen, the newest pin first. Its words are here only while that chat is shown. */
export const usePinnedStore = defineAccountStore('pinned', ({ request }) => {
  const conversationId = shallowRef<string | null>(null);
  const pinned = shallowRef<readonly PinnedView[]>([]);
  let lastRequest = 0;

  async function load(): Promise<void> {
    const ticket = ++lastRequest;
    const id = conversationId.value;
    if (id === null) return;
    const result = await request('messages.pinned', { conversationId: id });
    if (ticket !== lastRequest || !result.ok) return;
    pinned.value = result.value.flatMap((quote) => (quote.kind === 'missing' ? [] : [quote]));
  }

  /** Shows what is pinned in a chat; null: in none. */
  function show(id: string | null): void {
    conversationId.value = id;
    pinned.value = [];
    lastRequest += 1;
    void load();
  }
  onScopeDispose(() => show(null));

  /** The user pinned something, or let it go. */
  function applyDeed(): void {
    void load();
  }

  /** Something pinned was taken back, or has changed. Null: any message of the chat. */
  function applyChanges(id: string, messageIds: readonly string[] | null): void {
    const isShown = ({ messageId }: PinnedView): boolean => messageIds?.includes(messageId) ?? true;
    if (id === conversationId.value && pinned.value.some(isShown)) void load();
  }

  /** Somebody is called otherwise. */
  function applyNames(): void {
    if (pinned.value.length > 0) void load();
  }

  return { conversationId, pinned, show, applyDeed, applyChanges, applyNames };
});
