// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed, type Result } from '../../../../../preload/contract/result';
import { useDraftsStore } from '../../../../../renderer/features/composer/drafts-store';
import { FakeBridge, settle } from '../../fake-bridge';

type SendResult = Result<{ readonly messageId: string }>;

describe('drafts', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('are kept for each chat', () => {
    const drafts = useDraftsStore();
    drafts.write('a', 'for a');
    drafts.write('b', 'for b');
    expect([drafts.draftOf('a').text, drafts.draftOf('b').text, drafts.draftOf('c').text]).toEqual([
      'for a',
      'for b',
      '',
    ]);
  });

  it('take an added text on a line of its own, below what is there', () => {
    const drafts = useDraftsStore();
    drafts.append('a', 'again');
    drafts.append('a', 'and again');
    drafts.write('b', 'a line\n');
    drafts.append('b', 'below');
    expect([drafts.draftOf('a').text, drafts.draftOf('b').text]).toEqual([
      'again\nand again',
      'a line\nbelow',
    ]);
  });

  it('go to the chat that was open when they were sent', async () => {
    const bridge = new FakeBridge({ 'messages.send': () => succeed({ messageId: 'm' }) }).install();
    const drafts = useDraftsStore();
    drafts.write('a', 'hello');
    drafts.change('a', { isBurn: true, burnSeconds: 30 });
    await drafts.send('a');
    expect(bridge.argumentsOf('messages.send')).toEqual([
      { conversationId: 'a', text: 'hello', burnSeconds: 30 },
    ]);
    expect(drafts.draftOf('a')).toMatchObject({ text: '', isBurn: true });
  });

  it('keep the text and tell the reason when sending fails, until the text is changed', async () => {
    new FakeBridge({ 'messages.send': () => fail('textTooLong') }).install();
    const drafts = useDraftsStore();
    drafts.write('a', 'long');
    await drafts.send('a');
    expect(drafts.draftOf('a')).toMatchObject({ text: 'long', failure: 'textTooLong' });
    drafts.write('a', 'lon');
    expect(drafts.draftOf('a').failure).toBeNull();
  });

  it('send a message once, however often Enter is pressed while it is on its way', async () => {
    const { bridge, answers } = slowBridge();
    const drafts = useDraftsStore();
    drafts.write('a', 'one');
    const first = drafts.send('a');
    const second = drafts.send('a');
    await settle();
    answers.shift()?.();
    expect(await first).toMatchObject({ ok: true });
    expect(await second).toBeNull();
    expect(bridge.argumentsOf('messages.send')).toHaveLength(1);
    expect(drafts.draftOf('a').text).toBe('');
  });

  it('send what was typed meanwhile as the next message, in order', async () => {
    const { bridge, answers } = slowBridge();
    const drafts = useDraftsStore();
    drafts.write('a', 'one');
    const first = drafts.send('a');
    drafts.write('a', 'one two');
    const second = drafts.send('a');
    await settle();
    answers.shift()?.();
    await first;
    await settle();
    answers.shift()?.();
    await second;
    expect(bridge.argumentsOf('messages.send')).toMatchObject([{ text: 'one' }, { text: ' two' }]);
  });
});

/** A bridge that answers each send only when the test says so. */
function slowBridge(): { readonly bridge: FakeBridge; readonly answers: (() => void)[] } {
  const answers: (() => void)[] = [];
  const bridge = new FakeBridge({
    'messages.send': () =>
      new Promise<SendResult>((resolve) =>
        answers.push(() => {
          resolve(succeed({ messageId: 'm' }));
        }),
      ),
  }).install();
  return { bridge, answers };
}
