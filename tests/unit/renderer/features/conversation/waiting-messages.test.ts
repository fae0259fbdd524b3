// @vitest-environment happy-dom
import { enableAutoUnmount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { succeed, type Result } from '../../../../../preload/contract/result';
import type { MessagePageView } from '../../../../../preload/contract/message-views';
import type { ConversationView, PreviewView } from '../../../../../preload/contract/views';
import { useNavigationStore } from '../../../../../renderer/base/navigation-store';
import { useChatListStore } from '../../../../../renderer/features/chat-list';
import { ConversationPane } from '../../../../../renderer/features/conversation';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aChat, aMessage, anAccount, noonMs } from '../../views';

enableAutoUnmount(afterEach);

const nothing: MessagePageView = { messages: [], earlier: null };
let chats: readonly ConversationView[] = [];
const chatWith = (preview: PreviewView): ConversationView => aChat({ preview });

/** The pane of a chat whose row says `preview`; `page` is what main answers, when it does. */
async function open(
  preview: PreviewView,
  page: Promise<Result<MessagePageView>> | Result<MessagePageView> = succeed(nothing),
): Promise<VueWrapper> {
  chats = [chatWith(preview)];
  new FakeBridge({
    'conversations.list': () => succeed(chats),
    'conversations.byIds': () => succeed(chats),
    'messages.page': () => page,
  }).install();
  const pane = mountInApp(ConversationPane);
  await useChatListStore(anAccount.accountId).reload();
  useNavigationStore(anAccount.accountId).openConversation(chats[0]?.conversationId ?? '');
  await vi.advanceTimersByTimeAsync(0);
  return pane;
}
const passes = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const skeletons = (pane: VueWrapper): number => pane.findAll(byTestId('skeleton-line')).length;

describe('a chat of which nothing is shown', () => {
  beforeEach(() => void vi.useFakeTimers({ now: noonMs }));
  afterEach(() => vi.useRealTimers());

  it('is called empty when that is known', async () => {
    const pane = await open({ kind: 'empty' });
    expect(pane.text()).toContain('No messages yet');
    expect(pane.find(byTestId('waiting-messages')).exists()).toBe(false);
  });

  it('shows a line without words after a moment, and words after three seconds', async () => {
    const pane = await open({ kind: 'unknown' });
    expect([skeletons(pane), pane.text()]).toEqual([0, expect.not.stringContaining('No messages yet')]);
    await passes(300);
    expect(skeletons(pane)).toBeGreaterThan(0);
    expect(pane.text()).not.toContain('Loading');
    await passes(2_700);
    expect(pane.text()).toContain('Loading');
  });

  it('is called empty as soon as the server has said so', async () => {
    const pane = await open({ kind: 'unknown' });
    chats = [chatWith({ kind: 'empty' })];
    await useChatListStore(anAccount.accountId).applyChanges(
      chats.map(({ conversationId }) => conversationId),
    );
    await passes(0);
    expect(pane.text()).toContain('No messages yet');
  });

  it('is told to be empty here when nobody says anything', async () => {
    const pane = await open({ kind: 'unknown' });
    await passes(15_000);
    expect(pane.text()).toContain('no messages of this chat on this computer');
    expect(skeletons(pane)).toBe(0);
  });

  it('waits for this computer as long as it takes', async () => {
    const pane = await open({ kind: 'empty' }, new Promise(() => undefined));
    expect(pane.text()).not.toContain('No messages yet');
    await passes(20_000);
    expect(pane.text()).toContain('Loading');
  });

  it('does not wait when there are messages, whatever its row says', async () => {
    const pane = await open({ kind: 'unknown' }, succeed({ ...nothing, messages: [aMessage('m1')] }));
    expect(pane.find(byTestId('timeline')).exists()).toBe(true);
  });
});
