// @vitest-environment happy-dom
import { enableAutoUnmount, type DOMWrapper, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import { DefaultBurnChip, MessageComposer, useDraftsStore } from '../../../../../renderer/features/composer';
import { calmAfterMs } from '../../../../../renderer/features/composer/drafts-store';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aChat, aMessage, anAccount } from '../../views';

enableAutoUnmount(afterEach);

let bridge: FakeBridge;
let wrapper: VueWrapper;
beforeEach(() => {
  vi.useFakeTimers();
  bridge = new FakeBridge({ 'messages.send': () => succeed(aMessage('m')) }).install();
});
afterEach(() => vi.useRealTimers());

function setUp(burnDefaultSeconds: number | null = null): void {
  wrapper = mountInApp(MessageComposer, { conversation: aChat({ burnDefaultSeconds }) });
}
const field = (): DOMWrapper<Element> => wrapper.find(byTestId('composer-input'));
const state = (): string | undefined => wrapper.find(byTestId('composer')).attributes('data-burn-state');
const sent = (): readonly unknown[] => bridge.argumentsOf('messages.send');
const flame = (): Promise<void> => wrapper.find(byTestId('composer-burn')).trigger('click');
const textOf = (testId: string): string => wrapper.find(byTestId(testId)).text();
async function press(key = 'Enter', more: object = {}): Promise<void> {
  await field().trigger('keydown', { key, ...more });
  await vi.advanceTimersByTimeAsync(0);
}
async function say(text: string): Promise<void> {
  await field().setValue(text);
  await press();
}
const later = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('the second half of a password, right after a message that burned alone', () => {
  beforeEach(async () => {
    setUp();
    await flame();
    await say('first half');
  });

  it('does not go out with the first Enter: the composer says before that it is plain, and asks then', async () => {
    expect(state()).toBe('justOff');
    expect(textOf('burn-notice')).toContain('The next message is plain');
    await field().setValue('second half');
    expect(textOf('enter-hint')).toBe('Enter twice sends a plain message');
    expect(wrapper.find(byTestId('composer-send')).attributes('aria-label')).toBe('Send plain message');
    await press();
    expect(sent()).toHaveLength(1);
    expect(field().element).toHaveProperty('value', 'second half');
    expect(wrapper.find(`${byTestId('burn-notice')} [role=alert]`).text()).toBe(
      'Not sent yet: this one will not burn',
    );
  });

  it('goes on burning with one button, in the time of the first half', async () => {
    await field().setValue('second half');
    await press();
    await wrapper.find(byTestId('keep-burning')).trigger('click');
    expect([state(), document.activeElement]).toEqual(['once', field().element]);
    await press();
    expect(sent()).toMatchObject([
      { text: 'first half', burnSeconds: 10 },
      { text: 'second half', burnSeconds: 10 },
    ]);
  });

  it('goes out plain when the same Enter is pressed once more, and not by a bouncing or a held key', async () => {
    await field().setValue('it is for lunch');
    await press();
    await press();
    await later(299);
    await press('Enter', { repeat: true });
    await press();
    expect(sent()).toHaveLength(1);
    await later(1);
    await press();
    expect(sent()).toMatchObject([{}, { text: 'it is for lunch', burnSeconds: null }]);
    expect(state()).toBe('plain');
  });

  it('is asked about anew when it was written on without a look', async () => {
    for (const text of ['second', 'second half', 'second half, and more']) {
      await later(1_000);
      await say(text);
    }
    expect(sent()).toHaveLength(1);
    expect(state()).toBe('asking');
  });

  it('is asked about, too, when it is sent with the button', async () => {
    await field().setValue('second half');
    await wrapper.find(byTestId('composer-send')).trigger('click');
    expect([sent().length, state()]).toEqual([1, 'asking']);
  });

  it('is noticed for as long as it is written; eight seconds after the last letter went nothing is left to notice', async () => {
    await later(60_000);
    expect(state()).toBe('justOff');
    await field().setValue('s');
    await later(60_000);
    expect(state()).toBe('justOff');
    await field().setValue('');
    await later(calmAfterMs - 1);
    expect(state()).toBe('justOff');
    await later(1);
    expect(state()).toBe('plain');
    await say('lunch?');
    expect(sent()).toHaveLength(2);
  });

  it('is plain after Escape: the notice was read', async () => {
    await press('Escape');
    expect(state()).toBe('plain');
  });

  it('does not go out with an Enter that an input method takes for itself, which answers no question either', async () => {
    await field().setValue('second half');
    await press();
    await later(1_000);
    await field().trigger('compositionstart');
    await press('Enter', { isComposing: true, keyCode: 229 });
    await field().trigger('compositionend');
    await press();
    expect(sent()).toHaveLength(1);
  });
});

describe('what Enter does', () => {
  it('is on the screen with a text in the field, is what describes it, and is read aloud when it changes', async () => {
    setUp();
    await field().setValue('secret');
    expect(textOf('burn-announcement')).toBe('');
    await flame();
    expect(textOf('enter-hint')).toBe('Enter sends it, burned 10 s after opening');
    expect(field().attributes('aria-describedby')).toBe(
      wrapper.find(byTestId('enter-hint')).attributes('id'),
    );
    expect(textOf('burn-announcement')).toBe('This message burns 10 s after it is opened.');
    expect(wrapper.find(byTestId('composer-send')).attributes('aria-label')).toBe('Send burn message');
    await flame();
    expect(textOf('burn-announcement')).toBe('Messages are plain now.');
  });

  it('is plain for one message only where the chat burns by default, and says so', async () => {
    setUp(30);
    expect(state()).toBe('byDefault');
    await flame();
    expect(state()).toBe('suspended');
    expect(textOf('burn-notice')).toContain('Only this message is plain, burning goes on after it');
    await say('plain');
    expect([state(), sent()]).toMatchObject(['byDefault', [{ burnSeconds: null }]]);
    await say('secret');
    expect(sent()).toMatchObject([{}, { burnSeconds: 30 }]);
  });
});

describe('a burn message that main refuses', () => {
  it('comes back burning, also where the chat has ceased to burn by default meanwhile', async () => {
    let refuse = (): void => undefined;
    bridge.answers['messages.send'] = () =>
      new Promise((resolve) => {
        refuse = () => resolve(fail('textTooLong'));
      });
    setUp(30);
    await say('secret');
    wrapper.unmount();
    const drafts = useDraftsStore(anAccount.accountId);
    refuse();
    await later(0);
    expect(drafts.draftOf('chat-1')).toMatchObject({ text: 'secret', mode: 'burn', burnSeconds: 30 });
  });
});

describe('the header of a chat that burns by default', () => {
  it('says so with the time, and says nothing otherwise', () => {
    const chip = mountInApp(DefaultBurnChip, { conversation: aChat({ burnDefaultSeconds: 60 }) }, 'zh-CN');
    expect(chip.find(byTestId('default-burn')).text()).toBe('默认阅后即焚 1 分钟');
    const none = mountInApp(DefaultBurnChip, { conversation: aChat() });
    expect(none.find(byTestId('default-burn')).exists()).toBe(false);
  });
});
