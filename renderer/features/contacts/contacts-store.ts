import { computed, onScopeDispose } from 'vue';
import type { Result } from '../../../preload/contract/result';
import type { ContactView } from '../../../preload/contract/views';
import { defineAccountStore } from '../../app/account-scope';
import { createChangingList } from '../../app/changing-list';

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

  /** Answers a friend request. */
  async function answer(node: string, decision: 'accept' | 'decline'): Promise<Result<null>> {
    const result = await request(decision === 'accept' ? 'contacts.accept' : 'contacts.decline', { node });
    if (result.ok) await applyChanges([node]);
    return result;
  }

  /** Sends a friend request. */
  async function add(node: string, greeting: string): Promise<Result<null>> {
    const result = await request('contacts.add', { node, greeting });
    if (result.ok) await applyChanges([node.trim()]);
    return result;
  }

  /** Ends whatever there is: a friendship, an own request, an own block. */
  async function remove(node: string): Promise<Result<null>> {
    const result = await request('contacts.remove', { node });
    if (result.ok) await applyChanges([node]);
    return result;
  }

  return { contacts, isLoaded, failure, incomingCount, reload, applyChanges, find, answer, add, remove };
});
