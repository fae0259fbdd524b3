// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { succeed } from '../../../../preload/contract/result';
import type { ConversationView } from '../../../../preload/contract/views';
import AppRail from '../../../../renderer/app/AppRail.vue';
import { useNavigationStore } from '../../../../renderer/base/navigation-store';
import { useSessionStore } from '../../../../renderer/base/session-store';
import { useChatListStore } from '../../../../renderer/features/chat-list';
import { useRoomsStore } from '../../../../renderer/features/rooms';
import { FakeBridge } from '../fake-bridge';
import { byTestId, mountInApp } from '../mount';
import { aChat, anAccount, aRoom } from '../views';

enableAutoUnmount(afterEach);

async function openRail(
  ...chats: readonly ConversationView[]
): Promise<{ rail: VueWrapper; bridge: FakeBridge }> {
  const bridge = new FakeBridge({ 'conversations.list': () => succeed(chats) }).install();
  const rail = mountInApp(AppRail, { account: anAccount, theme: 'light' });
  await useSessionStore().load();
  await useChatListStore(anAccount.accountId).reload();
  await flushPromises();
  return { rail, bridge };
}

describe('the rail', () => {
  it('shows that something was not sent, also in words, until it is sent or removed', async () => {
    const { rail } = await openRail(
      aChat({ unreadCount: 2 }),
      aChat({ conversationId: 'c2', failedCount: 1 }),
    );
    expect(rail.find(byTestId('rail-failed')).exists()).toBe(true);
    const label = rail.find(byTestId('rail-chats')).attributes('aria-label');
    expect(label).toBe('Chats, Unread: 2, A message was not sent');
  });

  it('has no mark where everything went out', async () => {
    const { rail } = await openRail(aChat({ waitingCount: 1 }));
    expect(rail.find(byTestId('rail-failed')).exists()).toBe(false);
    expect(rail.find(byTestId('rail-chats')).attributes('aria-label')).toBe('Chats');
  });

  it('says how many ask to be let into the rooms in which the account decides', async () => {
    const { rail, bridge } = await openRail();
    expect(rail.find(byTestId('rail-rooms-count')).exists()).toBe(false);
    const waiting = [2, 0, 3].map((applicationCount, index) =>
      aRoom({ node: `r${index}`, applicationCount }),
    );
    bridge.answers['rooms.list'] = () => succeed(waiting);
    await useRoomsStore(anAccount.accountId).reload();
    expect(rail.find(byTestId('rail-rooms-count')).text()).toBe('5');
    expect(rail.find(byTestId('rail-rooms')).attributes('aria-label')).toBe('Rooms, Requests to join: 5');
  });

  it('tells apart contacts and rooms', async () => {
    const { rail } = await openRail();
    const icons = ['rail-contacts', 'rail-rooms'].map((id) => rail.find(byTestId(id)).find('svg').html());
    expect(icons[0]).not.toBe(icons[1]);
  });

  it('opens a card with who this is, the ID to be copied and the server; the section stays', async () => {
    const { rail, bridge } = await openRail();
    expect(rail.find(byTestId('rail-chats')).attributes('aria-current')).toBe('page');
    await rail.find(byTestId('rail-me')).trigger('click');
    await flushPromises();
    const card = document.querySelector(byTestId('account-card'));
    expect(card?.querySelector(byTestId('account-card-name'))?.textContent).toBe(anAccount.name);
    expect(card?.querySelector(byTestId('account-card-server'))?.textContent).toBe(anAccount.serverUrl);
    const id = card?.querySelector<HTMLElement>(byTestId('account-card-id'));
    expect(id?.dataset['value']).toBe(anAccount.node);
    id?.click();
    await flushPromises();
    expect(bridge.argumentsOf('app.copyText')).toEqual([anAccount.node]);
    expect(rail.find(byTestId('rail-chats')).attributes('aria-current')).toBe('page');
  });

  it('leads from the card to the code, the link and the ID that others are given', async () => {
    const { rail } = await openRail();
    await rail.find(byTestId('rail-me')).trigger('click');
    await flushPromises();
    document.querySelector<HTMLElement>(byTestId('account-card-share'))?.click();
    await flushPromises();
    expect(useNavigationStore(anAccount.accountId).isSharing).toBe(true);
    expect(document.querySelector(byTestId('account-card'))).toBeNull();
  });
});
