import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toMessageId, toNodeId, type MessageId } from '../../../main/domain/ids';
import type { Place } from '../../../main/domain/place';
import type { NewMessage } from '../../../main/storage/message-writer';
import { burnContent, chat, midOf, peer, room, self, sentAtNs, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const insert = (id: string, change: Partial<NewMessage> = {}): MessageId => {
  const messageId = toMessageId(id);
  core.store.transaction((write) =>
    write.messages.insert({
      messageId,
      conversationId: chat,
      author: peer,
      isMine: false,
      viaRoom: null,
      cid: null,
      mid: null,
      clientId: null,
      sortNs: sentAtNs,
      place: change.sortNs ?? sentAtNs,
      isUnread: false,
      arrivedAtMs: core.clock.nowMs(),
      content: { kind: 'text', text: id },
      replyTo: null,
      mentions: [],
      burnTerms: null,
      delivery: 'sent',
      ...change,
    }),
  );
  return messageId;
};

describe('stored messages', () => {
  it('come back as they were, int64 included', () => {
    const mid = midOf(2n ** 63n - 1n);
    const sortNs = 2n ** 62n + 1n;
    insert('m', {
      mid,
      sortNs,
      clientId: 2n ** 53n + 1n,
      cid: 'c',
      content: { kind: 'text', text: '密\u0000😀' },
    });
    expect(core.message('m')).toMatchObject({
      mid,
      sortNs,
      clientId: 2n ** 53n + 1n,
      cid: 'c',
      text: '密\u0000😀',
    });
  });

  it('are unique by number within a chat, and only there', () => {
    insert('m1', { mid: midOf(7n) });
    expect(() => insert('m2', { mid: midOf(7n) })).toThrow(/UNIQUE/u);
    expect(() => insert('m3', { mid: midOf(7n), conversationId: room })).not.toThrow();
    expect(core.store.messages.byMid(room, midOf(7n))?.messageId).toBe('m3');
  });

  it('may have the same author and cid twice; the first is found', () => {
    insert('m1', { cid: 'same' });
    insert('m2', { cid: 'same' });
    insert('m3', { cid: 'same', author: self });
    expect(core.store.messages.byCid(chat, peer, 'same')?.messageId).toBe('m1');
    expect(core.store.messages.byCid(chat, self, 'same')?.messageId).toBe('m3');
    expect(core.store.messages.byCid(chat, peer, 'other')).toBeNull();
  });

  it('need a chat that exists', () => {
    expect(() => insert('m', { conversationId: 'u:nobody' as typeof chat })).toThrow(/chat_number/u);
  });

  it('are known by their smallest number, first place and newest own one', () => {
    expect(core.store.messages.oldestMid(chat)).toBeNull();
    expect(core.store.messages.oldestPlace(chat)).toBeNull();
    insert('m1', { mid: midOf(9n), sortNs: sentAtNs + 5n });
    insert('m2', { mid: midOf(2n ** 60n), sortNs: sentAtNs + 1n });
    insert('m3', { isMine: true, author: self, sortNs: sentAtNs + 3n });
    insert('m4', { isMine: true, author: self, conversationId: room, sortNs: sentAtNs + 9n });
    expect(core.store.messages.oldestMid(chat)).toBe(9n);
    expect(core.store.messages.oldestPlace(chat)).toBe(sentAtNs + 1n);
    expect(core.store.messages.newestPlace(chat)).toBe(sentAtNs + 5n);
    expect(core.store.messages.newestOwn(chat)?.messageId).toBe('m3');
    expect(core.store.messages.newestOwn(null)?.messageId).toBe('m4');
  });

  it('tell nothing about the history by a number that a peer made up', () => {
    insert('m1', { mid: midOf(50n) });
    for (const mid of [1n, 2n ** 63n - 1n]) {
      core.store.transaction((write) =>
        write.messages.insertPlaceholder({
          messageId: toMessageId(`forged-${mid}`),
          conversationId: chat,
          author: peer,
          isMine: false,
          mid: midOf(mid),
          sortNs: sentAtNs,
          place: mid,
          arrivedAtMs: core.clock.nowMs(),
          contentState: 'revoked',
          revokedBy: peer,
        }),
      );
    }
    const last = insert('m2');
    const { messages } = core.store;
    expect(messages.oldestMid(chat)).toBe(50n);
    expect(messages.newestMid(chat)).toBe(50n);
    expect(messages.midBefore({ conversationId: chat, messageId: last })).toBe(50n);
  });

  it('are no newest own message when gone, failed or being revoked', () => {
    for (const id of ['gone', 'failed', 'pending']) insert(id, { isMine: true, author: self });
    core.store.transaction((write) => write.messages.erase(toMessageId('gone'), 'revoked', self));
    core.store.transaction((write) =>
      write.messages.setDelivery(toMessageId('failed'), 'failed', 'notFriends'),
    );
    core.store.transaction((write) =>
      write.messages.setPendingOperation(toMessageId('pending'), 'revoke', null),
    );
    expect(core.store.messages.newestOwn(null)).toBeNull();
  });

  it('forget an earlier failure when the server has them', () => {
    const id = insert('m', { isMine: true, author: self });
    core.store.transaction((write) => write.messages.setDelivery(id, 'failed', 'notFriends'));
    core.store.transaction((write) =>
      write.messages.markSent(id, { mid: midOf(3n), sortNs: 17n, place: 3n, learntAtMs: 1 }),
    );
    expect(core.message(id)).toMatchObject({ mid: 3n, sortNs: 17n, delivery: 'sent', deliveryFailure: null });
  });
});

describe('pages', () => {
  const pageIds = (before: Place | null, limit: number): readonly string[] =>
    core.store.messages.page(chat, before, { limit }).map(({ messageId }) => messageId);

  it('join without a gap or a repetition, also where times are equal', () => {
    for (let index = 0; index < 25; index += 1)
      insert(`m${index}`, { sortNs: sentAtNs + BigInt(index >> 2) });
    const all = pageIds(null, 100);
    const walked: string[] = [];
    let before: Place | null = null;
    for (;;) {
      const page = core.store.messages.page(chat, before, { limit: 4 });
      if (page.length === 0) break;
      walked.push(...page.map(({ messageId }) => messageId));
      before = page.at(-1) ?? null;
    }
    expect(walked).toEqual(all);
    expect(all).toHaveLength(25);
  });

  it('stay where they are while newer messages arrive', () => {
    for (let index = 0; index < 6; index += 1) insert(`m${index}`, { sortNs: sentAtNs + BigInt(index) });
    const [, , place] = core.store.messages.page(chat, null, { limit: 3 });
    insert('new', { sortNs: sentAtNs + 100n });
    expect(pageIds(place ?? null, 3)).toEqual(['m2', 'm1', 'm0']);
  });

  it('show tombstones, but of what was withdrawn only what is asked for', () => {
    for (const id of ['a', 'b', 'c']) insert(id);
    core.store.transaction((write) => write.messages.erase(toMessageId('a'), 'revoked', peer));
    core.store.transaction((write) => write.messages.erase(toMessageId('c'), 'withdrawn', null));
    expect(pageIds(null, 10)).toEqual(['b', 'a']);
    const withWithdrawn = core.store.messages.page(chat, null, { limit: 2, alsoShown: [toMessageId('c')] });
    expect(withWithdrawn.map(({ messageId }) => messageId)).toEqual(['c', 'b']);
    expect(core.store.messages.newest(chat)?.messageId).toBe('b');
  });
});

describe('the two clocks of a burn message', () => {
  const arrivedAtMs = 1_790_000_000_000;
  const burning = (change: Partial<NewMessage> = {}): MessageId =>
    insert('burn', { arrivedAtMs, ...burnContent('x', 10, 60), ...change });

  it.each<[string, number | null, number]>([
    ['unread: the longest unread life', null, arrivedAtMs + 60_000],
    ['revealed at once: the reading time', arrivedAtMs, arrivedAtMs + 10_000],
    ['revealed late: still the longest unread life', arrivedAtMs + 55_000, arrivedAtMs + 60_000],
    ['revealed by a clock that was set back', arrivedAtMs - 3_600_000, arrivedAtMs - 3_590_000],
  ])('is %s', (_name, revealedAtMs, expected) => {
    const id = burning();
    if (revealedAtMs !== null)
      core.store.transaction((write) => write.messages.markRevealed(id, revealedAtMs));
    expect(core.message(id).expiresAtMs).toBe(expected);
    expect(core.store.messages.nextExpiryMs()).toBe(expected);
    expect(core.store.messages.expired(expected - 1)).toEqual([]);
    expect(core.store.messages.expired(expected)).toHaveLength(1);
  });

  it('cannot be started again', () => {
    const id = burning();
    core.store.transaction((write) => write.messages.markRevealed(id, arrivedAtMs + 1));
    core.store.transaction((write) => write.messages.markRevealed(id, arrivedAtMs + 50_000));
    expect(core.message(id)).toMatchObject({
      revealedAtMs: arrivedAtMs + 1,
      expiresAtMs: arrivedAtMs + 10_001,
    });
  });

  it('end with the content, and run neither for ordinary messages nor for what the server does not have', () => {
    const id = burning();
    core.store.transaction((write) => write.messages.erase(id, 'burned', null));
    insert('own', { isMine: true, author: self, arrivedAtMs: null, ...burnContent('x') });
    insert('text');
    expect([id, 'own', 'text'].map((name) => core.message(name).expiresAtMs)).toEqual([null, null, null]);
    expect(core.store.messages.nextExpiryMs()).toBeNull();
  });

  it('are told in order', () => {
    burning();
    insert('sooner', { arrivedAtMs, ...burnContent('x', 10, 5) });
    expect(core.store.messages.expired(arrivedAtMs + 60_000).map(({ messageId }) => messageId)).toEqual([
      'sooner',
      'burn',
    ]);
  });
});

describe('tombstones of messages that never arrived', () => {
  it('know that they are such, and only such are removed', () => {
    core.store.transaction((write) =>
      write.messages.insertPlaceholder({
        messageId: toMessageId('ghost'),
        conversationId: chat,
        author: toNodeId('peer'),
        isMine: false,
        mid: midOf(5n),
        sortNs: 1n,
        place: 5n,
        arrivedAtMs: 1,
        contentState: 'revoked',
        revokedBy: peer,
      }),
    );
    insert('real');
    expect(['ghost', 'real', 'none'].map((id) => core.store.messages.isPlaceholder(toMessageId(id)))).toEqual(
      [true, false, false],
    );
    for (const id of ['ghost', 'real'])
      core.store.transaction((write) => write.messages.removePlaceholder(toMessageId(id)));
    expect(core.store.messages.byId(toMessageId('ghost'))).toBeNull();
    expect(core.message('real').text).toBe('real');
  });
});
