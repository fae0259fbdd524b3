import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '../../../main/domain/ids';
import { MissingMessages, type SecondLook } from '../../../main/catch-up/missing-messages';
import { received, TestCore } from '../../support/test-core';

let core: TestCore;
let missing: MissingMessages;
/** What a second look at the server's history finds. */
let look: (messageIds: readonly MessageId[]) => SecondLook;
beforeEach(() => {
  core = new TestCore();
  look = (gone) => ({ gone, there: [] });
  missing = new MissingMessages({
    store: core.store,
    pipeline: core.pipeline,
    clock: core.clock,
    lookAgain: (_chat, messageIds) => Promise.resolve(look(messageIds)),
    changed: () => undefined,
  });
});
afterEach(() => {
  missing.dispose();
  core.dispose();
});

const mids = Array.from({ length: 25 }, (_value, index) => BigInt(index + 1));
const ids = (wanted: readonly bigint[] = mids): readonly MessageId[] =>
  wanted.map((mid) => core.byMid(mid).messageId);
const present = (): number => mids.filter((mid) => core.byMid(mid).contentState === 'present').length;
const loseAll = (): void => {
  core.pipeline.apply(mids.map((mid) => received(mid)));
  missing.found({ missing: ids(), present: [], emptyProof: 'page' });
};
const letTimePass = (): readonly number[] => {
  const left = [present()];
  while (core.clock.waitingTimers > 0) {
    core.clock.advance(5);
    left.push(present());
  }
  return left;
};

it('much that is missing at once is in question, and erased only when the user says so, a few at a time', async () => {
  loseAll();
  expect([missing.count(), present()]).toEqual([25, 25]);
  expect(await missing.resolve('erase')).toBe('done');
  expect(missing.count()).toBe(0);
  expect(letTimePass()).toEqual([15, 5, 0]);
});

it('what is not erased when the account is left is found missing again later', async () => {
  loseAll();
  await missing.resolve('erase');
  missing.dispose();
  core.clock.advance(1_000);
  expect(present()).toBe(15);
});

describe('T6: a question about lost messages', () => {
  it('is compared once more before anything is erased', async () => {
    loseAll();
    look = () => ({ gone: [], there: ids() });
    expect(await missing.resolve('erase')).toBe('done');
    letTimePass();
    expect([missing.count(), present()]).toEqual([0, 25]);
  });

  it('erases only what the server still does not have', async () => {
    loseAll();
    look = () => ({ gone: ids([1n, 2n]), there: ids(mids.slice(2)) });
    expect(await missing.resolve('erase')).toBe('done');
    letTimePass();
    expect([missing.count(), present()]).toEqual([0, 23]);
  });

  it('stays open where the server says nothing, and erases nothing', async () => {
    loseAll();
    look = () => ({ gone: [], there: [] });
    expect(await missing.resolve('erase')).toBe('unknown');
    letTimePass();
    expect([missing.count(), present()]).toEqual([25, 25]);
  });

  it('is withdrawn when a later comparison finds the messages again', () => {
    loseAll();
    missing.found({ missing: ids([1n]), present: ids(mids.slice(1)), emptyProof: null });
    expect([missing.count(), present()]).toEqual([1, 25]);
    missing.found({ missing: [], present: ids([1n]), emptyProof: null });
    expect(missing.count()).toBe(0);
  });

  it('is withdrawn by a second look after a sign-in', async () => {
    loseAll();
    look = (messageIds) => ({ gone: [], there: messageIds });
    await missing.lookAgain();
    expect([missing.count(), present()]).toEqual([0, 25]);
  });

  it('no longer counts what was revoked meanwhile', async () => {
    loseAll();
    for (const mid of [1n, 2n])
      core.store.transaction((write) => write.messages.erase(core.byMid(mid).messageId, 'revoked', null));
    await missing.lookAgain();
    expect(missing.count()).toBe(23);
  });
});

it('while a server is in doubt it is not believed about a single message either', () => {
  core.pipeline.apply([received(100n)]);
  loseAll();
  missing.found({ missing: ids([100n]), present: ids(mids.slice(0, 2)), emptyProof: null });
  expect([core.byMid(100n).contentState, missing.count()]).toEqual(['present', 24]);
});
