import { onScopeDispose } from 'vue';
import type { PresenceView } from '../../../preload/contract/presence-views';
import { defineAccountStore } from '../../base/account-scope';
import { createChangingList, inOnePage } from '../../base/changing-list';

/** How people are seen, by node; whoever is not in it is offline, or no friend. */
export const usePresenceStore = defineAccountStore('presence', ({ request }) => {
  const list = createChangingList<PresenceView>({
    page: inOnePage(() => request('presence.list', null)),
    some: (nodes) => request('presence.byNodes', { nodes }),
    idOf: ({ node }) => node,
    compare: (one, other) => (one.node < other.node ? -1 : 1),
  });
  onScopeDispose(list.reset);

  /** What is known of somebody; null for nothing. The same object as long as nothing has changed. */
  function of(node: string): PresenceView | null {
    return list.find(node);
  }

  /** Some people are seen otherwise now; null: more than were named. */
  function applyChanges(nodes: readonly string[] | null): Promise<void> {
    return nodes === null ? list.reload() : list.applyChanges(nodes);
  }

  return { presences: list.rows, of, reload: list.reload, applyChanges };
});
