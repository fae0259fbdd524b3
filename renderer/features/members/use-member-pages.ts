import { onScopeDispose, shallowRef, watch } from 'vue';
import type { MemberListChoice, RoomMemberView } from '../../../preload/contract/member-views';
import type { FailureCode } from '../../../preload/contract/result';
import { after, type Stop } from '../../base/clock';
import { useMembersStore } from './members-store';

/** Which list, and what of it. */
export interface MemberPagesOptions {
  readonly node: () => string;
  readonly list: MemberListChoice;
  readonly text: () => string;
}

/** Rows of one page, as main is asked for them. */
const pageSize = 100;
/** Names of a large room come by the dozen for a while: rows follow at once, and then once in so many ms. */
const renamePauseMs = 500;
/** Pages that are kept; those that were wanted longest ago go. */
const mostPages = 6;

/**
 * A list of a room of any length, of which only the pages in view and a few others are here. Until the answer to a new search
 * is here the rows of the old one stay.
 */
export function useMemberPages({ node, list, text }: MemberPagesOptions) {
  const members = useMembersStore();
  const pages = shallowRef<ReadonlyMap<number, readonly RoomMemberView[]>>(new Map());
  const matchCount = shallowRef<number | null>(null);
  /** How many are in the list; null while the server has never told it. */
  const count = shallowRef<number | null>(null);
  const leftOutCount = shallowRef(0);
  /** Of how many of the list no name has come yet. */
  const unnamedCount = shallowRef(0);
  const failure = shallowRef<FailureCode | null>(null);
  let wanted: readonly number[] = [0];
  let run = 0;
  const asked = new Set<number>();
  let endPause: Stop | null = null;
  let isFollowingNames = false;
  let isRenamedAgain = false;
  let isOver = false;

  async function fetchPage(number: number): Promise<void> {
    const startedIn = run;
    asked.add(number);
    const from = number * pageSize;
    const result = await members.page({
      node: node(),
      list,
      text: text().slice(0, 64),
      from,
      limit: pageSize,
    });
    if (startedIn !== run) return;
    asked.delete(number);
    failure.value = result.ok ? null : result.failure.code;
    if (!result.ok) return;
    matchCount.value = result.value.matchCount;
    count.value = result.value.count;
    leftOutCount.value = result.value.leftOutCount;
    unnamedCount.value = result.value.unnamedCount;
    const others = [...pages.value].filter(([known]) => known !== number);
    pages.value = new Map([...others, [number, result.value.members] as const].slice(-mostPages));
  }

  /** The rows from `first` to `last` are in view. */
  function want(first: number, last: number): void {
    const numbers: number[] = [];
    for (let at = Math.floor(first / pageSize); at <= Math.floor(last / pageSize); at += 1) numbers.push(at);
    wanted = numbers;
    for (const at of numbers) if (!pages.value.has(at) && !asked.has(at)) void fetchPage(at);
  }

  /** Everything in view anew; what is out of view is fetched when it comes into it. */
  async function reload(): Promise<void> {
    run += 1;
    asked.clear();
    const seen = wanted.length === 0 ? [0] : wanted;
    const startedIn = run;
    await Promise.all(seen.map(fetchPage));
    if (startedIn === run) pages.value = new Map([...pages.value].filter(([at]) => seen.includes(at)));
  }

  /** Rows in view have other names now. */
  function renamed(): void {
    if (isFollowingNames) {
      isRenamedAgain = true;
      return;
    }
    isFollowingNames = true;
    isRenamedAgain = false;
    // Putting thousands in order takes main a while: whoever asked again before the answer would never get one.
    void reload().then(pause);
  }

  function pause(): void {
    if (isOver) return;
    endPause = after(renamePauseMs, () => {
      isFollowingNames = false;
      if (isRenamedAgain) renamed();
    });
  }

  /** Somebody in the list; null while their page is on its way. */
  const at = (index: number): RoomMemberView | null =>
    pages.value.get(Math.floor(index / pageSize))?.[index % pageSize] ?? null;

  watch([node, text], ([nodeNow], [nodeBefore]) => {
    wanted = [0];
    if (nodeNow !== nodeBefore) {
      pages.value = new Map();
      matchCount.value = null;
      count.value = null;
    }
    void reload();
  });
  watch(
    () => members.versionOf(node()),
    () => void reload(),
  );
  watch(
    () => members.renamed,
    (nodes) => {
      const changed = new Set(nodes);
      // Whoever is searched for, or counted as nameless, may be among them without being in view.
      const isInView = [...pages.value.values()].some((page) => page.some((row) => changed.has(row.node)));
      if (isInView || unnamedCount.value > 0) renamed();
    },
  );
  onScopeDispose(() => {
    isOver = true;
    run += 1;
    endPause?.();
  });
  void reload();

  return { matchCount, count, leftOutCount, unnamedCount, failure, at, want, reload };
}
