import { computed, onScopeDispose, shallowRef } from 'vue';
import type { FailureCode, Result } from '../../../preload/contract/result';
import type { SearchHitView, SearchPageView } from '../../../preload/contract/search-views';
import type { AccountScope } from '../../app/account-scope';
import { after, type Stop } from '../../app/clock';
import { coalesce } from '../../app/coalesce';

const pageSize = 50;
/** Nobody reads more than this; a longer text finds less. */
const maxHits = 300;
/** Questions asked for one page when most of what main looks at does not match. */
const questionsPerPage = 20;
/** Longest text that main searches for, UTF-16 units. */
const maxTextLength = 200;
const typingPauseMs = 150;

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
  const failure = shallowRef<FailureCode | null>(null);
  /** The text for which `hits` is the answer. */
  const answeredText = shallowRef('');
  const isSearching = computed(() => text.value !== '');
  const isAnswered = computed(() => answeredText.value === text.value);
  const isFull = computed(() => hits.value.length >= maxHits);

  let wanted = pageSize;
  let isAsking = false;
  let stopTyping: Stop = () => undefined;

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
    const maxQuestions = (count / pageSize) * questionsPerPage;
    let before: string | null = null;
    for (let question = 0; question < maxQuestions && found.length < count; question += 1) {
      const limit = Math.min(pageSize, count - found.length);
      const result: Result<SearchPageView> = await request('messages.search', {
        text: asked,
        conversationId: conversationId(),
        before,
        limit,
      });
      if (text.value !== asked) return;
      if (!result.ok) return void take([], false, result.failure.code);
      found.push(...result.value.hits);
      before = result.value.earlier;
      if (before === null) break;
    }
    take(newestFirst(found), before !== null && found.length < maxHits, null);
  }

  /** Searches for what was typed once the typing pauses; an empty text ends the search at once. */
  function search(typed: string): void {
    stopTyping();
    const next = typed.trim().slice(0, maxTextLength);
    if (next === '') return void clear();
    stopTyping = after(typingPauseMs, () => {
      text.value = next;
      wanted = pageSize;
      void reload();
    });
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
    stopTyping();
    text.value = '';
    wanted = pageSize;
    take([], false, null);
  }

  onScopeDispose(clear);

  return {
    text,
    hits,
    hasMore,
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
