// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed, type Result } from '../../../../../preload/contract/result';
import type { MessageView } from '../../../../../preload/contract/message-views';
import { useDraftsStore } from '../../../../../renderer/features/composer/drafts-store';
import { FakeBridge, settle } from '../../fake-bridge';
import { aMessage, anAccount } from '../../views';

type SendResult = Result<MessageView>;

describe('drafts', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('are kept for each chat', () => {
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.write('a', 'for a');
    drafts.write('b', 'for b');
    expect([drafts.draftOf('a').text, drafts.draftOf('b').text, drafts.draftOf('c').text]).toEqual([
      'for a',
      'for b',
      '',
    ]);
  });

  it('take an added text on a line of its own, below what is there', () => {
    const drafts = useDraftsStore(anAccount.accountId);
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
    const bridge = new FakeBridge({ 'messages.send': () => succeed(aMessage('m')) }).install();
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.write('a', 'hello');
    await drafts.send('a', 30);
    expect(bridge.argumentsOf('messages.send')).toMatchObject([
      { conversationId: 'a', text: 'hello', burnSeconds: 30, replyToId: null, mentions: [] },
    ]);
    expect(drafts.draftOf('a').text).toBe('');
  });

  it('answer a message once', async () => {
    const bridge = new FakeBridge({ 'messages.send': () => succeed(aMessage('m')) }).install();
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.change('a', { text: 'one', replyToId: 'm7' });
    await drafts.send('a', null);
    drafts.write('a', 'two');
    await drafts.send('a', null);
    expect(bridge.argumentsOf('messages.send')).toMatchObject([
      { text: 'one', replyToId: 'm7' },
      { text: 'two', replyToId: null, mentions: [] },
    ]);
  });

  it('keep what they answer when sending fails, and what the user began to answer meanwhile', async () => {
    const { answers } = slowBridge();
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.change('a', { text: 'one', replyToId: 'm7' });
    const first = drafts.send('a', null);
    await settle();
    answers.shift()?.(fail('quoteGone'));
    await first;
    expect(drafts.draftOf('a')).toMatchObject({ text: 'one', replyToId: 'm7', failure: 'quoteGone' });
    const second = drafts.send('a', null);
    drafts.change('a', { replyToId: 'm8' });
    await settle();
    answers.shift()?.(fail('quoteGone'));
    await second;
    expect(drafts.draftOf('a')).toMatchObject({ text: 'one', replyToId: 'm8' });
  });

  it('keep the text and tell the reason when sending fails, until the text is changed', async () => {
    new FakeBridge({ 'messages.send': () => fail('textTooLong') }).install();
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.write('a', 'long');
    await drafts.send('a', null);
    expect(drafts.draftOf('a')).toMatchObject({ text: 'long', failure: 'textTooLong' });
    drafts.write('a', 'lon');
    expect(drafts.draftOf('a').failure).toBeNull();
  });

  it('send a message once, however often Enter is pressed while it is on its way', async () => {
    const { bridge, answers } = slowBridge();
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.write('a', 'one');
    const first = drafts.send('a', null);
    const second = drafts.send('a', null);
    await settle();
    answers.shift()?.();
    expect(await first).toMatchObject({ ok: true });
    expect(await second).toBeNull();
    expect(bridge.argumentsOf('messages.send')).toHaveLength(1);
    expect(drafts.draftOf('a').text).toBe('');
  });

  it('T33: are empty from the moment of sending on, and what is typed then is the next message, in order', async () => {
    const { bridge, answers } = slowBridge();
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.write('a', 'one');
    drafts.change('a', { replyToId: 'm7' });
    const first = drafts.send('a', null);
    expect(drafts.draftOf('a')).toMatchObject({ text: '', replyToId: null });
    drafts.write('a', 'one');
    const second = drafts.send('a', null);
    drafts.write('a', 'three');
    await settle();
    answers.shift()?.();
    await first;
    await settle();
    answers.shift()?.();
    await second;
    expect(bridge.argumentsOf('messages.send')).toMatchObject([
      { text: 'one', replyToId: 'm7' },
      { text: 'one', replyToId: null },
    ]);
    expect(drafts.draftOf('a').text).toBe('three');
  });

  it('T33: come back when they are refused, above what was written since, with all that waited behind them', async () => {
    const { answers } = slowBridge();
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.write('a', 'one');
    const first = drafts.send('a', null);
    drafts.write('a', 'two');
    const second = drafts.send('a', null);
    drafts.write('a', 'three');
    await settle();
    answers.shift()?.(fail('quoteGone'));
    expect([await first, await second]).toEqual([fail('quoteGone'), null]);
    expect(drafts.draftOf('a')).toMatchObject({ text: 'one\ntwo\nthree', failure: 'quoteGone' });
  });

  it('T33: do not come back into a composition, but at its end', async () => {
    const { answers } = slowBridge();
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.write('a', 'one');
    const first = drafts.send('a', null);
    await settle();
    drafts.setComposing('a', true);
    answers.shift()?.(fail('textTooLong'));
    await first;
    expect(drafts.draftOf('a').text).toBe('');
    drafts.write('a', 'two');
    drafts.setComposing('a', false);
    expect(drafts.draftOf('a')).toMatchObject({ text: 'one\ntwo', failure: 'textTooLong' });
  });

  it('T32: are another draft after every sending, so that no field serves two of them', async () => {
    new FakeBridge({ 'messages.send': () => succeed(aMessage('m')) }).install();
    const drafts = useDraftsStore(anAccount.accountId);
    const ids = new Set<string>();
    for (const text of ['one', 'two']) {
      ids.add(drafts.draftOf('a').draftId);
      drafts.write('a', text);
      ids.add(drafts.draftOf('a').draftId);
      await drafts.send('a', null);
    }
    ids.add(drafts.draftOf('a').draftId);
    ids.add(drafts.draftOf('b').draftId);
    expect(ids.size).toBe(4);
  });

  it('T36: tell which chat has sent', async () => {
    new FakeBridge({ 'messages.send': () => succeed(aMessage('m')) }).install();
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.write('a', 'one');
    await drafts.send('a', null);
    expect(drafts.lastSent).toEqual({ conversationId: 'a' });
  });
});

