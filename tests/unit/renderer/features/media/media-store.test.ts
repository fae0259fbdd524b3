// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { succeed } from '../../../../../preload/contract/result';
import type { MessageView } from '../../../../../preload/contract/message-views';
import { useMediaStore } from '../../../../../renderer/features/media';
import { FakeBridge } from '../../fake-bridge';
import { aMessage, anAccount } from '../../views';

const picture = (messageId: string, sentAtMs = 0): MessageView => ({
  ...aMessage(messageId),
  sentAtMs,
  body: { kind: 'image', width: 4, height: 3 },
});

describe('what is shown of what a chat has', () => {
  let bridge: FakeBridge;
  let pages: Record<string, { readonly messages: readonly MessageView[]; readonly earlier: string | null }>;
  beforeEach(() => {
    setActivePinia(createPinia());
    pages = {
      newest: { messages: [picture('c', 3), picture('b', 2)], earlier: 'empty' },
      empty: { messages: [], earlier: 'oldest' },
      oldest: { messages: [picture('a', 1)], earlier: null },
    };
    bridge = new FakeBridge({
      'media.page': ({ before }) => succeed(pages[before ?? 'newest'] ?? { messages: [], earlier: null }),
    }).install();
  });
  const store = () => useMediaStore(anAccount.accountId);
  const shownIds = (): readonly string[] => store().messages.map(({ messageId }) => messageId);
  const show = () => store().show({ conversationId: 'u:peer', kind: 'media' });

  it('is a page at a time, and goes on behind a page that has nothing', async () => {
    await show();
    expect(shownIds()).toEqual(['c', 'b']);
    expect(bridge.argumentsOf('media.page')).toHaveLength(1);
    await store().loadMore();
    expect(shownIds()).toEqual(['c', 'b', 'a']);
    await store().loadMore();
    expect(bridge.argumentsOf('media.page')).toHaveLength(3);
  });

  it('loses what was taken back, at once, and gets what came', async () => {
    await show();
    bridge.answers['messages.byIds'] = () =>
      succeed([{ ...picture('c', 3), body: { kind: 'revoked', byMe: false, reeditUntilMs: null } }]);
    await store().applyChanges('u:peer', ['c']);
    expect(shownIds()).toEqual(['b']);
    pages['newest'] = { messages: [picture('d', 4), picture('b', 2)], earlier: 'empty' };
    await store().applyChanges('u:peer', ['d']);
    expect(shownIds()).toEqual(['d', 'b']);
  });

  it('loses what is being taken back, and does not follow other chats', async () => {
    await show();
    await store().applyChanges('u:other', ['c']);
    expect(bridge.argumentsOf('messages.byIds')).toEqual([]);
    const operation = { kind: 'revoke', state: 'pending', reason: null } as const;
    bridge.answers['messages.byIds'] = () => succeed([{ ...picture('b', 2), operation }]);
    await store().applyChanges('u:peer', ['b']);
    expect(shownIds()).toEqual(['c']);
  });

  it('is nothing once nobody looks, also of an answer that comes late', async () => {
    const late = show();
    store().close();
    await late;
    await flushPromises();
    expect([shownIds(), store().shown]).toEqual([[], null]);
  });
});
