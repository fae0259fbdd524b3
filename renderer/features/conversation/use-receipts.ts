import { computed, inject, provide, shallowRef, type InjectionKey, type Ref } from 'vue';
import type { MessageView } from '../../../preload/contract/message-views';
import type { ReceiptsView } from '../../../preload/contract/receipt-views';
import type { ConversationView } from '../../../preload/contract/views';
import { useSessionStore } from '../../base/session-store';
import { sentStateOf, type SentState } from './sent-state';

type ShownReceipts = Readonly<Ref<ReceiptsView | null>>;

const key: InjectionKey<ShownReceipts> = Symbol('receipts');
const none: ShownReceipts = shallowRef(null);

/** Before anything was told: everything that the server has was sent, and no more is known. */
const nothingTold: ReceiptsView = { deliveredUntil: '', readUntil: '' };

/** Gives the messages of a chat what the other side has told of them; nothing in rooms, and nothing to who shares no receipts. */
export function provideReceipts(conversation: () => ConversationView | null): void {
  const session = useSessionStore();
  const receipts = computed(() => {
    const chat = conversation();
    const areShown = session.settings?.sharesReceipts === true && chat?.kind === 'user';
    return areShown ? (chat.receipts ?? nothingTold) : null;
  });
  provide(key, receipts);
}

/** What the other side of the chat around has told; null where receipts are not shared. */
export const useReceipts = (): ShownReceipts => inject(key, none);

/** How far the messages of the chat around have come. */
export function useSentState(): (message: MessageView) => SentState | null {
  const receipts = useReceipts();
  return (message) => sentStateOf(message, receipts.value);
}
