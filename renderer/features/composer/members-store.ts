import { computed, onScopeDispose, shallowRef } from 'vue';
import { maxRowsPerQuestion } from '../../../preload/contract/api';
import type { MemberListView, MemberView } from '../../../preload/contract/views';
import { defineAccountStore } from '../../app/account-scope';
import { useNames } from '../../app/names/use-names';

/** Most rooms whose members are remembered. */
const mostRooms = 10;

/** Who is in the rooms in which somebody was called. Names that are not known yet come later. */
export const useMembersStore = defineAccountStore('members', ({ request }) => {
  const { book } = useNames();
  /** By chat; the room asked for last stands at the end. */
  const lists = shallowRef<ReadonlyMap<string, MemberListView>>(new Map());

  /** By name, Chinese ones as they are read; those without one behind the others. */
  function inOrder(members: readonly MemberView[]): readonly MemberView[] {
    const rows = { nameOf: ({ name }: MemberView) => name, tieOf: ({ node }: MemberView) => node };
    const isNamed = ({ node, name }: MemberView): boolean => name !== node;
    const named = members.filter(isNamed);
    return [...book.sorted(named, rows), ...members.filter((member) => !isNamed(member))];
  }

  let isOver = false;
  onScopeDispose(() => {
    isOver = true;
    lists.value = new Map();
  });

  function put(conversationId: string, list: MemberListView): void {
    const others = [...lists.value].filter(([id]) => id !== conversationId);
    lists.value = new Map([...others, [conversationId, list] as const].slice(-mostRooms));
  }

  /** Asks who is in a room; false without an answer. */
  async function load(conversationId: string): Promise<boolean> {
    const result = await request('rooms.members', { conversationId });
    if (result.ok && !isOver) {
      put(conversationId, result.value);
    }
    return result.ok;
  }

  /** In order; follows what becomes known of how names are read. */
  const ordered = computed(
    () =>
      new Map(
        [...lists.value].map(([id, list]) => [id, { ...list, members: inOrder(list.members) }] as const),
      ),
  );

  /** The members as they are known by now; null before the first answer. */
  function of(conversationId: string): MemberListView | null {
    return ordered.value.get(conversationId) ?? null;
  }

  /** How many people are in a room, with oneself; null before the first answer. */
  function countOf(conversationId: string): number | null {
    const list = of(conversationId);
    return list === null ? null : list.members.length + list.leftOutCount + 1;
  }

  /** Some names may be others now. */
  async function applyChanges(nodes: readonly string[]): Promise<void> {
    const changed = new Set(nodes);
    for (const [conversationId, { members }] of lists.value) {
      const asked = members.flatMap(({ node }) => (changed.has(node) ? [node] : []));
      for (let start = 0; start < asked.length; start += maxRowsPerQuestion) {
        const part = asked.slice(start, start + maxRowsPerQuestion);
        const result = await request('people.byNodes', { nodes: part });
        const list = lists.value.get(conversationId) ?? null;
        if (!result.ok || list === null || isOver) continue;
        const fresh = new Map(result.value.map((member) => [member.node, member]));
        const renamed = list.members.map((member) => fresh.get(member.node) ?? member);
        lists.value = new Map(lists.value).set(conversationId, { ...list, members: renamed });
      }
    }
  }

  return { lists, load, of, countOf, applyChanges };
});
