import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RequestNotices } from '../../../../main/account/active/request-notices';
import { toNodeId } from '../../../../main/domain/ids';
import { ManualClock } from '../../../support/manual-clock';

let clock: ManualClock;
let notices: RequestNotices;
let told: unknown[];
beforeEach(() => {
  clock = new ManualClock();
  told = [];
  notices = new RequestNotices(clock, {
    nameOf: (node) => `name of ${node}`,
    notify: (notice) => told.push(notice),
  });
});
afterEach(() => {
  notices.dispose();
});

const ask = (...nodes: readonly string[]): void => notices.asked(new Set(nodes.map(toNodeId)));
const notice = (name: string, count: number) => ({ kind: 'friendRequest', name: `name of ${name}`, count });

describe('notices of friend requests', () => {
  it('come at once, and each by itself when they come now and then', () => {
    ask('a');
    clock.advance(120_000);
    ask('b');
    expect(told).toEqual([notice('a', 1), notice('b', 1)]);
  });

  it('come together when they come quickly, and none is lost', () => {
    ask('a');
    ask('b', 'c');
    ask('d');
    expect(told).toEqual([notice('a', 1)]);
    clock.advance(30_000);
    expect(told).toEqual([notice('a', 1), notice('b', 3)]);
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
