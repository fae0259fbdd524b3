import { shallowRef } from 'vue';
import type { QuoteView } from '../../../preload/contract/message-views';
import { defineAccountStore } from '../../base/account-scope';

/** The message that the composer on the screen is about to answer. Its words are here only while they are shown. */
export const useQuoteStore = defineAccountStore('quote', ({ request }) => {
  const messageId = shallowRef<string | null>(null);
  const quote = shallowRef<QuoteView | null>(null);
  let lastRequest = 0;

  async function load(): Promise<void> {
    const ticket = ++lastRequest;
    const id = messageId.value;
    if (id === null) return;
    const result = await request('messages.quote', { messageId: id });
    if (ticket === lastRequest) quote.value = result.ok ? result.value : { kind: 'missing' };
  }

  /** Shows what is answered; null: nothing is. */
  function show(id: string | null): void {
    messageId.value = id;
    quote.value = null;
    void load();
  }

  /** What was quoted may have been taken back. Null: any message of a chat. */
  function applyChanges(messageIds: readonly string[] | null): void {
    if (messageId.value !== null && (messageIds?.includes(messageId.value) ?? true)) void load();
  }

  return { messageId, quote, show, applyChanges };
});
