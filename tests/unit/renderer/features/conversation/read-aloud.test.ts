// @vitest-environment happy-dom
import { enableAutoUnmount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { h, nextTick, shallowRef } from 'vue';
import type { BodyView, MessageView } from '../../../../../preload/contract/message-views';
import MessageAnnouncer from '../../../../../renderer/features/conversation/MessageAnnouncer.vue';
import MessageItem from '../../../../../renderer/features/conversation/MessageItem.vue';
import { byTestId, mountInApp } from '../../mount';
import { aMessage, noonMs } from '../../views';

enableAutoUnmount(afterEach);
beforeEach(() => void vi.useFakeTimers({ now: noonMs }));
afterEach(() => vi.useRealTimers());

const nameOf = (patch: Partial<MessageView>): string => {
  const message = aMessage('m1', patch);
  const props = { message, isFirst: true, isLast: true, isRoom: false, isTabStop: true, hasMenu: false };
  const item = mountInApp(MessageItem, { ...props, notice: null });
  return item.get(byTestId('message')).attributes('aria-label') ?? '';
};
const secret = { kind: 'text', text: 'SECRET' } as const;

describe('the name of a message', () => {
  it('C8: says who, what and when, and of an own one how it stands', () => {
    expect(nameOf({ body: { kind: 'text', text: 'lunch\nat noon?' } })).toMatch(
      /^.+: lunch at noon\?, \d\d:\d\d$/u,
    );
    const mine = { isMine: true, body: { kind: 'text', text: 'yes' } } as const;
    expect(nameOf({ ...mine, delivery: { state: 'sent' } })).toMatch(/^You: yes, .+, Sent$/u);
    expect(nameOf({ ...mine, delivery: { state: 'failed', reason: 'notFriends' } })).toMatch(
      /^You: yes, .+, Not sent: .+$/u,
    );
    expect(nameOf({ ...mine, operation: { kind: 'revoke', state: 'pending', reason: null } })).toMatch(
      /, Revoking…$/u,
    );
  });

  it('C8: of a covered burn message says that it is one, and nothing of what it says', () => {
    const covered: BodyView = { kind: 'burnConcealed', seconds: 10, expiresAtMs: null };
    expect(nameOf({ body: covered })).toMatch(/: Burn message, .+, Unread$/u);
    const open: BodyView = {
      kind: 'burnRevealed',
      content: secret,
      seconds: 10,
      expiresAtMs: noonMs + 9_000,
    };
    expect(nameOf({ body: open })).toContain('Burn message: SECRET');
    for (const body of [
      { kind: 'burned' },
      { kind: 'erasing', reason: null },
      { kind: 'revoked', byMe: false, reeditUntilMs: null },
    ] as const)
      expect(nameOf({ body })).not.toMatch(/SECRET|undefined/u);
  });

  it('C8: says whom it answers and who wrote it first, and nothing of what was answered', () => {
    const body = { kind: 'text', text: 'at noon' } as const;
    const quote = { kind: 'text', messageId: 'q', authorName: 'Lin', isMine: false, text: 'SECRET' } as const;
    const answer = nameOf({ body, quote });
    expect(answer).toMatch(/: answering Lin: at noon, \d\d:\d\d$/u);
    expect(answer).not.toContain('SECRET');
    expect(nameOf({ body, quote: { ...quote, isMine: true } })).toContain(': answering you: at noon, ');
    for (const kind of ['burn', 'revoked', 'burned', 'vanished'] as const)
      expect(nameOf({ body, quote: { ...quote, kind } })).toContain(': answering Lin: at noon, ');
    expect(nameOf({ body, quote: { kind: 'missing' } })).toContain(': answering a message: at noon, ');
    expect(nameOf({ body, forwardedFrom: 'Wang' })).toContain('Wang: at noon, ');
    expect(nameOf({ body, forwardedFrom: '' })).not.toContain('undefined');
  });

  it('C8: of a picture, of what cannot be seen and of a long text is short', () => {
    expect(nameOf({ body: { kind: 'image', width: 3, height: 4 } })).toContain(': Picture, ');
    expect(nameOf({ body: { kind: 'text', text: '' } })).toContain(': Nothing in this message can be seen, ');
    const long = nameOf({ body: { kind: 'text', text: 'word '.repeat(2_000) } });
    expect(long.length).toBeLessThan(500);
    expect(long).toContain('…');
  });
});

describe('what comes into the open chat', () => {
  const before = [aMessage('m1', { sortKey: '1' })];
  const text = (id: string, words: string, patch: Partial<MessageView> = {}): MessageView =>
    aMessage(id, { sortKey: id.slice(1).padStart(3, '9'), body: { kind: 'text', text: words }, ...patch });
  function listen(isListening = true) {
    const messages = shallowRef<readonly MessageView[]>(before);
    const log = mountInApp({
      render: () => h(MessageAnnouncer, { messages: messages.value, isListening }),
    });
    const show = (next: readonly MessageView[]): Promise<void> => {
      messages.value = next;
      return nextTick();
    };
    return { log, show };
  }
  const said = (log: VueWrapper): readonly string[] =>
    log.findAll('p').map((line) => line.text().replace(/^[^:]+: /u, ''));
  const gather = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(1_000);
    await nextTick();
  };

  it('C8: is said politely, together, and stays in the document for a moment only', async () => {
    const { log, show } = listen();
    expect(log.get(byTestId('message-announcement')).attributes('aria-live')).toBe('polite');
    await show([...before, text('m2', 'one')]);
    await show([...before, text('m2', 'one'), text('m3', 'two')]);
    await gather();
    expect(said(log)).toEqual(['one', 'two']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(log.text()).toBe('');
  });

  it('C8: is a number when much comes at once', async () => {
    const { log, show } = listen();
    await show([
      ...before,
      ...Array.from({ length: 40 }, (_, index) => text(`m${100 + index}`, `text ${index}`)),
    ]);
    await gather();
    expect(log.text()).toBe('New messages: 40');
  });

  it('C8: loses what is taken back before it was heard, and never says what is covered', async () => {
    const { log, show } = listen();
    await show([...before, text('m2', 'SECRET'), text('m3', 'stays')]);
    await gather();
    await show([
      ...before,
      text('m2', '', { body: { kind: 'revoked', byMe: false, reeditUntilMs: null } }),
      text('m3', 'stays'),
      text('m4', '', { body: { kind: 'burnConcealed', seconds: 9, expiresAtMs: null } }),
    ]);
    expect(log.html()).not.toContain('SECRET');
    await gather();
    expect(said(log)).toEqual(['Burn message']);
  });

  it('is not said of pages, of own messages, of what was there, and while nobody is there', async () => {
    const { log, show } = listen();
    await show([text('m0', 'above', { sortKey: '0' }), ...before]);
    await show([...before, text('m2', 'mine', { isMine: true })]);
    await show([text('m7', 'elsewhere')]);
    await gather();
    expect(log.text()).toBe('');
    const absent = listen(false);
    await absent.show([...before, text('m2', 'one')]);
    await gather();
    expect(absent.log.text()).toBe('');
  });
});
