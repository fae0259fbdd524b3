import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decideNotifications } from '../../../main/messaging/notification-policy';
import { revokeLast } from '../../../main/messaging/revoke-message';
import { sendMessage } from '../../../main/messaging/send-message';
import { toConversationView } from '../../../main/views/conversation-view';
import { chat, received, revoked, self, sentAtNs, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const hourNs = 3_600_000_000_000n;
/** The year 2262, where nanoseconds end. */
const endOfTimeNs = 9_223_000_000_000_000_000n;

const texts = (conversationId = chat): readonly (string | null)[] =>
  core.store.messages
    .page(conversationId, null, { limit: 100 })
    .map(({ text }) => text)
    .reverse();
const unread = (conversationId = chat): number => core.store.conversations.unreadCount(conversationId);
const told = (): readonly string[] =>
  decideNotifications(core.outcomes.at(-1)?.arrived ?? [], [], {
    isHeard: () => true,
    unreadCount: (id) => unread(id),
  }).show;

describe('a server whose clock is wrong', () => {
  it('T10: news after the clock of the server was put right are unread and told', () => {
    core.pipeline.apply([received(1n, { sentAtNs: sentAtNs + hourNs })]);
    core.readAll(chat);
    core.pipeline.apply([received(2n, { sentAtNs })]);
    expect([unread(), core.store.care.unreadTally().loud, told()]).toEqual([1, 1, [chat]]);
  });

  it('T10: a message of the year 2262 that was read swallows no later one', () => {
    core.pipeline.apply([received(1n, { sentAtNs: endOfTimeNs })]);
    core.readAll(chat);
    core.pipeline.apply([received(2n), received(3n)]);
    expect([unread(), told(), texts()]).toEqual([2, [chat], ['text 1', 'text 2', 'text 3']]);
  });

  it('T10: the order of a chat is the order of the server’s count, whatever its clock said', () => {
    core.pipeline.apply([
      received(1n, { sentAtNs: sentAtNs + hourNs }),
      received(3n, { sentAtNs: sentAtNs + 2n }),
      received(2n, { sentAtNs: sentAtNs + 1n }),
    ]);
    expect(texts()).toEqual(['text 1', 'text 2', 'text 3']);
  });

  it('T10: what one sees is read, not what came meanwhile', () => {
    core.pipeline.apply([received(1n)]);
    const seen = core.byMid(1n);
    core.pipeline.apply([received(2n)]);
    core.store.transaction((write) => write.conversations.markRead(chat, seen));
    expect([unread(), core.byMid(1n).isUnread, core.byMid(2n).isUnread]).toEqual([1, false, true]);
  });

  it('T10: a message that was late is unread, though later ones were read', () => {
    core.pipeline.apply([received(1n), received(3n)]);
    core.readAll(chat);
    core.pipeline.apply([received(2n, { source: 'offline' })]);
    expect([unread(), texts()]).toEqual([1, ['text 1', 'text 2', 'text 3']]);
    core.pipeline.apply([received(1n), received(2n), received(3n)]);
    expect(unread()).toBe(1);
  });

  it('T10: the newest own message of a chat is the last one written', () => {
    const say = (text: string) =>
      sendMessage(
        {
          conversationId: chat,
          content: { kind: 'text', text },
          burnSeconds: null,
          replyToId: null,
          mentions: [],
        },
        core.messaging,
      );
    const [first, second] = [say('first'), say('second')];
    if (!first.ok || !second.ok) throw new Error('refused');
    core.pipeline.apply([
      core.echo(first.value, 1n, { sentAtNs: sentAtNs + hourNs }),
      core.echo(second.value, 2n, { sentAtNs: BigInt(core.clock.nowMs()) * 1_000_000n }),
    ]);
    expect(core.store.messages.newestOwn(chat)?.messageId).toBe(second.value);
    expect(revokeLast([core.messaging])).toMatchObject({ ok: true });
    expect(core.message(second.value).pendingOperation).toBe('revoke');
  });

  it('T10: a chat keeps the top of the list no longer than its news are new', () => {
    core.pipeline.apply([received(1n, { sentAtNs: endOfTimeNs })]);
    const [listed] = core.store.views.conversationsByIds([chat]);
    if (listed === undefined) throw new Error('no chat');
    const row = toConversationView(listed, { self, nameOf: () => 'name', roomNameOf: () => 'name' });
    expect(row.lastActivityMs).toBe(core.clock.nowMs());
  });
});

describe('numbers without an order', () => {
  const random = [2n ** 62n, 2n ** 55n, 2n ** 60n];

  it('T10: random numbers of a server are in the order of their times', () => {
    for (const [index, mid] of random.entries()) {
      core.pipeline.apply([received(mid, { sentAtNs: sentAtNs + BigInt(index) })]);
    }
    expect(texts()).toEqual(random.map((mid) => `text ${mid}`));
    core.readAll(chat);
    core.pipeline.apply([received(2n ** 54n, { sentAtNs: sentAtNs + 9n })]);
    expect([unread(), texts().at(-1)]).toEqual([1, `text ${2n ** 54n}`]);
  });

  it('T10: a random number that happened to be small finds its place with the next one', () => {
    core.pipeline.apply([received(7n, { sentAtNs: sentAtNs + 5n })]);
    core.readAll(chat);
    core.pipeline.apply([received(2n ** 60n, { sentAtNs })]);
    expect([texts(), unread()]).toEqual([[`text ${2n ** 60n}`, 'text 7'], 1]);
    core.pipeline.apply([received(3n, { sentAtNs: sentAtNs + 9n })]);
    expect(texts()).toEqual([`text ${2n ** 60n}`, 'text 7', 'text 3']);
  });

  it('T10: a time that makes no sense gives way to that of the arrival', () => {
    core.pipeline.apply([received(2n ** 60n, { sentAtNs: endOfTimeNs })]);
    core.readAll(chat);
    core.clock.advance(1_000);
    core.pipeline.apply([received(2n ** 59n, { sentAtNs: BigInt(core.clock.nowMs()) * 1_000_000n })]);
    expect([unread(), texts()]).toEqual([1, [`text ${2n ** 60n}`, `text ${2n ** 59n}`]]);
  });

  it('T10: a number that a peer made up turns no order and holds no place at the end', () => {
    core.pipeline.apply([received(1n, { sentAtNs: sentAtNs + hourNs })]);
    core.pipeline.apply([revoked(2n ** 62n, { mid: null }), received(2n, { sentAtNs })]);
    expect(texts()).toEqual(['text 1', null, 'text 2']);
  });
});
