import { onScopeDispose, shallowRef } from 'vue';
import type { CallAnswer } from '../../../preload/contract/api';
import type { FailureCode } from '../../../preload/contract/result';
import { notesConversationId } from '../../../preload/contract/notes';
import type { SavedMessageView } from '../../../preload/contract/saved-calls';
import { defineAccountStore } from '../../base/account-scope';
import { coalesce } from '../../base/coalesce';

const pageSize = 50;

/** What somebody who opens the list wants of it: to write a note, or to see one message. */
export type SavedWish = { readonly kind: 'write' } | { readonly kind: 'show'; readonly messageId: string };

/** What the user has saved in all chats, the one saved last first. Words are here only while their list is shown. */
export const useSavedStore = defineAccountStore('saved', ({ request }) => {
  const count = shallowRef(0);
  /** The list stands in the place of the chats. */
  const isOpen = shallowRef(false);
  const messages = shallowRef<readonly SavedMessageView[]>([]);
  const hasMore = shallowRef(false);
  const isLoaded = shallowRef(false);
  const failure = shallowRef<FailureCode | null>(null);
  /** A new object for every wish; null once it was heard, and where there is none. */
  const wish = shallowRef<SavedWish | null>(null);
  let wanted = pageSize;

  function take(found: readonly SavedMessageView[], isMore: boolean, code: FailureCode | null): void {
    messages.value = found;
    hasMore.value = isMore;
    failure.value = code;
  }

  /** Asks again from the top on, so that a list is always one truth. */
  const load = coalesce(async () => {
    const found: SavedMessageView[] = [];
    let below: number | null = null;
    do {
      const result: CallAnswer<'messages.saved'> = await request('messages.saved', {
        below,
        limit: pageSize,
      });
      if (!isOpen.value) return;
      if (result.ok) found.push(...result.value.messages);
      else take([], false, result.failure.code);
      isLoaded.value = true;
      if (!result.ok) return;
      below = result.value.next;
    } while (below !== null && found.length < wanted);
    take(found, below !== null, null);
  });

  const countAgain = coalesce(async () => {
    const result = await request('messages.savedCount', { conversationId: null });
    if (!result.ok) return;
    const isOther = result.value !== count.value;
    count.value = result.value;
    if (isOther && isOpen.value) await load();
  });

  function open(wanted: SavedWish | null = null): void {
    wish.value = wanted;
    if (isOpen.value) return;
    isOpen.value = true;
    void load();
  }

  /** Drops everything that was shown. */
  function close(): void {
    isOpen.value = false;
    wish.value = null;
    isLoaded.value = false;
    wanted = pageSize;
    take([], false, null);
  }
  onScopeDispose(close);

  /** Shows what was saved before, too. */
  function loadMore(): void {
    if (!hasMore.value) return;
    wanted += pageSize;
    hasMore.value = false;
    void load();
  }

  /** Saves messages of one chat, or lets them go. */
  async function save(messageIds: readonly string[], isSaved: boolean): Promise<CallAnswer<'messages.save'>> {
    const result = await request('messages.save', { messageIds, isSaved });
    await Promise.all([countAgain(), isOpen.value ? load() : null]);
    return result;
  }

  /** How many messages of a chat are saved; 0 while nobody knows. */
  async function countOf(conversationId: string): Promise<number> {
    const result = await request('messages.savedCount', { conversationId });
    return result.ok ? result.value : 0;
  }

  /** What was saved may be gone, and what was written is there. Null: any message of the chat. */
  function applyChanges(conversationId: string, messageIds: readonly string[] | null): void {
    if (conversationId === notesConversationId) {
      void countAgain();
      if (isOpen.value) void load();
      return;
    }
    if (count.value > 0) void countAgain();
    const isShown = ({ messageId }: SavedMessageView): boolean => messageIds?.includes(messageId) ?? true;
    if (isOpen.value && messages.value.some(isShown)) void load();
  }

  /** Somebody is called otherwise. */
  function applyNames(): void {
    if (isOpen.value) void load();
  }

  /** Asks for everything that is shown. */
  async function reload(): Promise<void> {
    await countAgain();
    if (isOpen.value) await load();
  }

  return {
    count,
    isOpen,
    messages,
    hasMore,
    isLoaded,
    failure,
    wish,
    open,
    close,
    loadMore,
    save,
    countOf,
    applyChanges,
    applyNames,
    reload,
  };
});
