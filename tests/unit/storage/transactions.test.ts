import { statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import type { ChangeSet } from '../../../main/domain/change-set';
import type { Message } from '../../../main/domain/message';
import { burnNow } from '../../../main/messaging/burn-message';
import type { AccountStore, StoreWriter } from '../../../main/storage/account-store';
import { DatabaseError } from '../../../main/storage/database';
import { burnContent, chat, midOf, peer, received, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  vi.restoreAllMocks();
  core.dispose();
});

const draftId = '00000000-0000-4000-8000-000000000001';
const receive = (change: Parameters<typeof received>[1] = {}): Message => {
  core.pipeline.apply([received(1n, change)]);
  return core.byMid(1n);
};
const logBytes = (): number => statSync(`${core.files.file}-wal`).size;
const writesInTransaction = (write: StoreWriter): void => write.profile.set('name', 'x');

describe('the types of the store', () => {
  it('take nothing that reads for something that writes', () => {
    const { store } = core;
    const { messageId } = receive();
    expectTypeOf(store.messages).not.toExtend<StoreWriter['messages']>();
    expectTypeOf(store.conversations).not.toExtend<StoreWriter['conversations']>();
    expectTypeOf(store.people).not.toExtend<StoreWriter['people']>();
    expectTypeOf(store.copies).not.toExtend<StoreWriter['copies']>();
    expectTypeOf(store.outbox).not.toExtend<StoreWriter['outbox']>();
    expectTypeOf(store.profile).not.toExtend<StoreWriter['profile']>();
    expectTypeOf(store.drafts).not.toExtend<StoreWriter['drafts']>();
    // @ts-expect-error the store is not what a transaction hands out
    const write: StoreWriter = store;
    // Whoever gets past the types meets the database.
    const attempts: readonly (() => unknown)[] = [
      () => write.messages.erase(messageId, 'revoked', peer),
      () => write.conversations.setTitle(chat, 'title'),
      () => write.people.setName(peer, 'name'),
      () => write.copies.strike(chat, midOf(1n)),
      () => write.outbox.requeueAll(),
      () => write.profile.set('name', 'x'),
      () => write.drafts.save({ draftId, bytes: Buffer.from('x') }),
      () => writesInTransaction(write),
    ];
    for (const attempt of attempts) expect(attempt).toThrow('outside of a transaction');
  });

  it('know no transaction inside another', () => {
    const inner = core.store.transaction((write) => {
      // @ts-expect-error what a transaction hands out begins none
      const again: Pick<AccountStore, 'transaction'> = write;
      return Object.keys(again);
    });
    expect(inner).not.toContain('transaction');
    const nested = (): void =>
      core.store.transaction((write) => {
        write.profile.set('name', 'outer');
        core.store.transaction(writesInTransaction);
      });
    expect(nested).toThrow('a transaction inside a transaction');
    expect(core.store.profile.get('name')).toBeNull();
  });
});

describe('what a transaction hands out', () => {
  it('writes no more when it is over', () => {
    const kept = core.store.transaction((write) => write);
    expect(() => kept.profile.set('name', 'late')).toThrow('outside');
    expect(core.store.profile.get('name')).toBeNull();
  });
});

describe('a statement', () => {
  it('that writes is not run as one that reads', () => {
    const disguised = core.files.database.prepare<[], never>('DELETE FROM profile');
    const before = core.store.profile.get('node');
    expect(() => disguised.all()).toThrow(RangeError);
    expect(core.store.profile.get('node')).toBe(before);
  });
});

describe('a transaction that erases', () => {
  it('leaves an empty log, and one that does not leaves the log alone', () => {
    const { messageId } = receive();
    expect(logBytes()).toBeGreaterThan(0);
    core.store.transaction((write) => write.messages.erase(messageId, 'revoked', peer));
    expect(logBytes()).toBe(0);
    core.store.transaction(writesInTransaction);
    expect(logBytes()).toBeGreaterThan(0);
  });

  it('and is rolled back owes nothing', () => {
    const { messageId } = receive();
    const emptying = vi.spyOn(core.files.database, 'truncateLog');
    const work = (): void =>
      core.store.transaction((write) => {
        write.messages.erase(messageId, 'revoked', peer);
        throw new Error('no');
      });
    expect(work).toThrow('no');
    core.store.transaction(writesInTransaction);
    expect(emptying).not.toHaveBeenCalled();
    expect(core.store.messages.byId(messageId)?.contentState).toBe('present');
  });

  it('tells what changed although the log cannot be emptied, which stays owed', () => {
    const { messageId } = receive(burnContent('secret'));
    let owed = 0;
    core.store.erasureLog.owed.on(() => (owed += 1));
    vi.spyOn(core.files.database, 'truncateLog').mockImplementationOnce(() => {
      throw new DatabaseError('fileLocked');
    });
    const before = core.changes.length;
    burnNow(messageId, core.messaging);
    const told: readonly ChangeSet[] = core.changes.slice(before);
    expect(told.map(({ messages }) => [...(messages.get(chat) ?? [])])).toEqual([[messageId]]);
    expect(owed).toBe(1);
    expect(logBytes()).toBeGreaterThan(0);
    core.store.erasureLog.settle();
    expect(logBytes()).toBe(0);
  });
});
