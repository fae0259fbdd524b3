// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, type DOMWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import type { EditableView } from '../../../../../preload/contract/message-deed-calls';
import { succeed } from '../../../../../preload/contract/result';
import { EditComposer, useEditsStore } from '../../../../../renderer/features/composer';
import { useEmojiStore } from '../../../../../renderer/features/emoji';
import { FakeBridge, settle, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aChat, aMemberPage, aMessage, anAccount } from '../../views';

enableAutoUnmount(afterEach);

const members = [
  { node: 'node-alice', name: 'Alice' },
  { node: 'node-zhou', name: '周一帆' },
];

/** What is edited in the room, as its chat shows it. */
const Host = defineComponent(() => {
  const edits = useEditsStore();
  const conversation = aChat({ kind: 'room' });
  return () => {
    const editing = edits.editingIn('chat-1');
    return editing === null ? null : h(EditComposer, { conversation, editing, isGone: false });
  };
});

/** The composer over a message of a room with these words. */
async function open(editable: Partial<EditableView> = {}, answers: FakeAnswers = {}) {
  const bridge = new FakeBridge({
    'messages.editable': () => succeed({ text: 'see', isCaption: false, mentions: [], ...editable }),
    'messages.edit': () => succeed(aMessage('m2')),
    'emoji.shelf': () => succeed({ recent: [], skinTone: 0 }),
    'rooms.members': ({ text }) => succeed(aMemberPage(members, { text })),
    ...answers,
  }).install();
  const wrapper = mountInApp(Host);
  const edits = useEditsStore(anAccount.accountId);
  await edits.begin('chat-1', 'm1');
  await settle();
  const input = wrapper.find<HTMLTextAreaElement>(byTestId('edit-input'));
  return { bridge, edits, wrapper, input };
}

async function type(input: DOMWrapper<HTMLTextAreaElement>, text: string): Promise<void> {
  input.element.value = text;
  input.element.setSelectionRange(text.length, text.length);
  await input.trigger('input');
  await flushPromises();
}
const press = async (input: DOMWrapper<Element>, key: string): Promise<void> => {
  await input.trigger('keydown', { key });
  await flushPromises();
};

describe('the composer in which a message is edited', () => {
  it('offers the members of the room after “@”, and whoever was chosen is called', async () => {
    const { bridge, edits, wrapper, input } = await open();
    await type(input, 'see @');
    expect(wrapper.findAll(byTestId('mention-option'))).toHaveLength(2);
    expect(input.attributes('aria-activedescendant')).toBe(
      wrapper.findAll(byTestId('mention-option'))[0]?.attributes('id'),
    );
    await press(input, 'ArrowDown');
    await press(input, 'Enter');
    expect(bridge.argumentsOf('messages.edit')).toEqual([]);
    expect(edits.editingIn('chat-1')).toMatchObject({
      text: 'see @周一帆 ',
      mentions: [{ node: 'node-zhou' }],
    });
    await press(input, 'Enter');
    expect(bridge.argumentsOf('messages.edit')).toMatchObject([
      { text: 'see @周一帆 ', mentions: ['node-zhou'] },
    ]);
  });

  it('offers emoji behind a colon, and Escape closes the list before it ends the edit', async () => {
    const { edits, wrapper, input } = await open();
    await type(input, 'see :thumbsup');
    await settle();
    // The data is a part of the program of its own.
    await useEmojiStore(anAccount.accountId).load();
    await settle();
    expect(wrapper.findAll(byTestId('emoji-completion-option')).length).toBeGreaterThan(0);
    await press(input, 'Escape');
    expect(wrapper.find(byTestId('emoji-completion-list')).exists()).toBe(false);
    expect(edits.editingIn('chat-1')).not.toBeNull();
    await press(input, 'Escape');
    expect(edits.editingIn('chat-1')).toBeNull();
  });

  it('says whether words or those of a picture are edited, and lets a picture go without any', async () => {
    const caption = await open({ text: 'a hoilday', isCaption: true });
    const label = caption.wrapper.get(byTestId('edit-composer')).attributes('aria-label');
    await type(caption.input, '');
    await press(caption.input, 'Enter');
    expect(caption.bridge.argumentsOf('messages.edit')).toEqual([
      { messageId: 'm1', text: '', mentions: [] },
    ]);
    const text = await open();
    expect(text.wrapper.get(byTestId('edit-composer')).attributes('aria-label')).not.toBe(label);
  });
});
