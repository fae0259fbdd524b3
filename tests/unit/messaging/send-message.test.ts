import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toConversationId, toMessageId, type MessageId } from '../../../main/domain/ids';
import { maxTextBytes } from '../../../main/domain/text-policy';
import { discardMessage, retryMessage, sendMessage } from '../../../main/messaging/send-message';
import { chat, received, room, self, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const send = (text: string, burnSeconds: number | null = null, conversationId = chat) =>
  sendMessage(
    { conversationId, content: { kind: 'text', text }, burnSeconds, replyToId: null, mentions: [] },
    core.messaging,
  );
const say = (text: string): MessageId => {
  const outcome = send(text);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
};
const fail = (messageId: MessageId): void => {
  core.store.transaction((write) =>
    write.outbox.remove(core.store.outbox.ofMessage(messageId)[0]!.operationId),
  );
  core.store.transaction((write) => write.messages.setDelivery(messageId, 'failed', 'notFriends'));
};
const refused = (code: string) => ({ ok: false, code });

describe('sending', () => {
  it('stores the message and its entry together, then tells, then wakes the outbox', () => {
    const id = say('好');
    expect(core.message(id)).toMatchObject({
      author: self,
      isMine: true,
      cid: id,
      mid: null,
      text: '好',
      delivery: 'pending',
      sortNs: BigInt(core.clock.nowMs()) * 1_000_000n,
    });
    expect(core.store.outbox.head()).toMatchObject({ kind: 'send', messageId: id, attempts: 0 });
    expect([...(core.changes[0]?.messages.get(chat) ?? [])]).toEqual([id]);
    expect(core.enqueued).toBe(1);
  });

  it('stands after everything known, also when the server’s clock is ahead', () => {
    core.pipeline.apply([received(1n, { sentAtNs: 2n ** 62n })]);
    const ids = [say('一'), say('二')];
    expect(core.store.messages.page(chat, null, { limit: 2 }).map(({ messageId }) => messageId)).toEqual(
      ids.reverse(),
    );
  });

  it('stays below what comes meanwhile, until the server has it and says where it stands', () => {
    const id = say('mine');
    const laterNs = BigInt(core.clock.nowMs() + 60_000) * 1_000_000n;
    core.pipeline.apply([received(1n, { sentAtNs: laterNs })]);
    const shown = () => core.store.messages.page(chat, null, { limit: 2 }).map(({ text }) => text);
    expect(shown()).toEqual(['mine', 'text 1']);
    core.pipeline.apply([core.echo(id, 2n)]);
    expect(shown()).toEqual(['mine', 'text 1']);
  });

  it('keeps the order of texts written within a millisecond', () => {
    for (const text of ['一', '二', '三']) say(text);
    expect(core.store.messages.page(chat, null, { limit: 9 }).map(({ text }) => text)).toEqual([
      '三',
      '二',
      '一',
    ]);
  });

  it('of a burn message carries its terms and does not expire while the server does not have it', () => {
    const outcome = send('secret', 30);
    expect(outcome.ok && core.message(outcome.value)).toMatchObject({
      contentKind: 'text',
      burnTerms: { seconds: 30, maxUnreadSeconds: 604_800 },
      expiresAtMs: null,
    });
  });

  it.each([
    ['nothing', '  \n', null, chat, 'textEmpty'],
    ['too much', 'a'.repeat(maxTextBytes + 1), null, chat, 'textTooLong'],
    ['a burn message in a room', 'x', 10, room, 'burnNotInRooms'],
    ['into a chat that does not exist', 'x', null, toConversationId('u:nobody'), 'messageNotFound'],
    ['into something that is no chat', 'x', null, toConversationId(''), 'messageNotFound'],
  ])('refuses %s and stores nothing', (_name, text, burnSeconds, conversationId, code) => {
    expect(send(text, burnSeconds, conversationId)).toEqual(refused(code));
    expect([core.store.outbox.head(), core.changes, core.enqueued]).toEqual([null, [], 0]);
  });

  it('stores nothing when the entry cannot be stored', () => {
    core.files.write('DROP TABLE outbox');
    expect(() => say('好')).toThrow();
    expect([core.store.messages.newest(chat), core.changes]).toEqual([null, []]);
  });
});

describe('a message that failed', () => {
  it('can be tried again', () => {
    const id = say('好');
    fail(id);
    expect(retryMessage(id, core.messaging)).toEqual({ ok: true, value: null });
    expect(core.message(id)).toMatchObject({ delivery: 'pending', deliveryFailure: null });
    expect(core.store.outbox.ofMessage(id).map(({ kind }) => kind)).toEqual(['send']);
    expect(retryMessage(id, core.messaging)).toEqual(refused('messageNotFound'));
  });

  it('can be thrown away, and leaves nothing', () => {
    const id = say('好');
    fail(id);
    expect(discardMessage(id, core.messaging)).toEqual({ ok: true, value: null });
    expect(core.message(id)).toMatchObject({ contentState: 'withdrawn', text: null });
    expect(core.store.messages.page(chat, null, { limit: 9 })).toEqual([]);
    expect(retryMessage(id, core.messaging)).toEqual(refused('messageNotFound'));
  });

  it.each<[string, () => MessageId]>([
    ['waits', () => say('x')],
    ['is unknown', () => toMessageId('unknown')],
    [
      'was delivered',
      () => {
        const id = say('x');
        core.pipeline.apply([core.echo(id, 1n)]);
        return id;
      },
    ],
  ])('is the only one to be tried again or thrown away: not one that %s', (_name, make) => {
    const id = make();
    expect(retryMessage(id, core.messaging)).toEqual(refused('messageNotFound'));
    expect(discardMessage(id, core.messaging)).toEqual(refused('messageNotFound'));
  });
});
