// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, nextTick, shallowRef } from 'vue';
import { succeed } from '../../../../../preload/contract/result';
import type { MessageView } from '../../../../../preload/contract/message-views';
import { useAttentionStore } from '../../../../../renderer/base/attention-store';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { useAttention } from '../../../../../renderer/app/use-attention';
import { useConversationStore } from '../../../../../renderer/features/conversation';
import { useReading } from '../../../../../renderer/features/conversation/use-reading';
import { useUnreadDivider } from '../../../../../renderer/features/conversation/use-unread-divider';
import ModalDialog from '../../../../../renderer/ui/ModalDialog.vue';
import { FakeBridge, settle } from '../../fake-bridge';
import { inAccount } from '../../mount';
import { aChat, aMessage, aSnapshot, noonMs, anAccount } from '../../views';

const unread = (id: string): MessageView => aMessage(id, { isUnread: true });
const chat = shallowRef(aChat({ unreadCount: 3 }));
const seenUntil = shallowRef<string | null>('3');
const isDialogOpen = shallowRef(false);
let bridge: FakeBridge;
let mounted: VueWrapper;

/** A window that has the focus and shows a chat with three unread messages, and that nobody has touched. */
async function openWindow(): Promise<void> {
  bridge = new FakeBridge({
    'messages.page': () => succeed({ messages: ['1', '2', '3'].map(unread), earlier: null }),
  }).install();
  await useSessionStore().load();
  await useConversationStore(anAccount.accountId).open('chat-1');
  const Reader = {
    setup() {
      useReading({ conversation: chat, seenUntil });
      return () => null;
    },
  };
  const Window = defineComponent({
    setup() {
      useAttention();
      return () => [
        h(Reader),
        h(ModalDialog, { open: isDialogOpen.value, title: 't', closeLabel: 'c', testId: 'dialog' }),
      ];
    },
  });
  mounted = mount(inAccount(Window), { attachTo: document.body });
  await settle();
}

const marked = () => bridge.argumentsOf('conversations.markRead');
const attended = () => bridge.argumentsOf('app.attend').at(-1);
const press = async (): Promise<void> => {
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift' }));
  await settle();
};

beforeEach(async () => {
  vi.useFakeTimers({ now: noonMs });
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  setActivePinia(createPinia());
  chat.value = aChat({ unreadCount: 3 });
  seenUntil.value = '3';
  isDialogOpen.value = false;
  await openWindow();
});
afterEach(() => {
  mounted.unmount();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('reading is seeing', () => {
  it('T31: what came before the start stays unread and is told until somebody acts in the window', async () => {
    await vi.advanceTimersByTimeAsync(60_000);
    expect([marked(), attended()]).toEqual([[], { isAttended: false }]);
    await press();
    expect([marked(), attended()]).toEqual([
      [{ conversationId: 'chat-1', until: '3' }],
      { isAttended: true },
    ]);
    expect(useConversationStore(anAccount.accountId).messages.some(({ isUnread }) => isUnread)).toBe(false);
  });

  it('T30: only messages down to the last one in view are read', async () => {
    seenUntil.value = '2';
    await press();
    expect(useConversationStore(anAccount.accountId).messages.map(({ isUnread }) => isUnread)).toEqual([
      false,
      false,
      true,
    ]);
    seenUntil.value = null;
    await settle();
    expect(marked()).toEqual([{ conversationId: 'chat-1', until: '2' }]);
  });

  it('T30: a locked screen reads nothing, and what comes is told', async () => {
    bridge.answers['app.snapshot'] = () => aSnapshot({ isScreenAway: true });
    await useSessionStore().load();
    await press();
    expect([marked(), attended()]).toEqual([[], { isAttended: false }]);
    bridge.answers['app.snapshot'] = () => aSnapshot();
    await useSessionStore().load();
    await settle();
    expect(marked()).toHaveLength(1);
  });

  it('T30: a dialog over the chat reads nothing, and what comes is told', async () => {
    isDialogOpen.value = true;
    await nextTick();
    await press();
    expect([marked(), attended()]).toEqual([[], { isAttended: false }]);
    isDialogOpen.value = false;
    await nextTick();
    await settle();
    expect(marked()).toHaveLength(1);
    expect(useAttentionStore().coverCount).toBe(0);
  });

  it('T30: a window without the focus, or that is hidden, reads nothing', async () => {
    window.dispatchEvent(new Event('blur'));
    await press();
    expect(marked()).toEqual([]);
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('focus'));
    await settle();
    expect(marked()).toEqual([]);
  });

  it('T30: who has done nothing for three minutes is taken to be away', async () => {
    await press();
    await vi.advanceTimersByTimeAsync(170_000);
    await press();
    await vi.advanceTimersByTimeAsync(170_000);
    expect(attended()).toEqual({ isAttended: true });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(attended()).toEqual({ isAttended: false });
  });
});

describe('the line above unread messages', () => {
  it('T31: stands where nobody was looking, stays while one reads on, and moves to what comes next', () => {
    const messages = shallowRef<readonly MessageView[]>([aMessage('1'), unread('2'), unread('3')]);
    let isBeingRead = false;
    const { firstUnreadId, clear } = useUnreadDivider({
      messages: () => messages.value,
      isBeingRead: () => isBeingRead,
    });
    expect(firstUnreadId.value).toBe('2');
    messages.value = [aMessage('1'), aMessage('2'), unread('3')];
    expect(firstUnreadId.value).toBe('2');
    messages.value = [aMessage('1'), aMessage('2'), aMessage('3')];
    isBeingRead = true;
    messages.value = [aMessage('3'), unread('4')];
    expect(firstUnreadId.value).toBe('2');
    messages.value = [aMessage('3'), aMessage('4')];
    isBeingRead = false;
    messages.value = [aMessage('4'), unread('5')];
    expect(firstUnreadId.value).toBe('5');
    clear();
    expect(firstUnreadId.value).toBeNull();
  });
});
