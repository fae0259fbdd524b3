// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SearchRequest } from '../../../../../preload/contract/api';
import { fail, succeed, type Result } from '../../../../../preload/contract/result';
import type { SearchHitView, SearchPageView } from '../../../../../preload/contract/search-views';
import { useMessageSearchStore } from '../../../../../renderer/features/message-search';
import { excerptParts } from '../../../../../renderer/features/message-search/view-model';
import { FakeBridge, settle } from '../../fake-bridge';
import { noonMs, anAccount } from '../../views';

const aHit = (messageId: string, change: Partial<SearchHitView> = {}): SearchHitView => ({
  messageId,
  conversationId: 'chat-1',
  title: '周一帆',
  authorNode: 'node-zhou',
  authorName: '周一帆',
  isMine: false,
  kind: 'text',
  sentAtMs: noonMs,
  excerpt: '密码',
  highlights: [{ start: 0, length: 1 }],
  ...change,
});

type Answer = Result<SearchPageView>;
const page = (hits: readonly SearchHitView[], earlier: string | null = null): Answer =>
  succeed({ hits, earlier });

function setUp(answer: (request: SearchRequest) => Answer | Promise<Answer>) {
  const bridge = new FakeBridge({ 'messages.search': answer }).install();
  return { bridge, store: useMessageSearchStore(anAccount.accountId) };
}

async function type(text: string): Promise<void> {
  useMessageSearchStore(anAccount.accountId).search(text);
  await settle();
}

const shown = (): readonly string[] =>
  useMessageSearchStore(anAccount.accountId).hits.map(({ messageId }) => messageId);

describe('the search in messages', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: noonMs });
    setActivePinia(createPinia());
  });
  afterEach(() => vi.useRealTimers());

  it('asks with the first letter, and once more for all that were typed before its answer came', async () => {
    const answers: ((answer: Answer) => void)[] = [];
    const { bridge, store } = setUp(() => new Promise((resolve) => answers.push(resolve)));
    store.search('密');
    store.search('密m');
    store.search('密ma');
    store.search('密码 ');
    answers[0]?.(page([aHit('old')]));
    await settle();
    expect(shown()).toEqual([]);
    answers[1]?.(page([aHit('m1')]));
    await settle();
    const asked = { conversationId: null, before: null, limit: 50 };
    expect(bridge.argumentsOf('messages.search')).toEqual([
      { text: '密', ...asked },
      { text: '密码', ...asked },
    ]);
    expect(shown()).toEqual(['m1']);
  });

  it('asks nothing when what was typed comes to the same', async () => {
    const { bridge, store } = setUp(() => page([aHit('m1')]));
    await type('密');
    store.search('密 ');
    await settle();
    expect(bridge.argumentsOf('messages.search')).toHaveLength(1);
    expect(store.isAnswered).toBe(true);
  });

  it('drops the answer for a text that is not searched for any more', async () => {
    const answers: ((answer: Answer) => void)[] = [];
    const { store } = setUp(() => new Promise((resolve) => answers.push(resolve)));
    await type('旧');
    await type('新');
    answers[0]?.(page([aHit('old')]));
    await settle();
    expect(shown()).toEqual([]);
    answers[1]?.(page([aHit('new')]));
    await settle();
    expect(shown()).toEqual(['new']);
    expect(store.isAnswered).toBe(true);
  });

  it('holds nothing once the search has ended, whatever is still on its way', async () => {
    let answer: (page: Answer) => void = () => undefined;
    const { store } = setUp(() => new Promise((resolve) => (answer = resolve)));
    await type('密');
    store.search(' ');
    answer(page([aHit('m1')]));
    await settle();
    expect(shown()).toEqual([]);
    expect(store.isSearching).toBe(false);
  });

  it('asks again at once when a message that is shown has changed, and a moment later for all that is new', async () => {
    let hits = [aHit('m1'), aHit('m2')];
    const { bridge, store } = setUp(() => page(hits));
    await type('密');
    hits = [aHit('m2')];
    store.applyChanges(['m1']);
    await settle();
    expect(shown()).toEqual(['m2']);
    const asked = (): number => bridge.argumentsOf('messages.search').length;
    const before = asked();
    for (const id of ['m3', 'm4', 'm5']) store.applyChanges([id]);
    await settle();
    expect(asked()).toBe(before);
    hits = [aHit('m5'), aHit('m2')];
    await vi.advanceTimersByTimeAsync(2_000);
    await settle();
    expect([asked(), shown()]).toEqual([before + 1, ['m5', 'm2']]);
    store.applyChanges(['m6']);
    store.clear();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(asked()).toBe(before + 1);
  });

  it('does not miss a change of a message that is just on its way here', async () => {
    const answers: ((answer: Answer) => void)[] = [];
    const { store } = setUp(() => new Promise((resolve) => answers.push(resolve)));
    await type('密');
    store.applyChanges(['m1']);
    answers[0]?.(page([aHit('m1')]));
    await settle();
    answers[1]?.(page([]));
    await settle();
    expect(shown()).toEqual([]);
  });

  it('asks on while main has looked at much and found little, and shows the newest first', async () => {
    const { bridge, store } = setUp(({ before }) =>
      before === null
        ? page([aHit('m1', { sentAtMs: noonMs - 5 })], '9')
        : page([aHit('m2', { sentAtMs: noonMs })]),
    );
    await type('密');
    expect(bridge.argumentsOf('messages.search')).toHaveLength(2);
    expect(shown()).toEqual(['m2', 'm1']);
    expect(store.hasMore).toBe(false);
  });

  it('shows more when asked, up to a number that somebody can read', async () => {
    let lastId = 0;
    const { store } = setUp(({ limit }) =>
      page(
        Array.from({ length: limit }, () => aHit(`m${(lastId += 1)}`)),
        '1',
      ),
    );
    await type('密');
    expect(shown()).toHaveLength(50);
    for (let more = 0; more < 10; more += 1) {
      store.loadMore();
      await settle();
    }
    expect(shown()).toHaveLength(300);
    expect([store.hasMore, store.isFull]).toEqual([false, true]);
  });

  it('tells why it failed and shows nothing', async () => {
    let answer: Answer = page([aHit('m1')]);
    const { store } = setUp(() => answer);
    await type('密');
    answer = fail('notSignedIn');
    store.applyChanges(['m1']);
    await settle();
    expect([shown(), store.failure]).toEqual([[], 'notSignedIn']);
  });
});

describe('the parts of an excerpt', () => {
  it('are the excerpt, with what was found marked', () => {
    const parts = excerptParts({
      excerpt: '门禁密码四七一一',
      highlights: [
        { start: 2, length: 2 },
        { start: 6, length: 2 },
      ],
    });
    expect(parts).toEqual([
      { text: '门禁', isMarked: false },
      { text: '密码', isMarked: true },
      { text: '四七', isMarked: false },
      { text: '一一', isMarked: true },
    ]);
  });
});
