import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TimMessage } from '../../../main/protocol/packets';
import { UnreadableMessages } from '../../../main/sync/unreadable-messages';
import { settle } from '../../support/fake-server';
import { chat, received, revoked } from '../../support/test-core';
import { descending, storedMessage, TestHistory, type HistoryScript } from '../../support/test-history';
import { sealedText, TestProtection } from '../../support/test-protection';

let test: TestHistory;
let protection: TestProtection;
beforeEach(() => {
  test = new TestHistory();
  protection = new TestProtection();
  test.core.protection = protection;
  test.history.connected();
});
afterEach(() => test.dispose());

const sealed = (mid: bigint): TimMessage => ({
  ...storedMessage(mid),
  dataString: sealedText(`secret ${mid}`),
});
/** A server whose messages are sealed, newest first. */
const having =
  (mids: readonly bigint[]): HistoryScript =>
  ({ node, fromMid, limit }) => {
    const page = fromMid === 0n ? mids : mids.filter((mid) => mid <= fromMid);
    return node !== 'peer' || page.length === 0 ? 'silent' : page.slice(0, limit).map(sealed);
  };
const texts = (): readonly (string | null)[] =>
  test.core.store.messages
    .page(chat, null, { limit: 200 })
    .map(({ text }) => text)
    .reverse();
const reconciledMid = (): bigint => test.core.store.conversations.reconciledMid(chat);
const isComplete = (): boolean => test.core.store.conversations.byId(chat)?.isHistoryComplete === true;

/** Serves, and lets everything be opened, until nothing is asked any more. */
async function pull(script: HistoryScript, work: Promise<unknown>): Promise<void> {
  let isDone = false;
  const done = (): void => {
    isDone = true;
  };
  work.then(done, done);
  for (let round = 0; round < 20 && !isDone; round += 1) {
    await test.serve(script);
    protection.release();
    await settle();
  }
  await work;
}

describe('a page of the history with sealed messages', () => {
  it('is opened as one batch in the order in which it was sealed, page after page', async () => {
    const mids = descending(60, 60);
    test.core.pipeline.apply([received(1n)]);
    await pull(having(mids), test.history.pullNewest(chat));
    expect(protection.batches.map((batch) => [batch.length, batch[0], batch.at(-1)])).toEqual([
      [50, 11n, 60n],
      [9, 2n, 10n],
    ]);
    expect(texts()).toEqual([
      'text 1',
      ...[...mids]
        .reverse()
        .slice(1)
        .map((mid) => `secret ${mid}`),
    ]);
    expect(reconciledMid()).toBe(60n);
  });

  it('that is slow to open is not taken for compared, nor its place for passed, before its commit', async () => {
    const found: unknown[] = [];
    test.history.compared.on((finding) => found.push(finding));
    const work = test.history.pullNewest(chat);
    await test.serve(having([3n, 2n, 1n]));
    expect([texts(), found, reconciledMid(), isComplete()]).toEqual([[], [], 0n, false]);
    expect([test.history.isReconciled(chat), test.history.isCompared(chat)]).toEqual([false, false]);
    await pull(having([3n, 2n, 1n]), work);
    expect([texts(), reconciledMid()]).toEqual([['secret 1', 'secret 2', 'secret 3'], 3n]);
    expect([test.history.isReconciled(chat), test.history.isCompared(chat)]).toEqual([true, true]);
  });

  it('that fails to open leaves nothing behind, and comes again whole', async () => {
    protection.failure = new Error('no key');
    const found: unknown[] = [];
    test.history.compared.on((finding) => found.push(finding));
    await expect(pull(having([3n, 2n, 1n]), test.history.pullNewest(chat))).rejects.toThrow('no key');
    expect([texts(), found, reconciledMid(), isComplete()]).toEqual([[], [], 0n, false]);
    expect([test.history.isReconciled(chat), test.history.isCompared(chat)]).toEqual([false, false]);
    await pull(having([3n, 2n, 1n]), test.history.pullNewest(chat));
    expect([texts(), reconciledMid()]).toEqual([['secret 1', 'secret 2', 'secret 3'], 3n]);
    expect(protection.batches).toEqual([[1n, 2n, 3n]]);
  });

  it('of which the second fails keeps the first, and goes on below it', async () => {
    const script = having(descending(60, 60));
    test.core.pipeline.apply([received(1n)]);
    const work = test.history.pullNewest(chat);
    await test.serve(script);
    protection.release();
    await settle();
    protection.failure = new Error('no key');
    await expect(pull(script, work)).rejects.toThrow('no key');
    expect([texts().length, reconciledMid()]).toEqual([51, 0n]);
    await pull(script, test.history.pullNewest(chat));
    // What is here is not opened again.
    expect(protection.batches.map(({ length }) => length)).toEqual([50, 9]);
    expect([texts().length, reconciledMid()]).toEqual([60, 60n]);
  });

  it('that says “later” keeps what came in its place, and is read when it can be, unread only if it was news', async () => {
    test.core.pipeline.apply([received(2n)]);
    test.core.readAll(chat);
    for (const mid of [1n, 3n]) protection.stuck.add(mid);
    await pull(having([4n, 3n, 2n, 1n]), test.history.pullNewest(chat));
    await pull(having([4n, 3n, 2n, 1n]), test.history.pullEarlier(chat));
    expect(texts()).toEqual([null, 'text 2', null, 'secret 4']);
    expect(test.states(1n, 3n)).toEqual(['unreadable', 'unreadable']);
    expect([test.core.store.conversations.unreadCount(chat), reconciledMid()]).toEqual([1, 4n]);
    protection.stuck.clear();
    await readAgain();
    expect(texts()).toEqual(['secret 1', 'text 2', 'secret 3', 'secret 4']);
    expect([test.core.byMid(1n).isUnread, test.core.byMid(3n).isUnread]).toEqual([false, true]);
    expect(test.core.store.conversations.unreadCount(chat)).toBe(2);
  });

  it('is opened once, when the server delivers one of its messages meanwhile', async () => {
    const work = test.history.pullNewest(chat);
    await test.serve(having([2n, 1n]));
    const { eventReader, pipeline } = test.core;
    const delivered = eventReader.readAll([sealed(2n), sealed(3n)], 'live', (read) =>
      pipeline.apply(read.flatMap(({ facts }) => facts)),
    );
    await settle();
    protection.release();
    await settle();
    protection.release();
    await Promise.all([delivered, pull(having([2n, 1n]), work)]);
    expect(protection.batches).toEqual([[1n, 2n], [3n]]);
    expect(texts()).toEqual(['secret 1', 'secret 2', 'secret 3']);
  });

  it('whose message is taken back while it is being opened shows nothing of it', async () => {
    const work = test.history.pullNewest(chat);
    await test.serve(having([2n, 1n]));
    test.core.pipeline.apply([revoked(2n)]);
    await pull(having([2n, 1n]), work);
    expect(test.states(1n, 2n)).toEqual(['present', 'revoked']);
    expect(texts()).toEqual(['secret 1', null]);
  });
});

async function readAgain(): Promise<void> {
  const { store, pipeline, eventReader, clock } = test.core;
  const failures: unknown[] = [];
  const unreadable = new UnreadableMessages({
    store,
    pipeline,
    reader: eventReader,
    clock,
    failed: (error) => failures.push(error),
  });
  unreadable.tryAll();
  await settle();
  protection.release();
  await settle();
  unreadable.dispose();
  expect(failures).toEqual([]);
}
