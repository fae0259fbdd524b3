// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { succeed } from '../../../../../preload/contract/result';
import { MessageComposer, useDraftsStore } from '../../../../../renderer/features/composer';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aChat, aMessage, anAccount } from '../../views';

enableAutoUnmount(afterEach);

describe('that somebody writes', () => {
  let bridge: FakeBridge;
  beforeEach(() => {
    vi.useFakeTimers();
    bridge = new FakeBridge({ 'messages.send': () => succeed(aMessage('m')) }).install();
  });
  afterEach(() => vi.useRealTimers());

  const told = () => bridge.argumentsOf('typing.note');
  const compose = () =>
    mountInApp(MessageComposer, { conversation: aChat() }).find(byTestId('composer-input'));

  it('is told with the first letter and then once a second, and that the field was emptied', async () => {
    const input = compose();
    await input.setValue('h');
    await input.setValue('he');
    vi.advanceTimersByTime(1_000);
    await input.setValue('hel');
    await input.setValue('');
    await input.setValue('');
    expect(told()).toEqual([true, true, false].map((isTyping) => ({ conversationId: 'chat-1', isTyping })));
  });

  it('is told while an input method composes, before there is any text', async () => {
    await compose().trigger('compositionstart');
    expect(told()).toEqual([{ conversationId: 'chat-1', isTyping: true }]);
  });

  it('is not told of a draft that comes back, of a chat that is opened, or of a message that has gone', async () => {
    const input = compose();
    useDraftsStore(anAccount.accountId).write('chat-1', 'a draft of yesterday');
    await vi.advanceTimersByTimeAsync(0);
    expect(told()).toEqual([]);
    await input.trigger('keydown', { key: 'Enter' });
    await vi.advanceTimersByTimeAsync(0);
    expect([bridge.argumentsOf('messages.send').length, told()]).toEqual([1, []]);
  });
});
