import { onScopeDispose, shallowRef } from 'vue';
import type {
  MemberListChoice,
  MemberPageRequest,
  MemberPageView,
} from '../../../preload/contract/member-views';
import type { FailureCode, Result } from '../../../preload/contract/result';
import { defineAccountStore } from '../../base/account-scope';

/** Most rooms of which it is remembered how many are in them. */
const mostRooms = 50;

/** Who is in rooms. The lists stay in main; what is here is how many there are, and when to look again. */
export const useMembersStore = defineAccountStore('members', ({ request }) => {
  /** How many are in a room, by its node; the one asked for last stands at the end. */
  const counts = shallowRef<ReadonlyMap<string, number | null>>(new Map());
  /** Rises for a room with every change of its lists. */
  const versions = shallowRef<ReadonlyMap<string, number>>(new Map());
  /** People who have other names now; a new list for every change. */
  const renamed = shallowRef<readonly string[]>([]);
  let isOver = false;
  onScopeDispose(() => {
    isOver = true;
    counts.value = new Map();
    versions.value = new Map();
  });

  /** A stretch of a list as main knows it. */
  function page(wanted: MemberPageRequest): Promise<Result<MemberPageView>> {
    return request('rooms.members', wanted);
  }

  /** Brings how many are in a room; the window shows it somewhere. */
  async function load(node: string): Promise<void> {
    const result = await page({ node, list: 'members', text: '', from: 0, limit: 1 });
    if (isOver || !result.ok) return;
    const { count, leftOutCount } = result.value;
    const others = [...counts.value].filter(([known]) => known !== node);
    const entry = [node, count === null ? null : count + leftOutCount] as const;
    counts.value = new Map([...others, entry].slice(-mostRooms));
  }

  /** How many people are in a room, with oneself; null while nobody knows. */
  const countOf = (node: string): number | null => counts.value.get(node) ?? null;

  const versionOf = (node: string): number => versions.value.get(node) ?? 0;

  /** Has main ask the server; answers why not. What is new comes as a change. */
  async function refresh(node: string, list: MemberListChoice): Promise<FailureCode | null> {
    const result = await request('rooms.refreshMembers', { node, list });
    return result.ok ? null : result.failure.code;
  }

  /** The lists of these rooms are others now. */
  function applyChanges(nodes: readonly string[]): void {
    const next = new Map(versions.value);
    for (const node of nodes) next.set(node, versionOf(node) + 1);
    versions.value = next;
    for (const node of nodes) if (counts.value.has(node)) void load(node);
  }

  function applyNames(nodes: readonly string[]): void {
    renamed.value = nodes;
  }

  return {
    counts,
    versions,
    renamed,
    page,
    load,
    countOf,
    versionOf,
    refresh,
    applyChanges,
    applyNames,
  };
});
