// @vitest-environment happy-dom
import { enableAutoUnmount, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '../../../../preload/contract/result';
import type { AccountView } from '../../../../preload/contract/views';
import App from '../../../../renderer/app/App.vue';
import { createAppI18n } from '../../../../renderer/app/i18n';
import { useNavigationStore } from '../../../../renderer/base/navigation-store';
import { useChatListStore } from '../../../../renderer/features/chat-list';
import { useDraftsStore } from '../../../../renderer/features/composer';
import { useConversationStore } from '../../../../renderer/features/conversation';
import { FakeBridge, ofApp } from '../fake-bridge';
import { byTestId } from '../mount';
import { aChat, aMessage, anAccount, aSnapshotOf } from '../views';

enableAutoUnmount(afterEach);

const lin = anAccount;
const wang: AccountView = { ...anAccount, accountId: 'account-2', node: 'node-wang', name: '王' };
/** What main has of each: the chats are called alike on purpose. */
const words = { [lin.accountId]: 'words-of-lin', [wang.accountId]: 'words-of-wang' };
const wordsOf = (accountId: string | null): string => words[accountId ?? ''] ?? 'nobody';

let open: readonly AccountView[];
let bridge: FakeBridge;
let app: VueWrapper;

beforeEach(async () => {
  vi.useFakeTimers();
  window.innerWidth = 1280;
  open = [lin, wang];
  bridge = new FakeBridge({
    'app.snapshot': () => aSnapshotOf(...open),
    'conversations.list': (_request, accountId) => succeed([aChat({ title: `chat-${wordsOf(accountId)}` })]),
    'messages.page': (_request, accountId) =>
      succeed({
        messages: [aMessage('m1', { body: { kind: 'text', text: wordsOf(accountId) } })],
        earlier: null,
      }),
  }).install();
  app = mount(App, {
    global: { plugins: [createPinia(), createAppI18n('en')] },
    attachTo: document.body,
  });
  await vi.advanceTimersByTimeAsync(200);
});
afterEach(() => vi.useRealTimers());

/** The window shows the first of these accounts; the others stay open. */
async function show(...accounts: readonly AccountView[]): Promise<void> {
  open = accounts;
  bridge.emit([ofApp]);
  await vi.advanceTimersByTimeAsync(50);
}

describe('two open accounts in one window', () => {
  it('are shown one at a time, and nothing asks for the one that is not', async () => {
    expect(app.html()).toContain('words-of-lin');
    expect(bridge.calls.filter(({ accountId }) => accountId === wang.accountId)).toEqual([]);
    await show(wang, lin);
    expect(app.html()).toContain('words-of-wang');
    expect(app.html()).not.toContain('words-of-lin');
  });

  it('are never mixed in a frame: every state of the page between the two has the words of one at most', async () => {
    const mixed: string[] = [];
    const watcher = new MutationObserver(() => {
      const html = app.html();
      if (html.includes('words-of-lin') && html.includes('words-of-wang')) mixed.push(html);
    });
    watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
    for (const accounts of [
      [wang, lin],
      [lin, wang],
      [wang, lin],
    ])
      await show(...accounts);
    watcher.disconnect();
    expect(mixed).toEqual([]);
  });

  it('keep each its drafts, its open chat and its section', async () => {
    useDraftsStore(lin.accountId).write('chat-1', 'half a sentence');
    useNavigationStore(lin.accountId).section = 'rooms';
    await show(wang, lin);
    expect(useDraftsStore(wang.accountId).draftOf('chat-1').text).toBe('');
    expect(useNavigationStore(wang.accountId).section).toBe('chats');
    await show(lin, wang);
    expect(useDraftsStore(lin.accountId).draftOf('chat-1').text).toBe('half a sentence');
    expect(useNavigationStore(lin.accountId)).toMatchObject({
      section: 'rooms',
      openConversationId: 'chat-1',
    });
    expect(app.html()).toContain('words-of-lin');
  });

  it('hold the messages of the chat on the screen alone, and main hears that the other was left', async () => {
    await show(wang, lin);
    expect(useConversationStore(lin.accountId).messages).toEqual([]);
    expect(useConversationStore(wang.accountId).messages).toHaveLength(1);
    expect(bridge.calls.filter(({ name }) => name === 'conversations.leave')).toEqual([
      {
        name: 'conversations.leave',
        argument: { conversationId: 'chat-1' },
        accountId: lin.accountId,
      },
    ]);
  });

  it('hear their own changes alone', async () => {
    const asked = () => bridge.calls.map(({ name, accountId }) => `${name} ${accountId}`);
    const before = asked().length;
    bridge.emit([
      { accountId: wang.accountId, kind: 'messages', conversationId: 'chat-1', messageIds: ['m1'] },
      { accountId: wang.accountId, kind: 'conversations', conversationIds: ['chat-1'] },
      { accountId: wang.accountId, kind: 'contacts', nodes: ['node-zhou'] },
    ]);
    await vi.advanceTimersByTimeAsync(50);
    expect(asked().slice(before)).toEqual([]);
    bridge.emit([
      { accountId: lin.accountId, kind: 'messages', conversationId: 'chat-1', messageIds: ['m1'] },
    ]);
    await vi.advanceTimersByTimeAsync(50);
    expect(asked().slice(before)).toEqual([
      `messages.byIds ${lin.accountId}`,
      `messages.revocable ${lin.accountId}`,
    ]);
  });

  it('do not disturb each other when one is closed, and nothing of the closed one stays', async () => {
    await show(wang, lin);
    useDraftsStore(lin.accountId).write('chat-1', 'half a sentence');
    await show(wang);
    expect(app.html()).toContain('words-of-wang');
    await show(wang, lin);
    expect(useDraftsStore(lin.accountId).draftOf('chat-1').text).toBe('');
    expect(useChatListStore(lin.accountId).chats).toEqual([]);
  });

  it('have the chat open that was asked for from outside, whichever is shown', async () => {
    bridge.emit([{ accountId: wang.accountId, kind: 'openConversation', conversationId: 'chat-1' }]);
    await vi.advanceTimersByTimeAsync(50);
    expect(app.html()).toContain('words-of-lin');
    await show(wang, lin);
    expect(app.find(byTestId('chat-title')).text()).toBe('chat-words-of-wang');
  });

  it('send each from its own account', async () => {
    bridge.answers['messages.send'] = () => fail('offline');
    useDraftsStore(wang.accountId).write('chat-1', 'from wang');
    await useDraftsStore(wang.accountId).send('chat-1', null);
    expect(bridge.calls.filter(({ name }) => name === 'messages.send')).toMatchObject([
      { argument: { text: 'from wang' }, accountId: wang.accountId },
    ]);
    expect(useDraftsStore(lin.accountId).draftOf('chat-1').text).toBe('');
  });
});
