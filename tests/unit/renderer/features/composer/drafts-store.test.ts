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

  it('keep what is typed while a message is on its way, and send it once', async () => {
    let answer: (result: SendResult) => void = () => undefined;
    const bridge = new FakeBridge({
      'messages.send': () => new Promise((resolve) => (answer = resolve)),
    }).install();
    const drafts = useDraftsStore();
    drafts.write('a', 'one');
    const sending = drafts.send('a');
    expect(await drafts.send('a')).toBeNull();
    drafts.write('a', 'one two');
    answer(succeed({ messageId: 'm' }));
    await sending;
    await settle();
    expect(bridge.argumentsOf('messages.send')).toHaveLength(1);
    expect(drafts.draftOf('a').text).toBe(' two');
  });
});
