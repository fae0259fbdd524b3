import { computed, onScopeDispose } from 'vue';
import type { Result } from '../../../preload/contract/result';
import type { ContactView } from '../../../preload/contract/views';
import { defineAccountStore } from '../../base/account-scope';
import { createChangingList } from '../../base/changing-list';

/** Friends and friend requests, by node. */
export const useContactsStore = defineAccountStore('contacts', ({ request }) => {
  const list = createChangingList<ContactView>({
    page: (after, limit) => request('contacts.list', { after: after?.node ?? null, limit }),
    some: (nodes) => request('contacts.byNodes', { nodes }),
    idOf: ({ node }) => node,
    compare: (one, other) => (one.node < other.node ? -1 : 1),
  });
  const { rows: contacts, isLoaded, failure, reload, applyChanges, find, reset } = list;
  onScopeDispose(reset);
  const incomingCount = computed(() => contacts.value.filter(({ state }) => state === 'incoming').length);

  /** Sends a friend request to an id or the link with one. */
  async function add(
    node: string,
    greeting: string,
  ): Promise<Result<{ readonly node: string; readonly isFriend: boolean }>> {
    const result = await request('contacts.add', { node, greeting });
    if (result.ok) await applyChanges([result.value.node]);
    return result;
  }

  return { contacts, isLoaded, failure, incomingCount, reload, applyChanges, find, add };
});
