// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { Component } from 'vue';
import { succeed } from '../../../../preload/contract/result';
import type { LeftOutView } from '../../../../preload/contract/views';
import { useNavigationStore } from '../../../../renderer/base/navigation-store';
import { ChatListPanel, useChatListStore } from '../../../../renderer/features/chat-list';
import { ConversationPane } from '../../../../renderer/features/conversation';
import { ContactsPanel, useContactsStore } from '../../../../renderer/features/contacts';
import { RoomsPanel } from '../../../../renderer/features/rooms';
import { useSessionStore } from '../../../../renderer/base/session-store';
import { FakeBridge } from '../fake-bridge';
import { withLayout } from '../layout';
import { byTestId, mountInApp } from '../mount';
import { aChat, aContact, aSnapshot, anAccount, anOpenAccount } from '../views';
import { nextFrame } from '../../../../renderer/base/clock';

enableAutoUnmount(afterEach);
withLayout();

const sentenceIn = (wrapper: VueWrapper, testId: string): string | null => {
  const element = wrapper.find(byTestId(testId));
  return element.exists() ? element.text() : null;
};

async function openChat(droppedTombstones: number | null): Promise<VueWrapper> {
  const chat = aChat(droppedTombstones === null ? {} : { droppedTombstones });
  new FakeBridge({ 'conversations.list': () => succeed([chat]) }).install();
  const wrapper = mountInApp(ConversationPane);
  await useChatListStore(anAccount.accountId).reload();
  useNavigationStore(anAccount.accountId).openConversation('chat-1');
  await flushPromises();
  return wrapper;
}

/** A panel of an account whose lists were too long, or not. */
async function openPanel(panel: Component, leftOut: LeftOutView): Promise<VueWrapper> {
  new FakeBridge({
    'app.snapshot': () => aSnapshot({ accounts: [anOpenAccount({ leftOut })] }),
    'contacts.list': () => succeed([aContact(), aContact({ node: 'node-new', state: 'incoming' })]),
    'conversations.list': () => succeed([aChat({ kind: 'room' })]),
  }).install();
  const wrapper = mountInApp(panel);
  await useSessionStore().load();
  await useContactsStore(anAccount.accountId).reload();
  await useChatListStore(anAccount.accountId).reload();
  // Names are read once the first screen is painted.
  await nextFrame();
  await nextFrame();
  await flushPromises();
  return wrapper;
}
const tooMany = {
  friends: 98_000,
  requests: 2_800,
  blocked: 0,
  rooms: 99_000,
  applications: 0,
  messages: 94_000,
};
const none = { friends: 0, requests: 0, blocked: 0, rooms: 0, applications: 0, messages: 0 };

describe('what was too much to be kept', () => {
  it('T46: a chat says how many lines about what never came are missing', async () => {
    const sentence = '98,000 messages were revoked or burned before they arrived: too many for a line each.';
    expect(sentenceIn(await openChat(98_000), 'banner-sentence')).toBe(sentence);
    expect(sentenceIn(await openChat(null), 'banner-sentence')).toBeNull();
  });

  it('T46: the contacts say how many friends and requests are missing', async () => {
    const panel = await openPanel(ContactsPanel, tooMany);
    expect(sentenceIn(panel, 'friends-left-out')).toBe('98,000 more are not shown: the list is too long.');
    expect(sentenceIn(panel, 'requests-left-out')).toBe(
      'Too many open requests: 2,800 more were not kept. Add the people you expect by their ID.',
    );
    const whole = await openPanel(ContactsPanel, none);
    expect([sentenceIn(whole, 'friends-left-out'), sentenceIn(whole, 'requests-left-out')]).toEqual([
      null,
      null,
    ]);
  });

  it('T46: the chat list says how many messages of strangers are missing', async () => {
    const sentence =
      'Too many chats: 94,000 messages from strangers and from rooms that you are not in were not kept.';
    expect(sentenceIn(await openPanel(ChatListPanel, tooMany), 'messages-left-out')).toBe(sentence);
    expect(sentenceIn(await openPanel(ChatListPanel, none), 'messages-left-out')).toBeNull();
  });

  it('T46: the rooms say how many are missing', async () => {
    const sentence = '99,000 more are not shown: the list is too long.';
    expect(sentenceIn(await openPanel(RoomsPanel, tooMany), 'rooms-left-out')).toBe(sentence);
    expect(sentenceIn(await openPanel(RoomsPanel, none), 'rooms-left-out')).toBeNull();
  });
});
