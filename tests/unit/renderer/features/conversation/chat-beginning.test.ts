// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import type { MessageView } from '../../../../../preload/contract/message-views';
import type { ConversationView } from '../../../../../preload/contract/views';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { useContactsStore } from '../../../../../renderer/features/contacts';
import { withBeginning } from '../../../../../renderer/features/conversation/chat-beginning';
import EmptyChat from '../../../../../renderer/features/conversation/EmptyChat.vue';
import { timelineRows } from '../../../../../renderer/features/conversation/timeline-rows';
import { FakeBridge, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aMemberPage, aChat, aContact, aMessage, anAccount, noonMs } from '../../views';

enableAutoUnmount(afterEach);

const dayMs = 86_400_000;
const context = {
  serverNowMs: noonMs,
  nowMs: noonMs,
  locale: 'en',
  hasNotice: () => false,
  unfoldedIds: new Set<string>(),
  firstUnreadId: null,
  lines: [],
} as const;

function shape(
  messages: readonly MessageView[],
  beginning: { beganAtMs: number; hasEarlier?: boolean },
): string {
  const rows = timelineRows(messages, context);
  return withBeginning(rows, { hasEarlier: false, ...beginning })
    .map((row) => (row.kind === 'message' ? row.message.messageId : row.kind))
    .join(' ');
}

describe('the line at the beginning of a friendship', () => {
  it('stands above everything in a new chat, also above what came before this computer heard of it', () => {
    const messages = [aMessage('1', { sentAtMs: noonMs - 60_000 }), aMessage('2')];
    expect(shape(messages, { beganAtMs: noonMs })).toBe('day beginning 1 2');
  });

  it('stands below what is left of an earlier friendship', () => {
    const old = aMessage('old', { sentAtMs: noonMs - 30 * dayMs });
    expect(shape([old, aMessage('1')], { beganAtMs: noonMs })).toBe('day old day beginning 1');
    expect(shape([old], { beganAtMs: noonMs })).toBe('day old beginning');
  });

  it('is not shown before its place is loaded, nor in a chat that was there before this computer', () => {
    expect(shape([aMessage('9')], { beganAtMs: noonMs, hasEarlier: true })).toBe('day 9');
    expect(shape([aMessage('1')], { beganAtMs: 0 })).toBe('day 1');
  });
});

async function openEmpty(chat: Partial<ConversationView>, answers: FakeAnswers = {}): Promise<VueWrapper> {
  new FakeBridge({
    'contacts.list': () => succeed([aContact({ greeting: '我是周一帆\n来自登山群' })]),
    ...answers,
  }).install();
  const wrapper = mountInApp(EmptyChat, { conversation: aChat(chat) });
  await useSessionStore().load();
  await useContactsStore(anAccount.accountId).reload();
  await flushPromises();
  return wrapper;
}

describe('an empty chat', () => {
  it('with a new friend says so, with the greeting', async () => {
    const chat = await openEmpty({ beganAtMs: noonMs });
    expect(chat.get(byTestId('chat-beginning')).text()).toContain('You are friends now');
    expect(chat.get(byTestId('chat-greeting')).element.textContent.trim()).toBe('我是周一帆\n来自登山群');
  });

  it('with somebody who is a friend no longer calls nobody a friend', async () => {
    const chat = await openEmpty({ beganAtMs: noonMs, standing: 'blocked' });
    expect(chat.find(byTestId('chat-beginning')).exists()).toBe(false);
  });

  it('of before says nothing of a beginning', async () => {
    const chat = await openEmpty({ beganAtMs: 0 });
    expect(chat.find(byTestId('chat-beginning')).exists()).toBe(false);
  });

  it.each([
    ['nobody else', aMemberPage([]), 'You are the only one here.'],
    ['others', aMemberPage([{ node: 'n', name: 'N' }]), 'No messages yet.'],
  ])('of a room with %s offers its ID', async (_who, list, sentence) => {
    const bridge: { copied: string[] } = { copied: [] };
    const chat = await openEmpty(
      { kind: 'room', node: 'room-7' },
      {
        'rooms.members': () => succeed(list),
        'app.copyText': (text) => {
          bridge.copied.push(text);
          return succeed();
        },
      },
    );
    expect(chat.text()).toContain(sentence);
    await chat.get(byTestId('empty-room-copy')).trigger('click');
    expect(bridge.copied).toEqual(['room-7']);
  });

  it('does not say of a room that nobody is there when the server did not say it', async () => {
    const chat = await openEmpty({ kind: 'room' }, { 'rooms.members': () => fail('timedOut') });
    expect(chat.text()).toContain('No messages yet.');
  });
});
