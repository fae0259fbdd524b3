// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed, type Result } from '../../../../../preload/contract/result';
import type { MessagePageView, MessageView } from '../../../../../preload/contract/message-views';
import { useConversationStore } from '../../../../../renderer/features/conversation';
import { useDraftsStore } from '../../../../../renderer/features/composer';
import { FakeBridge, type FakeAnswers } from '../../fake-bridge';
import { aMessage, noonMs, anAccount } from '../../views';

const revealedUntil = (expiresAtMs: number): MessageView =>
  aMessage('m1', {
    body: { kind: 'burnRevealed', content: { kind: 'text', text: 'SECRET' }, seconds: 10, expiresAtMs },
  });

function setUp(messages: readonly MessageView[], answers: FakeAnswers = {}) {
  const bridge = new FakeBridge({
    'messages.page': () => succeed({ messages, earlier: null }),
    'messages.byIds': ({ messageIds }) =>
      succeed(messages.filter((message) => messageIds.includes(message.messageId))),
    'messages.revocable': () => succeed<null>(null),
    ...answers,
  }).install();
  return { bridge, store: useConversationStore(anAccount.accountId) };
}
const idsOf = (messages: readonly MessageView[]): readonly string[] =>
  messages.map(({ messageId }) => messageId);

describe('conversation store', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: noonMs });
    setActivePinia(createPinia());
  });
  afterEach(() => vi.useRealTimers());

  describe('while an earlier page is on its way', () => {
    const revoked = (messageId: string): MessageView =>
      aMessage(messageId, { body: { kind: 'revoked', byMe: false, reeditUntilMs: null } });

    async function waitForEarlier(now: readonly MessageView[]) {
      const answers: ((page: Result<MessagePageView>) => void)[] = [];
      const { bridge, store } = setUp(now, {
        'messages.page': ({ before }) =>
          before === null
            ? succeed({ messages: [aMessage('m5')], earlier: 'cursor' })
            : new Promise<Result<MessagePageView>>((resolve) => answers.push(resolve)),
      });
      await store.open('chat-1');
      const loading = store.loadEarlier();
      const arrive = async (): Promise<void> => {
        answers[0]?.(succeed({ messages: [aMessage('m1'), aMessage('m2')], earlier: null }));
        await loading;
      };
      return { bridge, store, arrive };
    }

    it('shows at once what is taken back', async () => {
      const { store, arrive } = await waitForEarlier([revoked('m5')]);
      await store.applyChanges('chat-1', ['m5']);
      expect(store.messages.map(({ body }) => body.kind)).toEqual(['revoked']);
      await arrive();
      expect(idsOf(store.messages)).toEqual(['m1', 'm2', 'm5']);
    });

    it('takes nothing from the page that was taken back meanwhile', async () => {
      const { bridge, store, arrive } = await waitForEarlier([revoked('m1')]);
      await store.applyChanges('chat-1', ['m1']);
      await arrive();
      expect(store.messages.map(({ body }) => body.kind)).toEqual(['revoked', 'text', 'text']);
      expect(bridge.argumentsOf('messages.byIds')).toEqual([{ messageIds: ['m1'] }, { messageIds: ['m1'] }]);
    });

    it('leaves the page out when more has changed than is named', async () => {
      const { store, arrive } = await waitForEarlier([]);
      await store.applyChanges('chat-1', null);
      await arrive();
      expect([idsOf(store.messages), store.hasEarlier, store.isLoadingEarlier]).toEqual([
        ['m5'],
        true,
        false,
      ]);
    });
  });

  it('shows what was sent as soon as main has stored it, without asking for it, and in its own chat alone', async () => {
    const mine = aMessage('m2', { isMine: true, delivery: { state: 'pending' } });
    const elsewhere = aMessage('m3', { conversationId: 'chat-2' });
    const { bridge, store } = setUp([aMessage('m1')], {
      'messages.send': ({ conversationId }) => succeed(conversationId === 'chat-1' ? mine : elsewhere),
    });
    await store.open('chat-1');
    for (const chat of ['chat-1', 'chat-2']) {
      useDraftsStore(anAccount.accountId).write(chat, 'hello');
      await useDraftsStore(anAccount.accountId).send(chat, null);
    }
    expect(idsOf(store.messages)).toEqual(['m1', 'm2']);
    expect(bridge.argumentsOf('messages.byIds')).toEqual([]);
  });

  it('keeps what a change has told of a message that was sent', async () => {
    const sent = aMessage('m2', { isMine: true, delivery: { state: 'sent' } });
    const { store } = setUp([aMessage('m1'), sent], {
      'messages.send': () => succeed(aMessage('m2', { isMine: true, delivery: { state: 'pending' } })),
    });
    await store.open('chat-1');
    useDraftsStore(anAccount.accountId).write('chat-1', 'hello');
    await useDraftsStore(anAccount.accountId).send('chat-1', null);
    expect(store.messages.at(-1)?.delivery).toEqual({ state: 'sent' });
  });

  it('asks for the messages in the same turn, before the window is drawn anew', () => {
    const { bridge, store } = setUp([]);
    void store.open('chat-1');
    expect(bridge.argumentsOf('messages.page')).toHaveLength(1);
  });

  it('drops everything when the chat is left', async () => {
    const { store } = setUp([aMessage('m1')]);
    await store.open('chat-1');
    expect(store.messages).toHaveLength(1);
    store.leave();
    expect(store.messages).toEqual([]);
    expect(store.isLoaded).toBe(false);
  });

  it('tells main once which chat was left, when another is opened and when it is closed', async () => {
    const { store, bridge } = setUp([aMessage('m1')]);
    await store.open('chat-1');
    expect(bridge.argumentsOf('conversations.leave')).toEqual([]);
    await store.open('chat-2');
    store.leave();
    store.leave();
    expect(bridge.argumentsOf('conversations.leave')).toEqual([
      { conversationId: 'chat-1' },
      { conversationId: 'chat-2' },
    ]);
  });

  it('ignores the answer for a chat that is not open any more', async () => {
    const answers: ((result: Result<MessagePageView>) => void)[] = [];
    const { store } = setUp([], { 'messages.page': () => new Promise((resolve) => answers.push(resolve)) });
    const first = store.open('chat-1');
    await vi.advanceTimersByTimeAsync(0);
    const second = store.open('chat-2');
    await vi.advanceTimersByTimeAsync(0);
    answers[1]?.(succeed({ messages: [aMessage('new', { conversationId: 'chat-2' })], earlier: null }));
    answers[0]?.(succeed({ messages: [aMessage('old')], earlier: null }));
    await Promise.all([first, second]);
    expect(idsOf(store.messages)).toEqual(['new']);
  });

  it('pages the history in at the front, once', async () => {
    const { store, bridge } = setUp([], {
      'messages.page': ({ before }) =>
        before === null
          ? succeed({ messages: [aMessage('m5')], earlier: 'cursor' })
          : succeed({ messages: [aMessage('m1')], earlier: null }),
    });
    await store.open('chat-1');
    await Promise.all([store.loadEarlier(), store.loadEarlier()]);
    expect(idsOf(store.messages)).toEqual(['m1', 'm5']);
    await store.loadEarlier();
    expect(bridge.argumentsOf('messages.page')).toHaveLength(2);
  });

  it('erases a revealed text at expiry, without being told', async () => {
    const { store } = setUp([revealedUntil(noonMs + 10_000)]);
    await store.open('chat-1');
    await vi.advanceTimersByTimeAsync(9_900);
    expect(JSON.stringify(store.messages)).toContain('SECRET');
    await vi.advanceTimersByTimeAsync(100);
    expect(JSON.stringify(store.messages)).not.toContain('SECRET');
    expect(store.messages[0]?.body).toEqual({ kind: 'erasing', reason: null });
  });

  it('never holds a text whose time was over before it arrived', async () => {
    const { store } = setUp([revealedUntil(noonMs - 1)]);
    await store.open('chat-1');
    expect(JSON.stringify(store.messages)).not.toContain('SECRET');
  });

  it('notices within a second that the clock has jumped past the expiry', async () => {
    const { store } = setUp([revealedUntil(noonMs + 300_000)]);
    await store.open('chat-1');
    vi.setSystemTime(noonMs + 400_000);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(JSON.stringify(store.messages)).not.toContain('SECRET');
  });

  it('erases from the screen before main has answered to burn now', async () => {
    const { store } = setUp([revealedUntil(noonMs + 10_000)], {
      'messages.burnNow': () => new Promise(() => undefined),
    });
    await store.open('chat-1');
    void store.burnNow('m1');
    expect(JSON.stringify(store.messages)).not.toContain('SECRET');
  });

  it('tells at the message why it could not be revoked', async () => {
    const { store } = setUp([aMessage('m1', { isMine: true })], {
      'messages.revoke': () => fail('revokeWindowOver'),
    });
    await store.open('chat-1');
    await store.revoke('m1');
    expect(store.notices.get('m1')).toEqual({ key: 'revoke.failed', code: 'revokeWindowOver' });
  });

  it('revokes the last own message that can be, and says when there is none', async () => {
    const { store, bridge } = setUp([aMessage('m1', { isMine: true })]);
    await store.open('chat-1');
    expect(await store.revokeLast()).toBe(false);
    bridge.answers['messages.revocable'] = () => succeed({ messageId: 'm1', untilMs: null });
    expect(await store.revokeLast()).toBe(true);
    expect(bridge.argumentsOf('messages.revoke')).toEqual([{ messageId: 'm1' }]);
  });

  it('asks again until when the last message can be revoked', async () => {
    const { store, bridge } = setUp([aMessage('m1', { isMine: true })]);
    await store.open('chat-1');
    bridge.answers['messages.revocable'] = () => succeed({ messageId: 'm1', untilMs: noonMs });
    await store.refreshRevocable();
    expect(store.revocable).toEqual({ messageId: 'm1', untilMs: noonMs });
  });

  it('shows the revealed message of the answer and starts its clock', async () => {
    const { store } = setUp(
      [aMessage('m1', { body: { kind: 'burnConcealed', seconds: 10, expiresAtMs: null } })],
      {
        'messages.reveal': () => succeed(revealedUntil(noonMs + 10_000)),
      },
    );
    await store.open('chat-1');
    await store.reveal('m1');
    expect(store.messages[0]?.body.kind).toBe('burnRevealed');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(store.messages[0]?.body.kind).toBe('erasing');
  });

  describe('writing a revoked text anew', () => {
    const text = '第一行\n第二行';
    const open = async (answers: FakeAnswers = {}) => {
      const set = setUp([aMessage('m1')], {
        'messages.reedit': () => succeed({ text, replyToId: null, mentions: [] }),
        ...answers,
      });
      await set.store.open('chat-1');
      return { ...set, drafts: useDraftsStore(anAccount.accountId) };
    };

    it('puts it into the composer of its chat, which takes the focus', async () => {
      const { store, drafts } = await open();
      expect(await store.reedit('m1')).toBe(true);
      expect(drafts.draftOf('chat-1').text).toBe(text);
      expect(drafts.focusRequests).toBe(1);
    });

    it('never overwrites a draft, and a second time adds nothing', async () => {
      const { store, drafts } = await open();
      drafts.write('chat-1', '草稿');
      await store.reedit('m1');
      await store.reedit('m1');
      expect(drafts.draftOf('chat-1').text).toBe(`草稿\n${text}`);
      expect(drafts.focusRequests).toBe(2);
    });

    it('answers again what it answered, unless the draft answers something', async () => {
      const answers = { 'messages.reedit': () => succeed({ text, replyToId: 'm0', mentions: [] }) };
      const { store, drafts } = await open(answers);
      await store.reedit('m1');
      expect(drafts.draftOf('chat-1').replyToId).toBe('m0');
      drafts.change('chat-1', { replyToId: 'm2' });
      await store.reedit('m1');
      expect(drafts.draftOf('chat-1').replyToId).toBe('m2');
    });

    it('goes to the chat where it was asked for, also when another one is open by then', async () => {
      const { store, drafts } = await open();
      const answer = store.reedit('m1');
      void store.open('chat-2');
      await answer;
      expect(drafts.draftOf('chat-1').text).toBe(text);
      expect(drafts.draftOf('chat-2').text).toBe('');
      expect(drafts.focusRequests).toBe(0);
    });

    it('tells at the message why it could not be had', async () => {
      const { store, drafts } = await open({ 'messages.reedit': () => fail('reeditOver') });
      expect(await store.reedit('m1')).toBe(false);
      expect(store.notices.get('m1')).toEqual({ key: 'revoke.reeditFailed', code: 'reeditOver' });
      expect(drafts.focusRequests).toBe(0);
    });
  });

  it.each([
    ['an own message that was opened', { kind: 'burnOwn', isOpened: true }],
    ['an own message that nobody has opened', { kind: 'burnOwn', isOpened: false }],
  ] as const)('erases %s by its own clock', async (_name, part) => {
    const content = { kind: 'text', text: 'SECRET' } as const;
    const body = { ...part, content, seconds: 10, expiresAtMs: noonMs + 5_000 };
    const { store } = setUp([aMessage('m1', { isMine: true, body })]);
    await store.open('chat-1');
    await vi.advanceTimersByTimeAsync(4_900);
    expect(store.messages[0]?.body).toEqual(body);
    await vi.advanceTimersByTimeAsync(100);
    expect(store.messages[0]?.body).toEqual({ kind: 'erasing', reason: null });
  });

  it('shows somebody’s new name at once at what they wrote and where they are answered, and asks for nothing else', async () => {
    let name = 'Alice';
    const by = (messageId: string, authorNode: string): MessageView =>
      aMessage(messageId, { authorNode, authorName: authorNode === 'alice' ? name : 'Bob' });
    const answering = (messageId: string, quoted: string, authorName: string): MessageView => ({
      ...by(messageId, 'bob'),
      quote: { kind: 'text', messageId: quoted, authorName, isMine: false, text: 'words' },
    });
    const now = (): readonly MessageView[] => [
      by('m1', 'alice'),
      by('m2', 'bob'),
      answering('m3', 'm1', name),
      answering('m4', 'm2', 'Bob'),
      answering('m5', 'of before', name),
    ];
    const { bridge, store } = setUp([], {
      'messages.page': () => succeed({ messages: now(), earlier: null }),
      'messages.byIds': ({ messageIds }) =>
        succeed(now().filter(({ messageId }) => messageIds.includes(messageId))),
    });
    await store.open('chat-1');
    name = '同事小爱';
    await store.applyNames(['alice', 'somebody else']);
    expect(bridge.argumentsOf('messages.byIds')).toEqual([{ messageIds: ['m1', 'm3', 'm5'] }]);
    expect(store.messages).toEqual(now());
    await store.applyNames(['nobody here', 'elsewhere']);
    expect(bridge.argumentsOf('messages.byIds')).toHaveLength(2);
  });
});
