// @vitest-environment happy-dom
import { enableAutoUnmount, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallAnswer } from '../../../../preload/contract/api';
import { succeed } from '../../../../preload/contract/result';
import type { AccountView, StartState } from '../../../../preload/contract/views';
import App from '../../../../renderer/app/App.vue';
import { createAppI18n } from '../../../../renderer/app/i18n';
import { FakeBridge, ofApp } from '../fake-bridge';
import { byTestId } from '../mount';
import { aChat, aMessage, anAccount, aSignedOutSnapshot, aSnapshot, aSnapshotOf } from '../views';

enableAutoUnmount(afterEach);

async function startApp(bridge: FakeBridge, waitMs = 200): Promise<VueWrapper> {
  bridge.install();
  const app = mount(App, {
    global: { plugins: [createPinia(), createAppI18n('en')] },
    attachTo: document.body,
  });
  await vi.advanceTimersByTimeAsync(waitMs);
  return app;
}

describe('app', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    window.innerWidth = 1280;
  });
  afterEach(() => vi.useRealTimers());

  it('shows the sign-in screen to nobody and says once that it is painted', async () => {
    const bridge = new FakeBridge({ 'app.snapshot': () => aSignedOutSnapshot() });
    const app = await startApp(bridge);
    expect(app.find(byTestId('sign-in-screen')).exists()).toBe(true);
    bridge.emit([ofApp]);
    await vi.advanceTimersByTimeAsync(200);
    expect(bridge.argumentsOf('app.painted')).toEqual([null]);
  });

  it('says while the accounts of the last session are being opened that it does, and nothing else', async () => {
    let startState: StartState = 'opening';
    const bridge = new FakeBridge({ 'app.snapshot': () => aSignedOutSnapshot({ startState }) });
    const app = await startApp(bridge);
    expect(app.get(byTestId('opening')).text()).toBe('Opening your chats…');
    expect(app.find(byTestId('sign-in-screen')).exists()).toBe(false);
    expect(bridge.argumentsOf('app.painted')).toEqual([]);
    startState = 'failed';
    bridge.emit([ofApp]);
    await vi.advanceTimersByTimeAsync(200);
    expect(app.find(byTestId('opening')).exists()).toBe(false);
    expect(app.find(byTestId('sign-in-screen')).exists()).toBe(true);
    expect(bridge.argumentsOf('app.painted')).toEqual([null]);
  });

  it('opens the newest chat in a wide window and says once that it is painted', async () => {
    const bridge = new FakeBridge({ 'conversations.list': () => succeed([aChat()]) });
    const app = await startApp(bridge);
    expect(app.find(byTestId('chat-title')).text()).toBe('周一帆');
    expect(bridge.argumentsOf('app.painted')).toEqual([null]);
  });

  it('draws the chats once, when they and the messages of the newest one are here', async () => {
    let answerPage: (page: CallAnswer<'messages.page'>) => void = () => undefined;
    const bridge = new FakeBridge({
      'conversations.list': () => succeed([aChat()]),
      'messages.page': () => new Promise((resolve) => (answerPage = resolve)),
    });
    const app = await startApp(bridge, 100);
    expect(app.find(byTestId('main-screen')).exists()).toBe(false);
    answerPage(succeed({ messages: [aMessage('m1')], earlier: null }));
    await vi.advanceTimersByTimeAsync(0);
    expect(app.findAll(byTestId('message'))).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(bridge.argumentsOf('app.painted')).toEqual([null]);
    expect(bridge.argumentsOf('messages.page')).toHaveLength(1);
  });

  it('draws the chats as loading when their messages do not come at once', async () => {
    const bridge = new FakeBridge({
      'conversations.list': () => succeed([aChat()]),
      'messages.page': () => new Promise(() => undefined),
    });
    const app = await startApp(bridge, 149);
    expect(app.find(byTestId('main-screen')).exists()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(app.find(byTestId('chat-title')).text()).toBe('周一帆');
    expect(bridge.argumentsOf('app.painted')).toEqual([]);
    expect(bridge.argumentsOf('messages.page')).toHaveLength(1);
  });

  it('wakes every half minute, and not oftener, while nothing happens', async () => {
    const running = new Map<unknown, number>();
    const { setInterval: begin, clearInterval: end } = window;
    vi.spyOn(window, 'setInterval').mockImplementation((callback, ms) => {
      const timer = begin(callback, ms);
      running.set(timer, ms ?? 0);
      return timer;
    });
    vi.spyOn(window, 'clearInterval').mockImplementation((timer) => {
      running.delete(timer);
      end(timer);
    });
    const bridge = new FakeBridge({
      'conversations.list': () => succeed([aChat()]),
      'messages.page': () => succeed({ messages: [aMessage('m1')], earlier: null }),
      'messages.revocable': () => succeed(null),
    });
    const app = await startApp(bridge);
    expect(app.findAll(byTestId('message'))).toHaveLength(1);
    expect([...running.values()].filter((ms) => ms < 30_000)).toEqual([]);
    vi.restoreAllMocks();
  });

  it('leaves the choice to the user in a narrow window', async () => {
    window.innerWidth = 600;
    const bridge = new FakeBridge({ 'conversations.list': () => succeed([aChat()]) });
    const app = await startApp(bridge);
    expect(app.find(byTestId('chat-title')).exists()).toBe(false);
    expect(bridge.argumentsOf('app.painted')).toEqual([null]);
  });

  it('measures the window when somebody signs in: it may have changed on the sign-in screen', async () => {
    window.innerWidth = 600;
    let account: AccountView | null = null;
    const bridge = new FakeBridge({
      'app.snapshot': () => aSnapshotOf(...(account === null ? [] : [account])),
      'conversations.list': () => succeed([aChat()]),
    });
    const app = await startApp(bridge);
    window.innerWidth = 1280;
    account = anAccount;
    bridge.emit([ofApp]);
    await vi.advanceTimersByTimeAsync(200);
    expect(app.get(byTestId('main-screen')).classes()).not.toContain('narrow');
  });

  it('asks for the changed messages of the open chat only, never for a whole page', async () => {
    const bridge = new FakeBridge({ 'conversations.list': () => succeed([aChat()]) });
    await startApp(bridge);
    const pages = bridge.argumentsOf('messages.page').length;
    bridge.emit([
      { accountId: anAccount.accountId, kind: 'messages', conversationId: 'chat-1', messageIds: ['m1'] },
      { accountId: anAccount.accountId, kind: 'messages', conversationId: 'chat-2', messageIds: ['m2'] },
    ]);
    await vi.advanceTimersByTimeAsync(50);
    expect(bridge.argumentsOf('messages.byIds')).toEqual([{ messageIds: ['m1'] }]);
    expect(bridge.argumentsOf('messages.page')).toHaveLength(pages);
  });

  it('fetches the page of the open chat anew when too many of its messages changed, and no list', async () => {
    const bridge = new FakeBridge({ 'conversations.list': () => succeed([aChat()]) });
    await startApp(bridge);
    const before = bridge.calls.length;
    bridge.emit([
      { accountId: anAccount.accountId, kind: 'messages', conversationId: 'chat-1', messageIds: null },
      { accountId: anAccount.accountId, kind: 'messages', conversationId: 'chat-2', messageIds: null },
    ]);
    await vi.advanceTimersByTimeAsync(50);
    expect(bridge.calls.slice(before).map(({ name }) => name)).toEqual([
      'messages.page',
      'messages.revocable',
    ]);
  });

  it('reloads everything when a batch was lost', async () => {
    const bridge = new FakeBridge({ 'conversations.list': () => succeed([aChat()]) });
    await startApp(bridge);
    const before = bridge.calls.length;
    bridge.emit([{ accountId: anAccount.accountId, kind: 'contacts', nodes: ['a'] }], 5);
    await vi.advanceTimersByTimeAsync(50);
    const names = bridge.calls.slice(before).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['app.snapshot', 'conversations.list', 'contacts.list', 'messages.page']),
    );
  });

  it('opens the chat that was asked for from outside', async () => {
    const second = aChat({ conversationId: 'chat-2', node: 'node-b', title: 'Alice' });
    const bridge = new FakeBridge({ 'conversations.list': () => succeed([aChat(), second]) });
    const app = await startApp(bridge);
    bridge.emit([{ accountId: anAccount.accountId, kind: 'openConversation', conversationId: 'chat-2' }]);
    await vi.advanceTimersByTimeAsync(50);
    expect(app.find(byTestId('chat-title')).text()).toBe('Alice');
  });

  it('shows who wants to be a friend when that was asked for from outside', async () => {
    const bridge = new FakeBridge({ 'conversations.list': () => succeed([aChat()]) });
    const app = await startApp(bridge);
    bridge.emit([{ accountId: anAccount.accountId, kind: 'openSection', section: 'contacts' }]);
    await vi.advanceTimersByTimeAsync(50);
    expect(app.find(byTestId('rail-contacts')).attributes('aria-current')).toBe('page');
    expect(app.find(byTestId('contact-add-open')).exists()).toBe(true);
  });

  it('T38: opens a chat that nobody asked for while nobody has acted in the window', async () => {
    const second = aChat({ conversationId: 'chat-2', node: 'node-b', title: 'Alice' });
    const bridge = new FakeBridge({ 'conversations.list': () => succeed([aChat(), second]) });
    const app = await startApp(bridge);
    bridge.emit([{ accountId: anAccount.accountId, kind: 'offerConversation', conversationId: 'chat-2' }]);
    await vi.advanceTimersByTimeAsync(50);
    expect(app.find(byTestId('chat-title')).text()).toBe('Alice');
  });

  it.each(['pointerdown', 'keydown', 'wheel'])(
    'T38: leaves the user where the user is once somebody has acted with a %s',
    async (deed) => {
      const second = aChat({ conversationId: 'chat-2', node: 'node-b', title: 'Alice' });
      const bridge = new FakeBridge({ 'conversations.list': () => succeed([aChat(), second]) });
      const app = await startApp(bridge);
      app.get(byTestId('main-screen')).element.dispatchEvent(new Event(deed, { bubbles: true }));
      bridge.emit([{ accountId: anAccount.accountId, kind: 'offerConversation', conversationId: 'chat-2' }]);
      await vi.advanceTimersByTimeAsync(50);
      expect(app.find(byTestId('chat-title')).text()).toBe('周一帆');
    },
  );

  it('T38: begins anew with the next account', async () => {
    let account = anAccount;
    const second = aChat({ conversationId: 'chat-2', node: 'node-b', title: 'Alice' });
    const bridge = new FakeBridge({
      'app.snapshot': () => aSnapshotOf(account),
      'conversations.list': () => succeed([aChat(), second]),
    });
    const app = await startApp(bridge);
    app.get(byTestId('main-screen')).element.dispatchEvent(new Event('keydown', { bubbles: true }));
    account = { ...anAccount, accountId: 'another-account' };
    bridge.emit([ofApp]);
    await vi.advanceTimersByTimeAsync(50);
    bridge.emit([{ accountId: 'another-account', kind: 'offerConversation', conversationId: 'chat-2' }]);
    await vi.advanceTimersByTimeAsync(50);
    expect(app.find(byTestId('chat-title')).text()).toBe('Alice');
  });

  it('forgets everything of an account that has signed out', async () => {
    let account: typeof anAccount | null = anAccount;
    const bridge = new FakeBridge({
      'app.snapshot': () => aSnapshotOf(...(account === null ? [] : [account])),
      'conversations.list': () => succeed([aChat({ title: 'SECRET-TITLE' })]),
      'messages.page': () => succeed({ messages: [aMessage('m1')], earlier: null }),
    });
    const app = await startApp(bridge);
    expect(app.html()).toContain('SECRET-TITLE');
    account = null;
    bridge.emit([ofApp]);
    await vi.advanceTimersByTimeAsync(50);
    expect(app.html()).not.toContain('SECRET-TITLE');
  });

  it('follows the language and the theme of the settings', async () => {
    const settings = { ...aSnapshot().settings, locale: 'zh-CN', theme: 'dark' } as const;
    await startApp(new FakeBridge({ 'app.snapshot': () => aSnapshot({ settings }) }));
    expect(document.documentElement.lang).toBe('zh-CN');
    expect(document.documentElement.dataset['theme']).toBe('dark');
  });
});
