// @vitest-environment happy-dom
import { enableAutoUnmount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Component } from 'vue';
import { succeed } from '../../../../../preload/contract/result';
import type { MessageView } from '../../../../../preload/contract/message-views';
import type { ConnectionView } from '../../../../../preload/contract/views';
import { useNavigationStore } from '../../../../../renderer/base/navigation-store';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { useChatListStore } from '../../../../../renderer/features/chat-list';
import { BannerSlot } from '../../../../../renderer/features/connection';
import { ConversationPane, useConversationStore } from '../../../../../renderer/features/conversation';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aChat, aMessage, anAccount, anOpenAccount, aSnapshot, noonMs } from '../../views';

enableAutoUnmount(afterEach);

const online = anOpenAccount().connection;
let connection: ConnectionView = online;
let messages: readonly MessageView[] = [];

async function show(component: Component): Promise<VueWrapper> {
  const chats = [aChat({ preview: { kind: 'empty' } })];
  new FakeBridge({
    'app.snapshot': () => aSnapshot({ accounts: [anOpenAccount({ connection })] }),
    'conversations.list': () => succeed(chats),
    'messages.page': () => succeed({ messages, earlier: null }),
    'messages.byIds': () => succeed(messages),
  }).install();
  const slot = mountInApp(component);
  await become({});
  return slot;
}
/** The connection is another one, and the window has heard of it. */
async function become(patch: Partial<ConnectionView>): Promise<void> {
  connection = { ...online, ...patch };
  await useSessionStore().load();
  await vi.advanceTimersByTimeAsync(0);
}
const lose = (): Promise<void> =>
  become({ state: 'waiting', awaySinceMs: Date.now(), isRetry: true, failure: 'serverUnreachable' });
const passes = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const banners = (slot: VueWrapper): number => slot.findAll(byTestId('banner')).length;

describe('the slot for banners, when the connection is lost', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: noonMs });
    connection = online;
    messages = [];
  });
  afterEach(() => vi.useRealTimers());

  it('says nothing of a loss of two seconds, nor of what is fetched after it', async () => {
    const slot = await show(BannerSlot);
    await lose();
    const { awaySinceMs } = connection;
    for (let second = 0; second < 2; second += 1) {
      expect(banners(slot)).toBe(0);
      await passes(1_000);
    }
    await become({ state: 'replaying', awaySinceMs, isRetry: true });
    expect(banners(slot)).toBe(0);
    await become({});
    await passes(20_000);
    expect(banners(slot)).toBe(0);
  });

  it('speaks when the loss has lasted for three seconds, and a second later at the latest', async () => {
    const slot = await show(BannerSlot);
    await lose();
    await passes(2_999);
    expect(banners(slot)).toBe(0);
    await passes(1_001);
    expect(slot.get(byTestId('banner-sentence')).text()).toBe('Reconnecting…');
    await become({});
    expect(banners(slot)).toBe(0);
  });

  it('does not wait to say that the account was signed in elsewhere', async () => {
    const slot = await show(BannerSlot);
    await become({ state: 'kicked', failure: 'signedInElsewhere' });
    expect(banners(slot)).toBe(1);
  });

  it('leaves it to a message to say that it waits, which it does at once', async () => {
    const pane = await show(ConversationPane);
    await useChatListStore(anAccount.accountId).reload();
    useNavigationStore(anAccount.accountId).openConversation(aChat().conversationId);
    await lose();
    messages = [aMessage('m1', { isMine: true, delivery: { state: 'pending' } })];
    await useConversationStore(anAccount.accountId).reload();
    await passes(0);
    expect(banners(pane)).toBe(0);
    expect(pane.get(byTestId('delivery')).attributes('data-state')).toBe('pending');
  });
});
