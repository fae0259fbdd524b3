// @vitest-environment happy-dom
import { enableAutoUnmount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import type { ConversationView } from '../../../../../preload/contract/views';
import { useNavigationStore } from '../../../../../renderer/base/navigation-store';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import ConversationHeader from '../../../../../renderer/features/conversation/ConversationHeader.vue';
import { FakeBridge, settle, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aMemberPage, aChat, anAccount } from '../../views';

enableAutoUnmount(afterEach);

const room = aChat({ conversationId: 'chat-2', kind: 'room', node: 'node-room', title: '发布' });

async function headerOf(conversation: ConversationView, answers: FakeAnswers = {}): Promise<VueWrapper> {
  new FakeBridge(answers).install();
  const wrapper = mountInApp(ConversationHeader, { conversation });
  await useSessionStore().load();
  await settle();
  return wrapper;
}

describe('header of a chat', () => {
  it('never shows an id, nor while the name of a room has not come', async () => {
    for (const conversation of [aChat(), room, { ...room, title: room.node }]) {
      expect((await headerOf(conversation)).text()).not.toContain(conversation.node);
    }
  });

  it('tells how many people are in a room as soon as the server has said it', async () => {
    const members = [{ node: 'node-zhou', name: '周一帆' }];
    const wrapper = await headerOf(room, { 'rooms.members': () => succeed(aMemberPage(members)) });
    expect(wrapper.get(byTestId('chat-detail')).text()).toBe('Members: 2');
  });

  it('says that it is a room when the server says nothing', async () => {
    const wrapper = await headerOf(room, { 'rooms.members': () => fail('offline') });
    expect(wrapper.get(byTestId('chat-detail')).text()).toBe('Room');
  });

  it('does not call a friend who is met in a room only', async () => {
    const wrapper = await headerOf(aChat({ viaRoomName: '发布' }));
    expect(wrapper.get(byTestId('chat-detail')).text()).toBe('Not a friend');
  });

  it('opens the details by the title and by the icon, and closes them again', async () => {
    const wrapper = await headerOf(aChat());
    const navigation = useNavigationStore(anAccount.accountId);
    await wrapper.get(byTestId('chat-title-open')).trigger('click');
    expect(navigation.details).toEqual({ part: 'card' });
    expect(wrapper.get(byTestId('chat-title-open')).attributes('aria-expanded')).toBe('true');
    await wrapper.get(byTestId('details-open')).trigger('click');
    expect(navigation.details).toBeNull();
    await wrapper.get(byTestId('chat-search-open')).trigger('click');
    expect(navigation.details).toEqual({ part: 'search' });
  });
});
