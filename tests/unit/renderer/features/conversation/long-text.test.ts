// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import type { BodyView, MessageView } from '../../../../../preload/contract/message-views';
import { useConversationStore } from '../../../../../renderer/features/conversation';
import MessageContent from '../../../../../renderer/features/conversation/MessageContent.vue';
import { FakeBridge, settle } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aMessage, noonMs, anAccount } from '../../views';

enableAutoUnmount(afterEach);

const whole = 'abcdefghij';
const long: BodyView = { kind: 'text', text: whole.slice(0, 4), nextFrom: 4, isCut: true };
let bridge: FakeBridge;

/** A chat with one message of which the beginning is shown; further steps have four characters. */
async function open(message: MessageView): Promise<void> {
  setActivePinia(createPinia());
  bridge = new FakeBridge({
    'messages.page': () => succeed({ messages: [message], earlier: null }),
    'messages.byIds': () => succeed([message]),
    'messages.more': ({ from }) =>
      succeed({
        text: whole.slice(from, from + 4),
        mentions: from === 4 ? [{ start: 1, length: 2, isMe: true }] : [],
        isCut: true,
        ...(from + 4 < whole.length ? { nextFrom: from + 4 } : {}),
      }),
    'messages.revocable': () => succeed<null>(null),
  }).install();
  await useConversationStore(anAccount.accountId).open('chat-1');
}
const shown = () => useConversationStore(anAccount.accountId).messages[0];

describe('a long text', () => {
  beforeEach(() => void vi.useFakeTimers({ now: noonMs }));
  afterEach(() => vi.useRealTimers());

  it('T40: is shown in steps, and at the end it says what was not kept', async () => {
    await open(aMessage('m1', { body: long }));
    const store = useConversationStore(anAccount.accountId);
    await store.showMore('m1');
    expect(shown()).toMatchObject({
      body: { kind: 'text', text: 'abcdefgh', nextFrom: 8 },
      mentions: [{ start: 5, length: 2, isMe: true }],
    });
    await store.showMore('m1');
    await store.showMore('m1');
    expect(shown()?.body).toEqual({ kind: 'text', text: whole, isCut: true });
    expect(bridge.argumentsOf('messages.more')).toEqual([
      { messageId: 'm1', from: 4 },
      { messageId: 'm1', from: 8 },
    ]);
  });

  it('T40: stays as far as it was shown when something of its message changes, and goes with its message', async () => {
    await open(aMessage('m1', { body: long }));
    const store = useConversationStore(anAccount.accountId);
    await store.showMore('m1');
    await store.applyChanges('chat-1', ['m1']);
    expect(shown()?.body).toMatchObject({ text: 'abcdefgh' });
    bridge.answers['messages.byIds'] = () => succeed([aMessage('m1', { body: { kind: 'burned' } })]);
    await store.applyChanges('chat-1', ['m1']);
    expect(JSON.stringify(store.messages)).not.toContain('abcd');
  });

  it('is folded again where it began, with the names that stand in that part, and can be shown anew', async () => {
    const mentions = [{ start: 0, length: 2, isMe: false }];
    await open(aMessage('m1', { body: long, mentions }));
    const store = useConversationStore(anAccount.accountId);
    expect(store.folds.has('m1')).toBe(false);
    store.showLess('m1');
    expect(store.foldedText).toBeNull();
    await store.showMore('m1');
    await store.showMore('m1');
    expect(shown()?.mentions).toHaveLength(2);
    store.showLess('m1');
    expect(shown()).toMatchObject({ body: long, mentions });
    expect(store.foldedText).toEqual({ messageId: 'm1' });
    expect(store.folds.has('m1')).toBe(false);
    await store.showMore('m1');
    expect(shown()?.body).toMatchObject({ text: 'abcdefgh' });
  });

  it('has its buttons side by side: more while there is a rest, less while there is more than at first', async () => {
    const message = aMessage('m1', { body: long });
    await open(message);
    const content = mountInApp(MessageContent, { message, content: long });
    const store = useConversationStore(anAccount.accountId);
    await store.open('chat-1');
    const buttons = (): readonly string[] =>
      ['show-more', 'show-less'].filter((name) => content.find(byTestId(name)).exists());
    expect(buttons()).toEqual(['show-more']);
    await content.find(byTestId('show-more')).trigger('click');
    await settle();
    expect(buttons()).toEqual(['show-more', 'show-less']);
    await content.find(byTestId('show-less')).trigger('click');
    expect(buttons()).toEqual(['show-more']);
    expect(store.folds.size).toBe(0);
  });

  it('T40: that burns is shown in steps within its reading time, and no step comes after it', async () => {
    const expiresAtMs = noonMs + 5_000;
    const body: BodyView = {
      kind: 'burnRevealed',
      content: { kind: 'text', text: 'abcd', nextFrom: 4 },
      seconds: 5,
      expiresAtMs,
    };
    await open(aMessage('m1', { body }));
    const store = useConversationStore(anAccount.accountId);
    await store.showMore('m1');
    expect(shown()?.body).toMatchObject({ kind: 'burnRevealed', content: { text: 'abcdefgh' } });
    let answer: () => void = () => undefined;
    bridge.answers['messages.more'] = () =>
      new Promise((resolve) => (answer = () => resolve(succeed({ text: 'ij', mentions: [] }))));
    const step = store.showMore('m1');
    await vi.advanceTimersByTimeAsync(5_000);
    answer();
    await step;
    expect(JSON.stringify(store.messages)).not.toContain('abcd');
    expect(JSON.stringify(store.messages)).not.toContain('ij');
  });

  it('T40: is copied whole, and not at all when it is gone meanwhile', async () => {
    await open(aMessage('m1', { body: long }));
    const store = useConversationStore(anAccount.accountId);
    expect(await store.wholeText('m1', 'abcd')).toBe(whole);
    expect(shown()?.body).toEqual(long);
    bridge.answers['messages.more'] = () => fail('alreadyGone');
    expect(await store.wholeText('m1', 'abcd')).toBeNull();
  });

  it('T40: has a button that Tab reaches in the row that Tab reaches', async () => {
    const message = aMessage('m1', { body: long });
    await open(message);
    const content = mountInApp(MessageContent, { message, content: long, isTabStop: true });
    const button = content.get(byTestId('show-more'));
    expect([button.text(), button.attributes('tabindex')]).toEqual(['Show more', '0']);
    const end = mountInApp(MessageContent, { message, content: { kind: 'text', text: 'x', isCut: true } });
    expect(end.find(byTestId('show-more')).exists()).toBe(false);
    expect(end.get(byTestId('text-cut')).text()).toBe('This message was too long; the rest was not kept.');
    await settle();
  });

  it('C5: of which nothing can be seen is a sentence', async () => {
    const body: BodyView = { kind: 'text', text: '' };
    const message = aMessage('m1', { body });
    await open(message);
    const content = mountInApp(MessageContent, { message, content: body });
    expect(content.text()).toBe('Nothing in this message can be seen');
    expect(content.find(byTestId('message-text')).exists()).toBe(false);
  });

  it('C4: offers all of the rest where one step shows it', async () => {
    const message = aMessage('m1', { body: { kind: 'text', text: 'abcd', nextFrom: 4, isRestShort: true } });
    await open(message);
    const content = mountInApp(MessageContent, { message, content: message.body });
    expect(content.get(byTestId('show-more')).text()).toBe('Show all');
  });
});
