import { afterEach, beforeEach, expect, it } from 'vitest';
import { MissingMessages } from '../../../main/sync/missing-messages';
import { received, TestCore } from '../../support/test-core';

let core: TestCore;
let missing: MissingMessages;
beforeEach(() => {
  core = new TestCore();
  missing = new MissingMessages({
    store: core.store,
    pipeline: core.pipeline,
    clock: core.clock,
    changed: () => undefined,
  });
});
afterEach(() => {
  missing.dispose();
  core.dispose();
});

const mids = Array.from({ length: 25 }, (_value, index) => BigInt(index + 1));
const present = (): number => mids.filter((mid) => core.byMid(mid).contentState === 'present').length;
const loseAll = (): void => {
  core.pipeline.apply(mids.map((mid) => received(mid)));
  const all = mids.map((mid) => core.byMid(mid).messageId);
  missing.found(all, { compared: all.length, emptyProof: 'page' });
};

it('much that is missing at once is in question, and erased only when the user says so, a few at a time', () => {
  loseAll();
  expect([missing.count(), present()]).toEqual([25, 25]);
  missing.resolve('erase');
  expect(missing.count()).toBe(0);
  const left = [present()];
  while (core.clock.waitingTimers > 0) {
    core.clock.advance(5);
    left.push(present());
  }
  expect(left).toEqual([15, 5, 0]);
});

it('what is not erased when the account is left is found missing again later', () => {
  loseAll();
  missing.resolve('erase');
  missing.dispose();
  core.clock.advance(1_000);
  expect(present()).toBe(15);
});
