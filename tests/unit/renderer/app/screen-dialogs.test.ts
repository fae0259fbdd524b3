// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../preload/contract/result';
import type { ConnectionState, ContactView } from '../../../../preload/contract/views';
import ScreenDialogs from '../../../../renderer/app/ScreenDialogs.vue';
import { useNavigationStore } from '../../../../renderer/base/navigation-store';
import { useSessionStore } from '../../../../renderer/base/session-store';
import { useToastStore } from '../../../../renderer/base/toast-store';
import { FakeBridge, type FakeAnswers } from '../fake-bridge';
import { mountInApp } from '../mount';
import { aChat, aContact, aRoom, aSnapshot, anAccount, anOpenAccount } from '../views';

enableAutoUnmount(afterEach);

const inDocument = (testId: string): HTMLElement | null =>
  document.querySelector(`[data-testid="${testId}"]`);
const textOf = (testId: string): string | null => inDocument(testId)?.textContent.trim() ?? null;

async function connectionIs(state: ConnectionState): Promise<void> {
  const account = anOpenAccount();
  const connection = { ...account.connection, state };
  useSessionStore().snapshot = aSnapshot({ accounts: [{ ...account, connection }] });
  await flushPromises();
}

async function openDialogs(answers: FakeAnswers = {}): Promise<FakeBridge> {
  const bridge = new FakeBridge(answers).install();
  mountInApp(ScreenDialogs);
  await useSessionStore().load();
  return bridge;
}

const navigation = () => useNavigationStore(anAccount.accountId);

async function submit(dialog: string): Promise<void> {
  const form = inDocument(dialog)?.querySelector('form');
  form?.dispatchEvent(new Event('submit', { cancelable: true }));
  await flushPromises();
}

async function fill(testId: string, value: string): Promise<void> {
  const field = inDocument(testId);
  if (!(field instanceof HTMLInputElement)) throw new Error(`no field ${testId}`);
  field.value = value;
  field.dispatchEvent(new Event('input'));
  await flushPromises();
}

const dialogs = [
  ['addFriend', 'contact-add-dialog', () => navigation().addFriend()],
  ['createRoom', 'room-create-dialog', () => navigation().add('createRoom')],
  ['joinRoom', 'room-join-dialog', () => navigation().add('joinRoom')],
] as const;

