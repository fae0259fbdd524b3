// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, type DOMWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import { MessageComposer, useDraftsStore } from '../../../../../renderer/features/composer';
import { FakeBridge, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aMemberPage, aMessage, aChat, anAccount } from '../../views';

enableAutoUnmount(afterEach);

// In the order in which main answers.
const members = [
  { node: 'node-alice', name: 'Alice' },
  { node: 'node-zhou', name: '周一帆' },
];

function open(kind: 'user' | 'room' = 'room', answers: FakeAnswers = {}) {
  const bridge = new FakeBridge({
    'rooms.members': ({ text }) => succeed(aMemberPage(members, { text })),
    'messages.send': () => succeed(aMessage('m')),
    ...answers,
  }).install();
  const wrapper = mountInApp(MessageComposer, { conversation: aChat({ kind }) });
  const input = wrapper.find<HTMLTextAreaElement>(byTestId('composer-input'));
  return { bridge, wrapper, input };
}

async function type(input: DOMWrapper<HTMLTextAreaElement>, text: string): Promise<void> {
  input.element.value = text;
  input.element.setSelectionRange(text.length, text.length);
  await input.trigger('input');
  await flushPromises();
}

const press = async (input: DOMWrapper<Element>, key: string, more: object = {}): Promise<void> => {
  await input.trigger('keydown', { key, ...more });
  await flushPromises();
};

describe('calling somebody from the composer', () => {
  it('offers the members of a room after “@”, and puts the chosen name into the text', async () => {
    const { bridge, wrapper, input } = open();
    await type(input, '请看 @');
    expect(wrapper.findAll(byTestId('mention-option'))).toHaveLength(2);
    expect(input.attributes('aria-activedescendant')).toBe(
      wrapper.findAll(byTestId('mention-option'))[0]?.attributes('id'),
    );
    await press(input, 'ArrowDown');
    await press(input, 'ArrowUp');
    await press(input, 'Enter');
    expect(input.element.value).toBe('请看 @Alice ');
    expect(wrapper.find(byTestId('mention-list')).exists()).toBe(false);
    expect(bridge.argumentsOf('messages.send')).toEqual([]);
    await press(input, 'Enter');
    expect(bridge.argumentsOf('messages.send')).toMatchObject([{ mentions: ['node-alice'] }]);
    expect(useDraftsStore(anAccount.accountId).draftOf('chat-1').mentions).toEqual([]);
  });

  it('offers whoever came in since the list was told, and keeps what was chosen with the keys', async () => {
    let known = members;
    let tell = (): void => undefined;
    const { bridge, wrapper, input } = open('room', {
      'rooms.members': ({ text }) => succeed(aMemberPage(known, { text })),
      'rooms.refreshMembers': () =>
        new Promise((resolve) => {
          tell = () => resolve(succeed());
        }),
    });
    await type(input, '@');
    await press(input, 'ArrowDown');
    known = [{ node: 'node-aaron', name: 'Aaron' }, ...members];
    tell();
    await flushPromises();
    expect(wrapper.findAll(byTestId('mention-option'))).toHaveLength(3);
    await press(input, 'Enter');
    expect(input.element.value).toBe('@周一帆 ');
    // Another “@” right after it asks nobody.
    await type(input, '@周一帆 @');
    expect(bridge.argumentsOf('rooms.refreshMembers')).toHaveLength(1);
  });

  it('T46: says how many members of a room are too many to be offered', async () => {
    const { wrapper, input } = open('room', {
      'rooms.members': () => succeed(aMemberPage(members, { leftOutCount: 99_000 })),
    });
    await type(input, '@');
    expect(wrapper.find(byTestId('members-left-out')).text()).toBe('Members not listed: 99,000.');
    // It is nobody: the keys go past it.
    await press(input, 'ArrowDown');
    await press(input, 'ArrowDown');
    await press(input, 'ArrowDown');
    await press(input, 'Enter');
    expect(input.element.value).toBe('@周一帆 ');
  });

  it('calls nobody whose name was taken out again', async () => {
    const { bridge, input } = open();
    await type(input, '@Al');
    await press(input, 'Tab');
    expect(input.element.value).toBe('@Alice ');
    await type(input, 'never mind');
    await press(input, 'Enter');
    expect(bridge.argumentsOf('messages.send')).toMatchObject([{ mentions: [] }]);
  });

  it('leaves its keys to an input method that composes', async () => {
    const { wrapper, input } = open();
    await type(input, '@');
    await input.trigger('compositionstart');
    await press(input, 'Enter', { isComposing: true });
    expect(wrapper.findAll(byTestId('mention-option'))).toHaveLength(2);
    expect(input.element.value).toBe('@');
  });

  it('is left with Escape, which then leaves an answer', async () => {
    const { wrapper, input } = open();
    useDraftsStore(anAccount.accountId).change('chat-1', { replyToId: 'm7' });
    await type(input, '@');
    await press(input, 'Escape');
    await input.trigger('keyup', { key: 'Escape' });
    expect(wrapper.find(byTestId('mention-list')).exists()).toBe(false);
    expect(useDraftsStore(anAccount.accountId).draftOf('chat-1').replyToId).toBe('m7');
    await press(input, 'Escape');
    expect(useDraftsStore(anAccount.accountId).draftOf('chat-1').replyToId).toBeNull();
  });

  it('is not there between two, and not without an answer of the server', async () => {
    const two = open('user');
    await type(two.input, '@');
    expect(two.bridge.argumentsOf('rooms.members')).toEqual([]);
    two.wrapper.unmount();
    const offline = open('room', { 'rooms.members': () => fail('offline') });
    await type(offline.input, '@');
    expect(offline.wrapper.find(byTestId('mention-list')).exists()).toBe(false);
    await press(offline.input, 'Enter');
    expect(offline.bridge.argumentsOf('messages.send')).toMatchObject([{ text: '@', mentions: [] }]);
  });
});
