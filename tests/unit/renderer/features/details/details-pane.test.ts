// @vitest-environment happy-dom
import type { VueWrapper } from '@vue/test-utils';
import { h, shallowRef } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { succeed } from '../../../../../preload/contract/result';
import type { RoomView } from '../../../../../preload/contract/room-views';
import type { ConversationView } from '../../../../../preload/contract/views';
import { useNavigationStore } from '../../../../../renderer/base/navigation-store';
import { useRoomsStore } from '../../../../../renderer/features/rooms';
import { DetailsPane } from '../../../../../renderer/features/details';
import type { DetailsPlacement } from '../../../../../renderer/features/details/details-placement';
import { FakeBridge, settle, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aChat, aMemberPage, anAccount, aRoom, noonMs } from '../../views';

const conversation = shallowRef<ConversationView>(aChat());
const placement = shallowRef<DetailsPlacement>('beside');
let wrapper: VueWrapper;
let bridge: FakeBridge;

const room = aChat({ conversationId: 'chat-2', kind: 'room', node: 'node-room', title: '发布' });
/** The account is in it, and nothing stands in its way but what is said. */
function joined(obstacles: Partial<RoomView['obstacles']> = {}): RoomView {
  const free = { seeMembers: null, invite: null, leave: null, seeBlockedMembers: null };
  return aRoom({
    node: room.node,
    standing: 'member',
    role: 'member',
    obstacles: { ...aRoom().obstacles, ...free, ...obstacles },
  });
}
const navigation = () => useNavigationStore(anAccount.accountId);
const pane = () => wrapper.find(byTestId('details'));

async function open(answers: FakeAnswers = {}): Promise<void> {
  bridge = new FakeBridge(answers).install();
  wrapper = mountInApp({
    setup: () => {
      const { details, openDetails } = useNavigationStore();
      return { details, openDetails };
    },
    render: () => [
      h('button', { 'data-testid': 'opener', onClick: () => navigation().openDetails('card') }),
      navigation().details === null
        ? null
        : h(DetailsPane, { conversation: conversation.value, placement: placement.value }),
    ],
  });
  const opener = wrapper.get<HTMLButtonElement>(byTestId('opener'));
  navigation().openConversation(conversation.value.conversationId);
  opener.element.focus();
  await opener.trigger('click');
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers({ now: noonMs });
  conversation.value = aChat();
  placement.value = 'beside';
});
afterEach(() => {
  wrapper.unmount();
  vi.useRealTimers();
});

describe('details of a chat', () => {
  it('of a chat that goes through a room offer friendship, and no burning, which the server refuses', async () => {
    conversation.value = aChat({ viaRoomName: '发布' });
    await open();
    expect(pane().find(byTestId('details-ask')).exists()).toBe(true);
    for (const id of ['details-remove', 'details-burn'])
      expect(pane().find(byTestId(id)).exists()).toBe(false);
  });

  it('say who it is and give the id', async () => {
    await open();
    expect(pane().text()).toContain('周一帆');
    await wrapper.get(byTestId('details-id')).trigger('click');
    expect(bridge.argumentsOf('app.copyText')).toEqual(['node-zhou']);
  });

  it('take the keyboard, close with Esc and give it back', async () => {
    await open();
    expect(document.activeElement).toBe(pane().element);
    await pane().trigger('keydown', { key: 'Escape' });
    await settle();
    expect(pane().exists()).toBe(false);
    expect(document.activeElement).toBe(wrapper.get(byTestId('opener')).element);
  });

  it('have nothing to choose that cannot be chosen', async () => {
    await open();
    expect(pane().findAll(':disabled, [aria-disabled="true"]')).toEqual([]);
    expect(pane().find(byTestId('details-members')).exists()).toBe(false);
  });

  it('say whether the chat burns by default, which a room cannot', async () => {
    await open();
    expect(pane().get(byTestId('details-burn')).text()).toContain('Off');
    conversation.value = aChat({ burnDefaultSeconds: 30 });
    await settle();
    expect(pane().get(byTestId('details-burn')).text()).toContain('30 s');
    conversation.value = room;
    await settle();
    expect(pane().find(byTestId('details-burn')).exists()).toBe(false);
  });

  it('count the members of a room, with oneself and those that are not kept', async () => {
    conversation.value = room;
    const members = [{ node: 'node-zhou', name: '周一帆' }];
    await open({
      'rooms.list': () => succeed([joined()]),
      'rooms.members': () => succeed(aMemberPage(members, { leftOutCount: 3 })),
    });
    await useRoomsStore(anAccount.accountId).reload();
    await settle();
    expect(pane().get(byTestId('details-member-count')).text()).toBe('Members: 5');
    expect(pane().text()).toContain('Members not listed: 3.');
    expect(pane().get(byTestId('details-invite')).attributes('aria-disabled')).toBeUndefined();
  });

  it('say why somebody cannot invite, leave or see members', async () => {
    conversation.value = room;
    await open({
      'rooms.list': () => succeed([joined({ invite: 'roomAdminsOnly', leave: 'founderCannotLeave' })]),
    });
    await useRoomsStore(anAccount.accountId).reload();
    await settle();
    expect(pane().get(byTestId('details-invite')).text()).toContain('Only the owner and managers');
    expect(pane().get(byTestId('details-leave')).attributes('aria-disabled')).toBe('true');
    expect(pane().find(byTestId('details-blocked-members')).exists()).toBe(true);
  });

  it('search in this chat alone; Esc first empties the field', async () => {
    await open({ 'messages.search': () => succeed({ hits: [], earlier: null }) });
    const field = pane().get(byTestId('details-search'));
    await field.setValue('门禁');
    await vi.advanceTimersByTimeAsync(150);
    await settle();
    expect(bridge.argumentsOf('messages.search')).toMatchObject([{ text: '门禁', conversationId: 'chat-1' }]);
    expect(pane().find(byTestId('search-nothing')).exists()).toBe(true);
    await field.trigger('keydown', { key: 'Escape' });
    expect(pane().exists()).toBe(true);
    expect(pane().find(byTestId('search-nothing')).exists()).toBe(false);
    await field.trigger('keydown', { key: 'Escape' });
    expect(pane().exists()).toBe(false);
  });

  it('forget what was searched for when another chat stands beside them', async () => {
    await open({ 'messages.search': () => succeed({ hits: [], earlier: null }) });
    await pane().get(byTestId('details-search')).setValue('门禁');
    await vi.advanceTimersByTimeAsync(150);
    await settle();
    navigation().openConversation('chat-2');
    conversation.value = room;
    await settle();
    expect(pane().get<HTMLInputElement>(byTestId('details-search')).element.value).toBe('');
    expect(pane().find(byTestId('search-nothing')).exists()).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(bridge.argumentsOf('messages.search')).toHaveLength(1);
  });

  it('make room for another chat where they lie over it', async () => {
    placement.value = 'over';
    await open();
    navigation().openConversation('chat-2');
    conversation.value = room;
    await settle();
    expect(pane().exists()).toBe(false);
  });

  it('stay beside another chat', async () => {
    await open();
    navigation().openConversation('chat-2');
    conversation.value = room;
    await settle();
    expect(pane().text()).toContain('发布');
  });
});
