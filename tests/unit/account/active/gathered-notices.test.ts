import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatheredNotices } from '../../../../main/account/active/gathered-notices';
import { ManualClock } from '../../../support/manual-clock';

let clock: ManualClock;
let notices: GatheredNotices<string>;
let told: (readonly string[])[];
let over: Set<string>;
beforeEach(() => {
  clock = new ManualClock();
  told = [];
  over = new Set();
  notices = new GatheredNotices(clock, {
    keyOf: (item) => item,
    isOpen: (item) => !over.has(item),
    tell: (items) => told.push(items),
  });
});
afterEach(() => {
  notices.dispose();
});

const ask = (...nodes: readonly string[]): void => notices.add(nodes);

describe('notices that are gathered', () => {
  it('come at once, and each by itself when they come now and then', () => {
    ask('a');
    clock.advance(120_000);
    ask('b');
    expect(told).toEqual([['a'], ['b']]);
  });

  it('come together when they come quickly, and none is lost', () => {
    ask('a');
    ask('b', 'c');
    ask('d');
    expect(told).toEqual([['a']]);
    clock.advance(30_000);
    expect(told).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('leave out what is over by then', () => {
    ask('a');
    ask('b', 'c');
    over.add('b');
    clock.advance(30_000);
    ask('d');
    over.add('d');
    clock.advance(600_000);
    expect(told).toEqual([['a'], ['c']]);
  });

  it('are few when ten thousand come within an hour, or one stranger asks and withdraws all the time', () => {
    for (let index = 0; index < 10_000; index += 1) {
      ask(index % 2 === 0 ? 'nagging' : `stranger-${index}`);
      clock.advance(360);
    }
    expect(told.length).toBeLessThan(15);
    const before = told.length;
    clock.advance(600_000);
    expect(told.length).toBeLessThanOrEqual(before + 1);
  });
});
