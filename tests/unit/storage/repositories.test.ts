import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toMessageId, toNodeId, toOperationId } from '../../../main/domain/ids';
import type { OperationKind } from '../../../main/domain/operation';
import { operations } from '../../../main/outbox/operations/registry';
import { sendMessage } from '../../../main/messaging/send-message';
import { burnContent, chat, peer, received, revoked, room, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

describe('the outbox table', () => {
  const append = (id: string, kind: OperationKind, messageId: string): void =>
    core.store.transaction((write) =>
      write.outbox.append({
        operationId: toOperationId(id),
        kind,
        lane: operations[kind].lane,
        conversationId: chat,
        messageId: toMessageId(messageId),
      }),
    );

  beforeEach(() => {
    core.pipeline.apply([received(1n), received(2n)]);
  });

  it('keeps the order of the intents over restarts, and never reuses a place', () => {
    const [first, second] = [core.byMid(1n).messageId, core.byMid(2n).messageId];
    append('a', 'send', first);
    append('b', 'revoke', first);
    append('c', 'send', second);
    core.store.transaction((write) => write.outbox.remove(toOperationId('c')));
    append('d', 'burn', second);
    core.files.reopen();
    const order: string[] = [];
    for (let head = core.files.store.outbox.head(); head !== null; head = core.files.store.outbox.head()) {
      order.push(head.operationId);
      core.files.store.transaction((write) => write.outbox.remove(head.operationId));
    }
    expect(order).toEqual(['a', 'b', 'd']);
  });

  it('counts every time that an entry was handed over', () => {
    append('a', 'send', core.byMid(1n).messageId);
    const id = toOperationId('a');
    expect(core.store.outbox.head()?.attempts).toBe(0);
    core.store.transaction((write) => write.outbox.markInFlight(id));
    expect([core.store.outbox.isInFlight(id), core.store.outbox.head()?.attempts]).toEqual([true, 1]);
    core.store.transaction((write) => write.outbox.markQueued(id));
    expect([core.store.outbox.isInFlight(id), core.store.outbox.head()?.attempts]).toEqual([false, 1]);
  });

  it('finds nothing in flight after a restart', () => {
    append('a', 'send', core.byMid(1n).messageId);
    core.store.transaction((write) => write.outbox.markInFlight(toOperationId('a')));
    core.store.transaction((write) => write.outbox.requeueAll());
    expect(core.store.outbox.isInFlight(toOperationId('a'))).toBe(false);
    expect(core.store.outbox.isInFlight(toOperationId('unknown'))).toBe(false);
  });

  it('finds the entries of one message in order', () => {
    const { messageId } = core.byMid(1n);
    append('a', 'send', messageId);
    append('b', 'burn', core.byMid(2n).messageId);
    append('c', 'revoke', messageId);
    expect(core.store.outbox.ofMessage(messageId).map(({ kind }) => kind)).toEqual(['send', 'revoke']);
  });

  it('takes no entry for a message that does not exist', () => {
    expect(() => append('a', 'send', 'nothing')).toThrow(/FOREIGN KEY/u);
  });
});

describe('unread counts', () => {
  it('count what others wrote, is still there and is newer than the mark', () => {
    core.pipeline.apply([received(1n), received(2n, burnContent('x')), received(3n)]);
    sendMessage(
      {
        conversationId: chat,
        content: { kind: 'text', text: 'mine' },
        burnSeconds: null,
        replyToId: null,
        mentions: [],
      },
      core.messaging,
    );
    expect(core.store.conversations.unreadCount(chat)).toBe(3);
    core.pipeline.apply([revoked(1n)]);
    expect(core.store.conversations.unreadCount(chat)).toBe(2);
    expect(core.readAll(chat)).toBe(true);
    expect(core.readAll(chat)).toBe(false);
    core.pipeline.apply([received(1_000n)]);
    expect([core.store.conversations.unreadCount(chat), core.store.care.unreadTally().loud]).toEqual([1, 1]);
  });

  it('keep chats apart', () => {
    const conversation = { kind: 'room', node: toNodeId('room') } as const;
    core.pipeline.apply([received(1n), received(2n, { conversation }), received(3n, { conversation })]);
    core.readAll(chat);
    expect([chat, room].map((id) => core.store.conversations.unreadCount(id))).toEqual([0, 2]);
    expect(core.store.care.unreadTally().loud).toBe(2);
  });

  it('do not believe the clock of this computer: an own message waiting in the future marks nothing as read', () => {
    const ahead = { ...core.messaging, serverNowMs: () => core.clock.nowMs() + 3_600_000 };
    sendMessage(
      {
        conversationId: chat,
        content: { kind: 'text', text: 'mine' },
        burnSeconds: null,
        replyToId: null,
        mentions: [],
      },
      ahead,
    );
    core.readAll(chat);
    core.pipeline.apply([received(1n, { sentAtNs: BigInt(core.clock.nowMs() + 60_000) * 1_000_000n })]);
    expect(core.store.conversations.unreadCount(chat)).toBe(1);
  });
});

describe('chats and people', () => {
  it('are made once and keep their names', () => {
    const address = { kind: 'user', node: peer } as const;
    expect(core.store.transaction((write) => write.conversations.ensure(address)).isNew).toBe(false);
    expect(core.store.transaction((write) => write.conversations.setTitle(room, '茶水间'))).toBe(true);
    expect(core.store.transaction((write) => write.conversations.setTitle(room, '茶水间'))).toBe(false);
    expect(core.store.conversations.all().map(({ title }) => title)).toEqual(['茶水间', '']);
    core.store.transaction((write) => write.conversations.markHistoryComplete(room));
    expect(core.store.conversations.byId(room)).toMatchObject({ isHistoryComplete: true });
  });

  it('tell whether something changed', () => {
    core.store.transaction(({ people }) => {
      expect([people.ensure(peer), people.ensure(peer)]).toEqual([true, false]);
      expect([people.setName(peer, '明'), people.setName(peer, '明')]).toEqual([[peer], []]);
      expect(people.setRelation(peer, 'incoming', 'hi')).toBe(true);
      expect(people.setRelation(peer, 'incoming', 'hi')).toBe(false);
      expect(people.contacts()).toEqual([
        { node: peer, name: '明', remark: '', isAlike: false, relation: 'incoming', greeting: 'hi' },
      ]);
      expect(people.friends()).toEqual([]);
      expect(people.setRelation(peer, 'none', '')).toBe(true);
      expect(people.contacts()).toEqual([]);
    });
  });
});
