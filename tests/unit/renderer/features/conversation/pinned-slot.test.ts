// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { QuoteView } from '../../../../../preload/contract/message-views';
import { fail, succeed } from '../../../../../preload/contract/result';
import { useNavigationStore } from '../../../../../renderer/base/navigation-store';
import { useConversationStore, usePinnedStore } from '../../../../../renderer/features/conversation';
import PinnedSlot from '../../../../../renderer/features/conversation/PinnedSlot.vue';
import { FakeBridge, settle } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aChat, anAccount } from '../../views';

enableAutoUnmount(afterEach);

const quote = (messageId: string): QuoteView => ({
  kind: 'text',
  messageId,
  authorName: '周一帆',
  isMine: false,
  text: `words of ${messageId}`,
});

function open(pinned: readonly QuoteView[]) {
  let now = pinned;
  const bridge = new FakeBridge({ 'messages.pinned': () => succeed(now) }).install();
  const conversation = aChat();
  const wrapper = mountInApp(PinnedSlot, { conversation });
  const store = usePinnedStore(anAccount.accountId);
  const become = async (next: readonly QuoteView[], ids: readonly string[] | null): Promise<void> => {
    now = next;
    store.applyChanges(conversation.conversationId, ids);
    await settle();
  };
  return { wrapper, bridge, become, conversation };
}

describe('pinned messages under the header', () => {
  it('are nothing where nothing is pinned, and ask nothing when other messages change', async () => {
    const { wrapper, bridge, become } = open([]);
    await settle();
    expect(wrapper.find(byTestId('pinned-slot')).exists()).toBe(false);
    await become([], ['m9']);
    await become([], null);
    expect(bridge.argumentsOf('messages.pinned')).toHaveLength(1);
  });

  it('are gone through one by one, each leading to its place', async () => {
    const { wrapper, conversation } = open([quote('m2'), quote('m1')]);
    await settle();
    const navigation = useNavigationStore(anAccount.accountId);
    expect(wrapper.get(byTestId('pinned-slot')).text()).toContain('words of m2');
    expect(wrapper.get(byTestId('pinned-position')).text()).toBe('1 of 2');
    await wrapper.get(byTestId('pinned-go')).trigger('click');
    expect(navigation.jumpTarget).toEqual({
      conversationId: conversation.conversationId,
      place: { kind: 'message', messageId: 'm2' },
    });
    expect(wrapper.get(byTestId('pinned-slot')).text()).toContain('words of m1');
    await wrapper.get(byTestId('pinned-go')).trigger('click');
    expect(wrapper.get(byTestId('pinned-slot')).text()).toContain('words of m2');
  });

  it('say why one cannot be let go, and follow a new name', async () => {
    let authorName = '周一帆';
    new FakeBridge({
      'messages.pinned': () => succeed([{ ...quote('m2'), authorName } as QuoteView]),
      'messages.pin': () => fail('diskFull'),
    }).install();
    const wrapper = mountInApp(PinnedSlot, { conversation: aChat() });
    await useConversationStore(anAccount.accountId).open(aChat().conversationId);
    await settle();
    await wrapper.get(byTestId('pinned-unpin')).trigger('click');
    await settle();
    expect(wrapper.get(byTestId('pinned-problem')).text()).toContain('disk');
    authorName = '一帆';
    usePinnedStore(anAccount.accountId).applyNames();
    await settle();
    expect(wrapper.get(byTestId('pinned-go')).text()).toContain('一帆');
    expect(wrapper.get(byTestId('pinned-go')).text()).not.toContain('周');
  });

  it('lose the words of a message that is taken back', async () => {
    const { wrapper, become } = open([quote('m2'), quote('m1')]);
    await settle();
    await become([quote('m1')], ['m2']);
    expect(wrapper.get(byTestId('pinned-slot')).text()).not.toContain('m2');
    await become([], null);
    expect(wrapper.find(byTestId('pinned-slot')).exists()).toBe(false);
  });
});