describe('the flame of a draft', () => {
  beforeEach(() => {
    setActivePinia(createPinia());
    new FakeBridge({ 'messages.send': () => succeed(aMessage('m')) }).install();
  });

  it('goes out with the message it was set for', async () => {
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.write('a', 'secret');
    drafts.change('a', { mode: 'burn', burnSeconds: 30 });
    await drafts.send('a', 30);
    expect(drafts.draftOf('a')).toMatchObject({ mode: 'afterBurn', burnSeconds: 30 });
  });

  it('burns what comes back, and what it is put together with, too', async () => {
    const { answers } = slowBridge();
    const drafts = useDraftsStore(anAccount.accountId);
    drafts.write('a', 'secret');
    drafts.change('a', { mode: 'burn' });
    const sent = drafts.send('a', 10);
    expect(drafts.draftOf('a').mode).toBe('afterBurn');
    drafts.write('a', 'plain');
    await settle();
    answers.shift()?.(fail('internal'));
    await sent;
    expect(drafts.draftOf('a')).toMatchObject({ text: 'secret\nplain', mode: 'burn', burnSeconds: 10 });
  });

  it('stands for the whole chat once main has stored it, and a refusal is told', async () => {
    const bridge = new FakeBridge({ 'conversations.setBurnDefault': () => fail('burnNotInRooms') }).install();
    const drafts = useDraftsStore(anAccount.accountId);
    await drafts.setBurnForChat('a', 60);
    expect(bridge.argumentsOf('conversations.setBurnDefault')).toEqual([
      { conversationId: 'a', burnSeconds: 60 },
    ]);
    expect(drafts.draftOf('a').failure).toBe('burnNotInRooms');
  });
});

/** A bridge that answers each send only when the test says so. */
function slowBridge(): { readonly bridge: FakeBridge; readonly answers: ((result?: SendResult) => void)[] } {
  const answers: ((result?: SendResult) => void)[] = [];
  const bridge = new FakeBridge({
    'messages.send': () =>
      new Promise<SendResult>((resolve) =>
        answers.push((result = succeed(aMessage('m'))) => {
          resolve(result);
        }),
      ),
  }).install();
  return { bridge, answers };
}
