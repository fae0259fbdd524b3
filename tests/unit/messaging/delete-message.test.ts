import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '../../../main/domain/ids';
import type { Message } from '../../../main/domain/message';
import { parseSearchQuery } from '../../../main/domain/search-query';
import { deleteHere } from '../../../main/messaging/delete-message';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import { sendMessage } from '../../../main/messaging/send-message';
import { burnContent, chat, midOf, peer, received, revoked, self, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const come = (mid: bigint, change: Parameters<typeof received>[1] = {}): MessageId => {
  core.pipeline.apply([received(mid, change)]);
  return idOf(mid);
};
const idOf = (mid: bigint): MessageId => core.store.messages.byMid(chat, midOf(mid))!.messageId;
const shown = (): readonly Message[] => core.store.messages.page(chat, null, { limit: 50 });
const shownIds = (): readonly MessageId[] => shown().map(({ messageId }) => messageId);
const say = (text: string): MessageId => {
  const outcome = sendMessage(
    {
      conversationId: chat,
      content: { kind: 'text', text },
      burnSeconds: null,
      replyToId: null,
      mentions: [],
    },
    core.messaging,
  );
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
};

describe('deleting for oneself', () => {
  it('erases the words, the place in the search and the row of the timeline, and asks the server for nothing', async () => {
    const kept = come(1n);
    const gone = come(2n, { content: { kind: 'text', text: 'tangerine' } });
    const deleted = await deleteHere([gone], core.messaging);
    expect(deleted.map(({ messageId }) => messageId)).toEqual([gone]);
    expect(core.message(gone)).toMatchObject({ contentState: 'deleted', text: null, isUnread: false });
    expect(shownIds()).toEqual([kept]);
    expect(core.store.messages.newest(chat)?.messageId).toBe(kept);
    const query = parseSearchQuery('tangerine')!;
    const found = core.store.search.search({ query, conversationId: null, before: null, limit: 9 });
    expect(found.messages).toEqual([]);
    expect(core.store.outbox.head()).toBeNull();
    expect([...(core.changes.at(-1)?.messages.get(chat) ?? [])]).toEqual([gone]);
  });

  it('holds against everything that brings the message again: a repetition, the history, a copy under another number', async () => {
    const gone = come(1n, { cid: 'one' });
    await deleteHere([gone], core.messaging);
    core.pipeline.apply([
      received(1n, { cid: 'one' }),
      received(1n, { cid: 'one', source: 'history' }),
      received(7n, { cid: 'one', source: 'offline' }),
    ]);
    expect(shownIds()).toEqual([]);
    expect(core.message(gone)).toMatchObject({ contentState: 'deleted', text: null });
    expect(core.store.conversations.unreadCount(chat)).toBe(0);
  });

  it('is not undone by its author taking the message back, and shows no line of that', async () => {
    const gone = come(1n);
    await deleteHere([gone], core.messaging);
    core.pipeline.apply([revoked(1n)]);
    expect(core.message(gone).contentState).toBe('deleted');
    expect(shownIds()).toEqual([]);
  });

  it('leaves an own message on the server, and a revoke of it goes on', async () => {
    const id = say('mine');
    core.pipeline.apply([core.echo(id, 5n, { sentAtNs: core.message(id).sortNs })]);
    expect(revokeMessage(id, core.messaging)).toMatchObject({ ok: true });
    await deleteHere([id], core.messaging);
    core.pipeline.apply([revoked(5n, { by: self, isMine: true })]);
    expect(core.message(id)).toMatchObject({ contentState: 'deleted', pendingOperation: null });
  });

  it('refuses what burns, what is on its way and what is gone, and says how many it took', async () => {
    const burns = come(1n, burnContent('hot'));
    const waits = say('on its way');
    const taken = come(2n);
    core.pipeline.apply([revoked(2n)]);
    const plain = come(3n);
    const deleted = await deleteHere([burns, waits, taken, plain], core.messaging);
    expect(deleted.map(({ messageId }) => messageId)).toEqual([plain]);
    expect(core.message(burns).contentState).toBe('present');
    expect(core.message(waits).contentState).toBe('present');
    expect(core.message(taken).contentState).toBe('revoked');
  });

  it('removes a message that was refused as if it had never been written', async () => {
    const id = say('no');
    core.store.transaction((write) => {
      for (const { operationId } of core.store.outbox.ofMessage(id)) write.outbox.remove(operationId);
      write.messages.setDelivery(id, 'failed', 'notFriends');
    });
    await deleteHere([id], core.messaging);
    expect(core.message(id)).toMatchObject({ contentState: 'withdrawn', text: null });
  });

  it('of many takes a few at a time, with turns between', async () => {
    const ids = Array.from({ length: 10 }, (_value, index) => come(BigInt(index + 1)));
    let turns = 0;
    const count = (): void => {
      turns += 1;
      setImmediate(count);
    };
    setImmediate(count);
    const deleted = await deleteHere(ids, core.messaging);
    expect(deleted).toHaveLength(10);
    expect(turns).toBeGreaterThan(0);
    expect(core.store.messages.byMid(chat, midOf(1n))?.author).toBe(peer);
  });
});
