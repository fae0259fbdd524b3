import { computed, onScopeDispose, shallowRef } from 'vue';
import type { FailureCode, Result } from '../../../preload/contract/result';
import type { SearchFilterView, SearchHitView, SearchPageView } from '../../../preload/contract/search-views';
import type { AccountScope } from '../../app/account-scope';
import { coalesce } from '../../app/coalesce';

const pageSize = 50;
/** Nobody reads more than this; a longer text finds less. */
const maxHits = 300;
/** Questions asked for one page when most of what main looks at does not match. */
const questionsPerPage = 20;
/** Longest text that main searches for, UTF-16 units. */
const maxTextLength = 200;
/** Most people that the search can be kept to. */
const mostAuthors = 30;

const unfiltered: SearchFilterView = { author: null, kind: 'any', fromMs: null };

/** Somebody who has written something that was found. */
export interface HitAuthor {
  readonly node: string;
  readonly name: string;
  readonly isMine: boolean;
}

/** What a search belongs to. */
interface SearchScope extends Pick<AccountScope, 'request'> {
  /** The chat in which is searched; null for all of them. Another one needs a new search. */
  readonly conversationId: () => string | null;
}

/** A search in messages, for the set-up of a store: it lives as long as that. Holds texts only while somebody searches. */
export function createMessageSearch({ request, conversationId }: SearchScope) {
  /** What the hits are for; empty when nothing is searched for. */
  const text = shallowRef('');
  const hits = shallowRef<readonly SearchHitView[]>([]);
  const hasMore = shallowRef(false);
  /** What the hits are kept to. */
  const filter = shallowRef<SearchFilterView>(unfiltered);
  /** Who has written what was found, whoever it is kept to. */
  const authors = shallowRef<readonly HitAuthor[]>([]);
  /** Nothing of what was typed can be looked up. */
  const isUnsearchable = shallowRef(false);
  const failure = shallowRef<FailureCode | null>(null);
  /** The text for which `hits` is the answer. */
  const answeredText = shallowRef('');
  const isSearching = computed(() => text.value !== '');
  const isAnswered = computed(() => answeredText.value === text.value);
  const isFiltered = computed(() => filter.value !== unfiltered);
  const isFull = computed(() => hits.value.length >= maxHits);

  let wanted = pageSize;
  let isAsking = false;

  function take(found: readonly SearchHitView[], isMore: boolean, code: FailureCode | null): void {
    hits.value = found;
    hasMore.value = isMore;
    failure.value = code;
    answeredText.value = text.value;
  }

  /** Asks again from the newest on, so that a list is always one truth. Calls during a run cause one more. */
  const reload = coalesce(async () => {
    isAsking = true;
    await ask(text.value);
    isAsking = false;
  });

  async function ask(asked: string): Promise<void> {
    if (asked === '') return;
    const found: SearchHitView[] = [];
    const count = wanted;
    const kept = filter.value;
    const maxQuestions = (count / pageSize) * questionsPerPage;
    let before: string | null = null;
    for (let question = 0; question < maxQuestions && found.length < count; question += 1) {
      const limit = Math.min(pageSize, count - found.length);
      const result: Result<SearchPageView> = await request('messages.search', {
        text: asked,
        conversationId: conversationId(),
        ...(filter.value === unfiltered ? {} : { filter: filter.value }),
        before,
        limit,
      });
      if (text.value !== asked || filter.value !== kept) return;
      if (!result.ok) return void take([], false, result.failure.code);
      found.push(...result.value.hits);
      isUnsearchable.value = result.value.isUnsearchable === true;
      before = result.value.earlier;
      if (before === null) break;
    }
    take(newestFirst(found), before !== null && found.length < maxHits, null);
    noteAuthors(found);
  }

  function noteAuthors(found: readonly SearchHitView[]): void {
    const known = new Map(
      filter.value.author === null ? [] : authors.value.map((author) => [author.node, author]),
    );
    for (const { authorNode, authorName, isMine } of found) {
      if (known.size < mostAuthors) known.set(authorNode, { node: authorNode, name: authorName, isMine });
    }
    authors.value = [...known.values()];
  }

  /** Keeps what is found to something else as well. */
  function keepTo(change: Partial<SearchFilterView>): void {
    const { author, kind, fromMs } = { ...filter.value, ...change };
    // Kept to nothing it is the search that it was.
    const isKept = author !== null || kind !== 'any' || fromMs !== null;
    filter.value = isKept ? { author, kind, fromMs } : unfiltered;
    wanted = pageSize;
    if (isSearching.value) void reload();
  }

  /**
   * Searches for what was typed: each letter is a question of a few milliseconds, and those that are typed before its answer come to
   * one more. An empty text ends the search.
   */
  function search(typed: string): void {
    const next = typed.trim().slice(0, maxTextLength);
    if (next === '') return void clear();
    if (next === text.value) return;
    text.value = next;
    wanted = pageSize;
    void reload();
  }

  /** Shows older hits, too. */
  function loadMore(): void {
    if (!hasMore.value || !isAnswered.value) return;
    wanted = Math.min(maxHits, wanted + pageSize);
    hasMore.value = false;
    void reload();
  }

  /** A message that was found may have been revoked, or one that is on its way here. Null: any message of a chat. */
  function applyChanges(messageIds: readonly string[] | null): void {
    if (!isSearching.value) return;
    const changed = new Set(messageIds);
    if (isAsking || messageIds === null || hits.value.some(({ messageId }) => changed.has(messageId)))
      void reload();
  }

  /** Ends the search and drops everything that it found. */
  function clear(): void {
    text.value = '';
    filter.value = unfiltered;
    authors.value = [];
    isUnsearchable.value = false;
    wanted = pageSize;
    take([], false, null);
  }

  onScopeDispose(clear);

  return {
    text,
    hits,
    hasMore,
    filter,
    authors,
    isUnsearchable,
    keepTo,
    isFiltered,
    failure,
    isSearching,
    isAnswered,
    isFull,
    search,
    loadMore,
    reload,
    applyChanges,
    clear,
  };
}

function newestFirst(hits: readonly SearchHitView[]): readonly SearchHitView[] {
  return [...hits].sort((a, b) => b.sentAtMs - a.sentAtMs);
}
