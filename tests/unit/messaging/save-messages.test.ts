import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toConversationId, toNodeId, type MessageId } from '../../../main/domain/ids';
import { deleteHere } from '../../../main/messaging/delete-message';
import { deleteChat } from '../../../main/messaging/delete-chat';
import { saveMessages } from '../../../main/messaging/save-messages';
import { planOf } from '../../support/storage/query-plans';
import { burnContent, chat, midOf, received, revoked, TestCore } from '../../support/test-core';

const other = toNodeId('other');
const otherChat = toConversationId('u:other');
const inOther = { conversation: { kind: 'user', node: other }, author: other } as const;

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const come = (mid: bigint, change: Parameters<typeof received>[1] = {}): MessageId => {
  core.pipeline.apply([received(mid, change)]);
  const found = core.store.messages.byMid(change.conversation === undefined ? chat : otherChat, midOf(mid));
  if (found === null) throw new Error('it did not come');
  return found.messageId;
};
const save = (...ids: readonly MessageId[]) => saveMessages(ids, true, core.messaging);
const letGo = (...ids: readonly MessageId[]) => saveMessages(ids, false, core.messaging);
const saved = () => core.store.messages.saved(null, 500).messages.map(({ mid }) => mid);
const count = () => core.store.messages.savedCount(null);
const done = (doneCount: number) => ({ ok: true, value: { doneCount } });

describe('saved messages', () => {
  it('are those of all chats, the one saved last first, until they are let go', () => {
    const [one, two, three] = [come(1n), come(2n, inOther), come(3n)];
    expect([save(two), save(three), save(one)]).toEqual([done(1), done(1), done(1)]);
    expect([saved(), count()]).toEqual([[1n, 3n, 2n], 3]);
    expect(core.store.messages.savedCount(chat)).toBe(2);
    expect(core.changes.at(-1)?.messages.get(chat)).toEqual(new Set([one]));
    expect(letGo(three)).toEqual(done(1));
    expect([saved(), count()]).toEqual([[1n, 2n], 2]);
  });

  it('keep their order when the clock of the computer goes back', () => {
    save(come(1n));
    core.clock.jump(-86_400_000);
    save(come(2n));
    expect(saved()).toEqual([2n, 1n]);
  });

  it('that are chosen together stand as they stand in their chat, the newest first', () => {
    const [one, two, three] = [come(1n), come(2n), come(3n)];
    expect(save(three, one, two)).toEqual(done(3));
    expect(saved()).toEqual([3n, 2n, 1n]);
  });

  it('come in pages, each where the one above ended, however many there are', () => {
    core.pipeline.apply(Array.from({ length: 130 }, (_, index) => received(BigInt(index + 1))));
    save(...Array.from({ length: 130 }, (_, index) => core.byMid(BigInt(index + 1)).messageId));
    const pages: (readonly (bigint | null)[])[] = [];
    let below: number | null = null;
    do {
      const page = core.store.messages.saved(below, 50);
      pages.push(page.messages.map(({ mid }) => mid));
      below = page.nextRank;
    } while (below !== null);
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 30]);
    expect(pages.flat()).toEqual(Array.from({ length: 130 }, (_, index) => BigInt(130 - index)));
  });

  it('are saved no more once they are revoked, deleted here, gone from the server, or replaced by their author', async () => {
    const ids = [come(1n), come(2n), come(3n), come(4n)] as const;
    save(...ids);
    core.pipeline.apply([revoked(1n), { kind: 'messageVanished', messageId: ids[2] }]);
    await deleteHere([ids[1]], core.messaging);
    core.pipeline.apply([received(9n, { replaces: midOf(4n) })]);
    expect([saved(), count()]).toEqual([[], 0]);
    core.pipeline.apply([received(1n)]);
    expect(count()).toBe(0);
  });

  it('go with their chat that is deleted, and those of the others stay', () => {
    save(come(1n, inOther), come(2n));
    expect(core.store.messages.savedCount(otherChat)).toBe(1);
    expect(deleteChat(otherChat, core.messaging).ok).toBe(true);
    expect([saved(), count(), core.store.messages.savedCount(otherChat)]).toEqual([[2n], 1, 0]);
  });

  it('are there after a restart', () => {
    save(come(1n));
    core.files.reopen();
    expect(saved()).toEqual([1n]);
  });

  it('stay when they are repeated, come out of the history, or are there under a second number', () => {
    save(come(1n));
    core.pipeline.apply([received(1n), received(1n, { source: 'history' }), received(9n, { cid: 'cid-1' })]);
    expect(saved()).toEqual([1n]);
  });

  it('are never what burns, is gone, or is not here', () => {
    const burning = come(1n, burnContent('hot'));
    const gone = come(2n);
    core.pipeline.apply([revoked(2n)]);
    expect(save(burning)).toMatchObject({ code: 'cannotSave' });
    expect(save(gone)).toMatchObject({ code: 'cannotSave' });
    expect(save('nowhere' as MessageId)).toMatchObject({ code: 'messageNotFound' });
    expect(save(burning, gone, come(3n))).toEqual(done(1));
    expect(saved()).toEqual([3n]);
  });

  it('that are saved once more keep their place, and nobody is told', () => {
    const [one, two] = [come(1n), come(2n)];
    save(one);
    save(two);
    const told = core.changes.length;
    expect(save(one)).toEqual(done(1));
    expect([saved(), core.changes.length]).toEqual([[2n, 1n], told]);
  });

  it('are found by their index alone, whatever the chats hold', () => {
    const { database } = core.files;
    const plans = [...database.statements]
      .filter((sql) => sql.includes('saved_rank >'))
      .map((sql) => planOf(database, sql));
    expect(plans).toHaveLength(4);
    for (const plan of plans) {
      expect(plan.some((step) => /USING (?:COVERING )?INDEX message_by_saved /u.test(step))).toBe(true);
      expect(plan.filter((step) => step.includes('USE TEMP B-TREE'))).toEqual([]);
    }
  });
});
