// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import type { MessageView } from '../../../../../preload/contract/message-views';
import { useChatListStore } from '../../../../../renderer/features/chat-list';
import { useConversationStore } from '../../../../../renderer/features/conversation';
import { FakeBridge, type FakeAnswers } from '../../fake-bridge';
import { aChat, aMessage, anAccount, noonMs } from '../../views';

function setUp(messages: readonly MessageView[], answers: FakeAnswers) {
  const bridge = new FakeBridge({
    'messages.byIds': ({ messageIds }) =>
      succeed(messages.filter((message) => messageIds.includes(message.messageId))),
    'messages.revocable': () => succeed<null>(null),
    ...answers,
  }).install();
  return { bridge, store: useConversationStore(anAccount.accountId) };
}

describe('a chat far from its newest message', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: noonMs });
    setActivePinia(createPinia());
  });
  afterEach(() => vi.useRealTimers());

  const numbered = (from: number, end: number): readonly MessageView[] =>
    Array.from({ length: end - from }, (_, index) => {
      const id = `m${String(from + index).padStart(4, '0')}`;
      return aMessage(id, { sortKey: id });
    });
  const rangeOf = (store: ReturnType<typeof useConversationStore>) => [
    store.messages[0]?.messageId,
    store.messages.at(-1)?.messageId,
  ];
  const answers: FakeAnswers = {
    'messages.page': () => succeed({ messages: numbered(950, 1000), earlier: 'm0950' }),
    'messages.around': () =>
      succeed({ messages: numbered(400, 500), earlier: 'm0400', later: 'm0499', targetId: 'm0450' }),
    'messages.pageBelow': ({ after }) => {
      const from = Number(after.slice(1)) + 1;
      const end = Math.min(1000, from + 300);
      return succeed({
        messages: numbered(from, end),
        earlier: null,
        ...(end === 1000 ? {} : { later: `m0${end - 1}` }),
      });
    },
  };
  async function atM0450(more: FakeAnswers = {}) {
    const { bridge, store } = setUp(numbered(0, 1001), { ...answers, ...more });
    await store.open('chat-1');
    await store.goTo({ kind: 'message', messageId: 'm0450' });
    return { bridge, store };
  }

  it('C7: shows the page around it, and goes on below it down to the newest', async () => {
    const { store } = await atM0450();
    expect([rangeOf(store), store.hasLater]).toEqual([['m0400', 'm0499'], true]);
    await store.loadLater();
    expect([rangeOf(store), store.hasLater]).toEqual([['m0400', 'm0799'], true]);
    await store.loadLater();
    expect([rangeOf(store), store.hasLater]).toEqual([['m0400', 'm0999'], false]);
  });

  it('says that what is below it is not to be had, until it is asked for again or somebody goes elsewhere', async () => {
    let isAway = true;
    const { store } = await atM0450({
      'messages.pageBelow': () =>
        isAway ? fail('offline') : succeed({ messages: numbered(500, 550), earlier: null, later: 'm0549' }),
    });
    await store.loadLater();
    expect([rangeOf(store), store.laterFailure, store.hasLater]).toEqual([
      ['m0400', 'm0499'],
      'offline',
      true,
    ]);
    isAway = false;
    await store.loadLater();
    expect([rangeOf(store), store.laterFailure]).toEqual([['m0400', 'm0549'], null]);
    isAway = true;
    await store.loadLater();
    await store.showNewest();
    expect([store.laterFailure, store.hasLater]).toEqual([null, false]);
  });

  it('of somebody who reads on and on is let go at the other end, and comes back from there', async () => {
    const page = (from: number, end: number) => ({
      messages: numbered(from, end),
      earlier: from === 0 ? null : `m${String(from).padStart(4, '0')}`,
      ...(end < 2_000 ? { later: `m${String(end - 1).padStart(4, '0')}` } : {}),
    });
    const { store } = setUp([], {
      'messages.page': ({ before, limit }) => {
        const end = before === null ? 2_000 : Number(before.slice(1));
        return succeed(page(Math.max(0, end - limit), end));
      },
      'messages.pageBelow': ({ after, limit }) => {
        const from = Number(after.slice(1)) + 1;
        return succeed(page(from, Math.min(2_000, from + limit)));
      },
    });
    await store.open('chat-1');
    for (let count = 0; count < 25; count += 1) await store.loadEarlier();
    expect([rangeOf(store), store.messages.length, store.hasLater]).toEqual([
      ['m0700', 'm1699'],
      1_000,
      true,
    ]);
    for (let count = 0; count < 2; count += 1) await store.loadLater();
    expect([rangeOf(store), store.messages.length]).toEqual([['m0800', 'm1799'], 1_000]);
    await store.loadEarlier();
    expect([rangeOf(store), store.hasEarlier, store.hasLater]).toEqual([['m0750', 'm1749'], true, true]);
    await store.loadLater(true);
    expect([rangeOf(store), store.messages.length]).toEqual([['m0750', 'm1799'], 1_050]);
    await store.showNewest();
    expect([rangeOf(store), store.hasLater]).toEqual([['m1950', 'm1999'], false]);
  });

  it('leaves what comes at the end out until the end is shown', async () => {
    const { store } = await atM0450();
    await store.applyChanges('chat-1', ['m1000', 'm0450', 'm0700']);
    expect(rangeOf(store)).toEqual(['m0400', 'm0499']);
    await store.showNewest();
    expect([rangeOf(store), store.hasLater]).toEqual([['m0950', 'm0999'], false]);
  });

  it('keeps its place when more has changed than is named', async () => {
    const { bridge, store } = await atM0450();
    store.holdPlace('m0460');
    await store.applyChanges('chat-1', null);
    expect(bridge.argumentsOf('messages.around').at(-1)).toEqual({
      conversationId: 'chat-1',
      place: { kind: 'sortKey', sortKey: 'm0460' },
      limit: 100,
    });
    expect(rangeOf(store)).toEqual(['m0400', 'm0499']);
    store.holdPlace(null);
    await store.applyChanges('chat-1', null);
    expect(rangeOf(store)).toEqual(['m0950', 'm0999']);
  });

  it('keeps a place that was gone to a moment ago, before the view has told of it', async () => {
    const { bridge, store } = await atM0450();
    await store.reload();
    expect(
      bridge.calls.filter(({ name }) => name === 'messages.around').map(({ argument }) => argument),
    ).toEqual([
      expect.objectContaining({ place: { kind: 'message', messageId: 'm0450' } }),
      expect.objectContaining({ place: { kind: 'sortKey', sortKey: 'm0450' } }),
    ]);
  });

  it('begins at the first unread message when more is unread than a page holds', async () => {
    const { bridge, store } = setUp([], {
      ...answers,
      'conversations.list': () => succeed([aChat({ unreadCount: 500 })]),
    });
    await useChatListStore(anAccount.accountId).reload();
    await store.open('chat-1');
    expect(bridge.argumentsOf('messages.around')).toEqual([
      { conversationId: 'chat-1', place: { kind: 'unread' }, limit: 100 },
    ]);
    expect([rangeOf(store), store.hasLater]).toEqual([['m0400', 'm0499'], true]);
  });

  it('opens at its end when the message that is wanted there is gone', async () => {
    const { store } = setUp([], { ...answers, 'messages.around': () => fail('messageNotFound') });
    await store.open('chat-1', { kind: 'message', messageId: 'gone' });
    expect([rangeOf(store), store.failure]).toEqual([['m0950', 'm0999'], null]);
  });

  it('takes nothing from a page on its way that was taken back meanwhile', async () => {
    let arrive: (() => void) | undefined;
    const { store } = setUp([aMessage('m0450', { sortKey: 'm0450', body: { kind: 'burned' } })], {
      ...answers,
      'messages.around': () =>
        new Promise((resolve) => {
          arrive = () =>
            resolve(
              succeed({ messages: numbered(450, 451), earlier: null, later: 'm0450', targetId: 'm0450' }),
            );
        }),
    });
    await store.open('chat-1');
    const going = store.goTo({ kind: 'message', messageId: 'm0450' });
    await store.applyChanges('chat-1', ['m0450']);
    arrive?.();
    await going;
    expect(store.messages.map(({ body }) => body.kind)).toEqual(['burned']);
  });
});
