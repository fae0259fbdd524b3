// @vitest-environment happy-dom
import { enableAutoUnmount, type DOMWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import { MessageComposer } from '../../../../../renderer/features/composer';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aChat } from '../../views';

enableAutoUnmount(afterEach);

describe('composer', () => {
  let bridge: FakeBridge;
  beforeEach(() => {
    vi.useFakeTimers();
    bridge = new FakeBridge({ 'messages.send': () => succeed({ messageId: 'm' }) }).install();
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
    expect(bridge.argumentsOf('messages.send')).toEqual([
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
    expect(wrapper.find(byTestId('composer-burn-time')).text()).toBe('10 s');
    await input.setValue('secret');
    await press(input);
    expect(bridge.argumentsOf('messages.send')).toEqual([
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
});