describe('a dialog for adding', () => {
  it.each(dialogs)('says above the buttons that there is no connection: %s', async (_kind, dialog, open) => {
    await openDialogs();
    await connectionIs('waiting');
    open();
    await flushPromises();
    expect(textOf('form-problem')).toBe('Not connected. Try again once you are.');
    expect(inDocument('form-error')).toBeNull();
    const [problem, buttons] = ['.problem', '.buttons'].map((part) =>
      inDocument(dialog)?.querySelector(part),
    );
    expect(problem?.nextElementSibling).toBe(buttons);
    await connectionIs('online');
    expect(inDocument('form-problem')).toBeNull();
  });

  it('tells at the field what is wrong with what was typed, and above the buttons what is not', async () => {
    const failures = ['unknownAccount', 'offline'] as const;
    let asked = 0;
    await openDialogs({ 'contacts.add': () => fail(failures[asked++] ?? 'internal') });
    navigation().addFriend();
    await flushPromises();
    await fill('contact-add-node', 'nobody');
    await submit('contact-add-dialog');
    expect([inDocument('form-error') !== null, inDocument('form-problem')]).toEqual([true, null]);
    await submit('contact-add-dialog');
    expect([inDocument('form-error'), textOf('form-problem')]).toEqual([
      null,
      'Not connected. Try again once you are.',
    ]);
  });

  it('has somebody filled in who is known already, and the own ID at its foot', async () => {
    const bridge = await openDialogs();
    navigation().addFriend('node-zhou');
    await flushPromises();
    const field = inDocument('contact-add-node');
    expect(field instanceof HTMLInputElement && field.value).toBe('node-zhou');
    inDocument('contact-add-own-id')?.click();
    await flushPromises();
    expect(bridge.argumentsOf('app.copyText')).toEqual([anAccount.node]);
  });

  it('takes a greeting of several lines', async () => {
    const bridge = await openDialogs({ 'contacts.add': ({ node }) => succeed({ node, isFriend: false }) });
    navigation().addFriend('node-zhou');
    await flushPromises();
    const greeting = inDocument('contact-add-greeting');
    if (!(greeting instanceof HTMLTextAreaElement)) throw new Error('not of several lines');
    greeting.value = '你好\n我是林夏';
    greeting.dispatchEvent(new Event('input'));
    await submit('contact-add-dialog');
    expect(bridge.argumentsOf('contacts.add')).toEqual([{ node: 'node-zhou', greeting: '你好\n我是林夏' }]);
  });

  it('opens the chat of somebody who had asked already, and speaks of a request only where one went out', async () => {
    const chats = [aChat()];
    let state: ContactView['state'] = 'outgoing';
    await openDialogs({
      'contacts.add': ({ node }) => succeed({ node, isFriend: state === 'friend' }),
      'contacts.byNodes': ({ nodes }) => succeed(nodes.map((node) => aContact({ node, state }))),
      'conversations.begin': () => succeed(aChat()),
      'conversations.byIds': () => succeed(chats),
    });
    const add = async (): Promise<readonly [string | null, string | null]> => {
      navigation().addFriend(aChat().node);
      await flushPromises();
      await submit('contact-add-dialog');
      return [navigation().openConversationId, useToastStore().toast?.key ?? null];
    };
    expect(await add()).toEqual([null, 'contacts.sent']);
    useToastStore().toast = null;
    state = 'friend';
    expect(await add()).toEqual([aChat().conversationId, null]);
  });

  it('opens a room that was joined without a word, and says that one has to be waited for', async () => {
    const room = aChat({ conversationId: 'r:1', node: 'node-room', kind: 'room' });
    const found = aRoom({ name: '茶水间', label: '聊什么都行' });
    let joined = false;
    await openDialogs({
      'rooms.look': () => succeed(found),
      'rooms.list': () => succeed([]),
      'rooms.byNodes': () => succeed([]),
      'rooms.join': () => succeed({ joined }),
      'conversations.list': () => succeed([room]),
    });
    const join = async (): Promise<readonly [string | null, string | null]> => {
      navigation().add('joinRoom');
      await flushPromises();
      await fill('room-join-node', room.node);
      await submit('room-join-dialog');
      expect(textOf('room-preview')).toContain('聊什么都行');
      await submit('room-join-dialog');
      return [navigation().openConversationId, useToastStore().toast?.key ?? null];
    };
    expect(await join()).toEqual([null, 'rooms.applied']);
    useToastStore().toast = null;
    joined = true;
    expect(await join()).toEqual(['r:1', null]);
  });

  it.each([
    ['alreadyRequested', 'You sent a request already. Please wait for the answer.'],
    ['roomBlockedByYou', 'You have blocked this room. Unblock it first.'],
  ] as const)('says before anybody tries why a room cannot be joined: %s', async (apply, sentence) => {
    const { obstacles } = aRoom();
    await openDialogs({
      'rooms.look': () => succeed(aRoom({ obstacles: { ...obstacles, apply } })),
      'rooms.list': () => succeed([]),
    });
    navigation().joinRoom('node-room');
    await flushPromises();
    expect(textOf('room-join-obstacle')).toBe(sentence);
    expect(inDocument('room-join-submit')).toBeNull();
  });

  it('shows no preview of an id that was changed since', async () => {
    await openDialogs({ 'rooms.look': () => succeed(aRoom()), 'rooms.list': () => succeed([]) });
    navigation().joinRoom('node-room');
    await flushPromises();
    expect(inDocument('room-preview')).not.toBeNull();
    await fill('room-join-node', 'another');
    expect(inDocument('room-preview')).toBeNull();
  });

  it('makes a room once, also when its description is refused at first', async () => {
    let isRefused = true;
    const room = aChat({ conversationId: 'r:1', node: 'node-room', kind: 'room' });
    const bridge = await openDialogs({
      'rooms.create': () => succeed(room),
      'rooms.edit': () => (isRefused ? fail('timedOut') : succeed(aRoom())),
      'rooms.list': () => succeed([]),
      'rooms.byNodes': () => succeed([]),
      'conversations.list': () => succeed([room]),
    });
    navigation().add('createRoom');
    await flushPromises();
    await fill('room-create-title', '茶水间');
    await fill('room-create-label', '聊什么都行');
    await submit('room-create-dialog');
    expect(inDocument('room-create-half')).not.toBeNull();
    isRefused = false;
    await submit('room-create-dialog');
    expect(navigation().openConversationId).toBe('r:1');
    expect(bridge.argumentsOf('rooms.create')).toHaveLength(1);
  });

  it('is one at a time', async () => {
    await openDialogs();
    navigation().addFriend();
    navigation().add('joinRoom');
    await flushPromises();
    expect([inDocument('contact-add-dialog'), inDocument('room-join-dialog') !== null]).toEqual([null, true]);
  });
});
