import { computed, type ComputedRef } from 'vue';
import { useSessionStore } from '../../base/session-store';
import { useMessageSearchStore, type HitAuthor } from '../message-search';
import { useChatListStore } from './chat-list-store';

/** As many as somebody goes through by eye. */
const mostPeople = 30;

/** Who can be chosen as the author of a message that is looked for in all chats: oneself, and who was spoken with last. */
export function useSearchedPeople(): ComputedRef<readonly HitAuthor[]> {
  const session = useSessionStore();
  const list = useChatListStore();
  const search = useMessageSearchStore();
  return computed(() => {
    if (!search.isSearching) return [];
    const own = session.account;
    const others = list.chats.filter(({ kind }) => kind === 'user').slice(0, mostPeople);
    return [
      ...(own === null ? [] : [{ node: own.node, name: own.name, isMine: true }]),
      ...others.map(({ node, title }) => ({ node, name: title, isMine: false })),
    ];
  });
}
