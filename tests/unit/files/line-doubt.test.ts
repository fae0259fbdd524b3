import { beforeEach, describe, expect, it } from 'vitest';
import { LineDoubt } from '../../../main/files/line-doubt';
import { ManualClock } from '../../support/manual-clock';

let clock: ManualClock;
let doubts: number;
let doubt: LineDoubt;
beforeEach(() => {
  clock = new ManualClock();
  doubts = 0;
  doubt = new LineDoubt(clock, () => {
    doubts += 1;
  });
});

describe('whoever gives pieces', () => {
  it('has the line looked at, once, when nobody asks for more for ten seconds', () => {
    doubt.moreIsExpected();
    clock.advance(6_000);
    doubt.moreIsExpected();
    clock.advance(9_999);
    expect(doubts).toBe(0);
    clock.advance(1);
    clock.advance(60_000);
    expect(doubts).toBe(1);
  });

  it('does not doubt a line on which somebody has spoken, or that has ended', () => {
    doubt.moreIsExpected();
    doubt.heard();
    clock.advance(60_000);
    doubt.moreIsExpected();
    doubt.dispose();
    clock.advance(60_000);
    expect([doubts, clock.waitingTimers]).toEqual([0, 0]);
  });
});
