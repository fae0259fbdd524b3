import { computed, onScopeDispose, shallowRef } from 'vue';
import type { FailureCode, Result } from '../../../preload/contract/result';
import type { SearchFilterView, SearchHitView, SearchPageView } from '../../../preload/contract/search-views';
import type { AccountScope } from '../../base/account-scope';
import { after, type Stop } from '../../base/clock';
import { coalesce } from '../../base/coalesce';

const pageSize = 50;
/** Nobody reads more than this; a longer text finds less. */
const maxHits = 300;
/** Questions asked for one page when most of what main looks at does not match. */
const questionsPerPage = 20;
/** Longest text that main searches for, UTF-16 units. */
const maxTextLength = 200;
/** What has just been said is looked for so much later, and with it all that came meanwhile, ms. */
const newsAfterMs = 1_000;
/** Most people that the search can be kept to. */
const mostAuthors = 30;

const unfiltered: SearchFilterView = { author: null, kind: 'any', fromMs: null, untilMs: null };

/** Somebody to whom a search can be kept. */
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
  /** The text and the filter for which `hits` is the answer. */
  const answered = shallowRef<{ readonly text: string; readonly filter: SearchFilterView }>({
    text: '',
    filter: unfiltered,
  });
  /** The filters were opened: they find something without a text as well. */
  const isFiltering = shallowRef(false);
  const isSearching = computed(() => text.value !== '' || isFiltering.value);
  const isAnswered = computed(
    () => answered.value.text === text.value && answered.value.filter === filter.value,
  );
  const isFiltered = computed(() => {
    const { author, kind, fromMs, untilMs } = filter.value;
    return author !== null || kind !== 'any' || fromMs !== null || untilMs !== null;
  });
  /** There is something to ask: a text, or what the filter wants. */
  const isAsked = computed(() => text.value !== '' || isFiltered.value);
  const isFull = computed(() => hits.value.length >= maxHits);

  let wanted = pageSize;
  let isAsking = false;
  let stopWaiting: Stop | null = null;

  function take(found: readonly SearchHitView[], isMore: boolean, code: FailureCode | null): void {
    hits.value = found;
    hasMore.value = isMore;
    failure.value = code;
    answered.value = { text: text.value, filter: filter.value };
  }

  /** Asks again from the newest on, so that a list is always one truth. Calls during a run cause one more. */
  const reload = coalesce(async () => {
    isAsking = true;
    await ask(text.value);
    isAsking = false;
  });

  async function ask(asked: string): Promise<void> {
    if (!isAsked.value) return void take([], false, null);
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
        ...(isFiltered.value ? { filter: kept } : {}),
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
    const { author, kind, fromMs, untilMs } = { ...filter.value, ...change };
    // Kept to nothing it is the search that it was.
    const isKept = author !== null || kind !== 'any' || fromMs !== null || untilMs !== null;
    filter.value = isKept ? { author, kind, fromMs, untilMs } : unfiltered;
    wanted = pageSize;
    if (isSearching.value) void reload();
  }

  /** Opens the filters, with a text or without one. */
  function startFiltering(): void {
    isFiltering.value = true;
  }

  /** Closes the filters: what is found is kept to nothing. */
  function stopFiltering(): void {
    isFiltering.value = false;
    if (text.value === '') clear();
    else if (isFiltered.value) keepTo(unfiltered);
  }

  /**
   * Searches for what was typed: each letter is a question of a few milliseconds, and those that are typed before its answer come to
   * one more. An empty text ends the search, unless the filters were opened.
   */
  function search(typed: string): void {
    const next = typed.trim().slice(0, maxTextLength);
    if (next === '' && !isFiltering.value) return void clear();
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

  /**
   * A message that was found may have been revoked, or one that is on its way here: that is asked for at once. What is new may fit as
   * well, and can wait. Null: any message of a chat.
   */
  function applyChanges(messageIds: readonly string[] | null): void {
    if (!isSearching.value) return;
    const changed = new Set(messageIds);
    if (isAsking || messageIds === null || hits.value.some(({ messageId }) => changed.has(messageId)))
      void reload();
    else stopWaiting ??= after(newsAfterMs, lookForNews);
  }

  function lookForNews(): void {
    stopWaiting = null;
    if (isSearching.value) void reload();
  }

  /** Ends the search and drops everything that it found. */
  function clear(): void {
    stopWaiting?.();
    stopWaiting = null;
    text.value = '';
    isFiltering.value = false;
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
    isFiltering,
    isFiltered,
    isAsked,
    startFiltering,
    stopFiltering,
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
