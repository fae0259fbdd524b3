// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import type { RoomView } from '../../../../../preload/contract/room-views';
import { useNavigationStore } from '../../../../../renderer/base/navigation-store';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { useChatListStore } from '../../../../../renderer/features/chat-list';
import { RoomsPanel, useRoomsStore } from '../../../../../renderer/features/rooms';
import RoomStandingRow from '../../../../../renderer/features/rooms/RoomStandingRow.vue';
import { useRoomDeedsStore } from '../../../../../renderer/features/rooms/room-deeds-store';
import { roomRows } from '../../../../../renderer/features/rooms/room-rows';
import { FakeBridge, type FakeAnswers } from '../../fake-bridge';
import { withLayout } from '../../layout';
import { mountInApp } from '../../mount';
import { aChat, anAccount, anOpenAccount, aRoom, aSnapshot } from '../../views';

enableAutoUnmount(afterEach);
withLayout();

const byTestId = (id: string): string => `[data-testid="${id}"]`;
const chat = aChat({ conversationId: 'r:mine', node: 'mine', kind: 'room', title: '我的群' });
const others: readonly RoomView[] = [
  aRoom({ node: 'blocked', conversationId: 'r:blocked', standing: 'blocked' }),
  aRoom({ node: 'asked', conversationId: 'r:asked', standing: 'applied' }),
  aRoom({ node: 'ad', conversationId: 'r:ad', standing: 'invited', name: '广告' }),
  aRoom({ node: 'mine', conversationId: 'r:mine', standing: 'member' }),
];

describe('the rows of the rooms', () => {
  it('are invitations, own requests, rooms, and last what is blocked; each once', () => {
    const blockedChat = aChat({ conversationId: 'r:blocked', node: 'blocked', kind: 'room' });
    expect(roomRows([chat, blockedChat], others).map(({ group, key }) => [group, key])).toEqual([
      ['invitations', 'invitations ad'],
      ['applications', 'applications asked'],
      ['rooms', 'r:mine'],
      ['blocked', 'blocked blocked'],
    ]);
  });
});

describe('an invitation', () => {
  const invited = aRoom({ node: 'ad', conversationId: 'r:ad', standing: 'invited', name: '广告' });
  async function openRow(answers: FakeAnswers): Promise<VueWrapper> {
    new FakeBridge({ 'conversations.list': () => succeed([chat]), ...answers }).install();
    const row = mountInApp(RoomStandingRow, { room: invited, isTabStop: true });
    await useSessionStore().load();
    return row;
  }

  it('that is accepted opens its room', async () => {
    const row = await openRow({ 'rooms.acceptInvitation': () => succeed(chat) });
    await row.find(byTestId('room-accept')).trigger('click');
    await flushPromises();
    expect(useNavigationStore(anAccount.accountId).openConversationId).toBe('r:ad');
  });

  it('that is void says so in its row', async () => {
    const row = await openRow({ 'rooms.acceptInvitation': () => fail('invitationGone') });
    await row.find(byTestId('room-accept')).trigger('click');
    await flushPromises();
    expect(row.find(byTestId('form-error')).text()).toBe(
      'You are no longer in this room, so the invitation is void.',
    );
  });

  it('is blocked only after a question', async () => {
    const row = await openRow({});
    await row.find(byTestId('room-block')).trigger('click');
    expect(useRoomDeedsStore(anAccount.accountId).asked).toMatchObject({ deed: 'block', node: 'ad' });
  });
});

describe('the rooms panel', () => {
  async function openPanel(answers: FakeAnswers): Promise<VueWrapper> {
    new FakeBridge(answers).install();
    const panel = mountInApp(RoomsPanel);
    await useSessionStore().load();
    await useChatListStore(anAccount.accountId).reload();
    await useRoomsStore(anAccount.accountId).reload();
    await flushPromises();
    return panel;
  }

  it('says that the rooms could not be loaded', async () => {
    const panel = await openPanel({ 'rooms.list': () => fail('internal') });
    expect(panel.find(byTestId('rooms-failed')).text()).toContain("Couldn't load the rooms.");
  });

  it('calls nothing empty of which the server has not been asked yet', async () => {
    const { connection } = anOpenAccount();
    const away = anOpenAccount({ connection: { ...connection, state: 'connecting' } });
    const panel = await openPanel({ 'app.snapshot': () => aSnapshot({ accounts: [away] }) });
    expect(panel.text()).toContain('Your rooms are shown here once the server is reached.');
  });

  it.each([
    ['聊什么都行', '我的群聊什么都行'],
    ['', '我的群'],
  ])('says below a name what the room is about, and no id: %j', async (label, words) => {
    const mine = aRoom({ node: 'mine', conversationId: 'r:mine', standing: 'member', label });
    const panel = await openPanel({
      'conversations.list': () => succeed([chat]),
      'rooms.list': () => succeed([mine]),
    });
    expect(panel.find(`${byTestId('room-row')} .words`).text()).toBe(words);
  });
});
