// @vitest-environment happy-dom
import { enableAutoUnmount, type DOMWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import { MessageComposer, useDraftsStore } from '../../../../../renderer/features/composer';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aMessage, aChat, anAccount, aSnapshot } from '../../views';

enableAutoUnmount(afterEach);

describe('composer', () => {
  let bridge: FakeBridge;
  beforeEach(() => {
    vi.useFakeTimers();
    bridge = new FakeBridge({ 'messages.send': () => succeed(aMessage('m')) }).install();
  });
  afterEach(() => vi.useRealTimers());

  function setUp(kind: 'user' | 'room' = 'user') {
    const wrapper = mountInApp(MessageComposer, { conversation: aChat({ kind }) });
    const input = wrapper.find(byTestId('composer-input'));
    return { wrapper, input };
  }
  const press = async (input: DOMWrapper<Element>, options: Record<string, unknown> = {}): Promise<void> => {
    await input.trigger('keydown', { key: 'Enter', ...options });
    await vi.advanceTimersByTimeAsync(0);
  };

  it('sends with Enter and not with Shift+Enter', async () => {
    const { input } = setUp();
    await input.setValue('hello');
    await press(input, { shiftKey: true });
    expect(bridge.argumentsOf('messages.send')).toHaveLength(0);
    await press(input);
    expect(bridge.argumentsOf('messages.send')).toMatchObject([
      { conversationId: 'chat-1', text: 'hello', burnSeconds: null, replyToId: null, mentions: [] },
    ]);
  });

  it('does not send the Enter that ends a composition', async () => {
    const { input } = setUp();
    await input.setValue('ni');
    await input.trigger('compositionstart');
    await press(input, { isComposing: true });
    await input.trigger('compositionend');
    await press(input);
    expect(bridge.argumentsOf('messages.send')).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(100);
    await press(input);
    expect(bridge.argumentsOf('messages.send')).toHaveLength(1);
  });

  it('sends a burn message with the chosen time while the flame is on', async () => {
    const { wrapper, input } = setUp();
    await wrapper.find(byTestId('composer-burn')).trigger('click');
    expect(wrapper.find(byTestId('composer')).attributes('data-burn')).toBe('true');
    expect(wrapper.find(byTestId('composer-burn-time')).text()).toMatch(/^Burn ·\s*10 s$/u);
    await input.setValue('secret');
    await press(input);
    expect(bridge.argumentsOf('messages.send')).toMatchObject([
      { conversationId: 'chat-1', text: 'secret', burnSeconds: 10, replyToId: null, mentions: [] },
    ]);
  });

  it('does not burn in rooms', async () => {
    const { wrapper } = setUp('room');
    const flame = wrapper.find(byTestId('composer-burn'));
    await flame.trigger('click');
    expect(flame.attributes('aria-disabled')).toBe('true');
    expect(wrapper.find(byTestId('composer')).attributes('data-burn')).toBe('false');
  });

  it('tells a failure in a sentence and keeps the text', async () => {
    bridge.answers['messages.send'] = () => fail('textEmpty');
    const { wrapper, input } = setUp();
    await input.setValue('   ');
    await press(input);
    expect(wrapper.find(byTestId('composer-error')).text()).toBe('There is nothing to send yet.');
    expect(input.element).toHaveProperty('value', '   ');
  });

  it('T32: gives every draft an element of its own, which has the focus and no history', async () => {
    const { wrapper, input } = setUp();
    await input.setValue('secret');
    await press(input);
    const next = wrapper.find(byTestId('composer-input'));
    expect(next.element).not.toBe(input.element);
    expect(next.element).toHaveProperty('value', '');
    expect(document.activeElement).toBe(next.element);
    expect(input.element.isConnected).toBe(false);
  });

  it.each([13, 229])(
    'T35: lets no Enter without Shift break a line, whosever it is after a composition (code %i)',
    async (keyCode) => {
      const { input } = setUp();
      await input.trigger('compositionstart');
      await input.trigger('compositionend');
      const enter = new KeyboardEvent('keydown', { key: 'Enter', keyCode, cancelable: true });
      input.element.dispatchEvent(enter);
      expect(enter.defaultPrevented).toBe(true);
    },
  );

  it('sends with Ctrl+Enter alone where that is chosen, says so, and leaves Enter to the field', async () => {
    const { wrapper, input } = setUp();
    useSessionStore().snapshot = aSnapshot({
      settings: { ...aSnapshot().settings, sendKey: 'commandEnter' },
    });
    await input.setValue('one');
    expect(wrapper.find(byTestId('enter-hint')).text()).toBe('Ctrl+Enter to send · Enter for a new line');
    const enter = new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, cancelable: true });
    input.element.dispatchEvent(enter);
    expect(enter.defaultPrevented).toBe(false);
    expect(bridge.argumentsOf('messages.send')).toHaveLength(0);
    await press(input, { ctrlKey: true });
    expect(bridge.argumentsOf('messages.send')).toMatchObject([{ text: 'one' }]);
  });

  it('T35: sends with an Enter of code 229 when no composition is near: some input methods never give another', async () => {
    const { input } = setUp();
    await input.setValue('你好');
    await press(input, { keyCode: 229 });
    expect(bridge.argumentsOf('messages.send')).toHaveLength(1);
  });

  it('T34: keeps what is being composed in its own chat when it leaves the screen', async () => {
    const { wrapper, input } = setUp();
    await input.trigger('compositionstart');
    (input.element as HTMLTextAreaElement).value = 'ni hao';
    await input.trigger('input');
    wrapper.unmount();
    expect(useDraftsStore(anAccount.accountId).draftOf('chat-1').text).toBe('ni hao');
  });

  it('T33: writes nothing into the new field that the old one was still composing', async () => {
    const { wrapper, input } = setUp();
    await input.setValue('one');
    await input.trigger('compositionstart');
    (input.element as HTMLTextAreaElement).value = 'one two';
    await wrapper.find(byTestId('composer-send')).trigger('click');
    await vi.advanceTimersByTimeAsync(0);
    expect(wrapper.find(byTestId('composer-input')).element).toHaveProperty('value', '');
    expect(useDraftsStore(anAccount.accountId).draftOf('chat-1').text).toBe('');
  });
});
