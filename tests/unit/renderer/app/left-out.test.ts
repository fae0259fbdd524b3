// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { succeed } from '../../../../preload/contract/result';
import { useNavigationStore } from '../../../../renderer/app/navigation-store';
import { useChatListStore } from '../../../../renderer/features/chat-list';
import { ConversationPane } from '../../../../renderer/features/conversation';
import { FakeBridge } from '../fake-bridge';
import { byTestId, mountInApp } from '../mount';
import { aChat } from '../views';

enableAutoUnmount(afterEach);

const sentenceIn = (wrapper: VueWrapper, testId: string): string | null => {
  const element = wrapper.find(byTestId(testId));
  return element.exists() ? element.text() : null;
};

async function openChat(droppedTombstones: number | null): Promise<VueWrapper> {
  const chat = aChat(droppedTombstones === null ? {} : { droppedTombstones });
  new FakeBridge({ 'conversations.list': () => succeed([chat]) }).install();
  const wrapper = mountInApp(ConversationPane);
  await useChatListStore().reload();
  useNavigationStore().openConversation('chat-1');
  await flushPromises();
  return wrapper;
}

describe('what was too much to be kept', () => {
  it('T46: a chat says how many lines about what never came are missing', async () => {
    const sentence =
      'Too many messages were taken back or burned before they came here. 98,000 of the lines about them were not kept.';
    expect(sentenceIn(await openChat(98_000), 'dropped-tombstones')).toBe(sentence);
    expect(sentenceIn(await openChat(null), 'dropped-tombstones')).toBeNull();
  });
});
