import { describe, expect, it } from 'vitest';
import {
  borne,
  closedAfter,
  judgeClosing,
  nextGapMs,
  trustAgain,
  unknownPatience,
  type ClosedConnection,
} from '../../../main/session/server-patience';

const intervalMs = 15_000;

/** Lets a connection live until the server closes it or it has had so many beats; the server closes after `timeoutMs`. */
function live(timeoutMs: number, beats = 20) {
  const gaps: number[] = [];
  let known = unknownPatience;
  for (let beat = 0; beat < beats; beat += 1) {
    const gapMs = nextGapMs(known, intervalMs);
    if (gapMs >= timeoutMs) known = closedAfter(known, timeoutMs);
    else known = borne(known, gapMs);
    gaps.push(gapMs);
  }
  return { gaps, known };
}

describe('the time between two pings', () => {
  it('tries out what a patient server bears, and stays at the interval then', () => {
    expect(live(600_000).gaps.slice(0, 6)).toEqual([5_000, 10_000, 20_000, 15_000, 15_000, 15_000]);
  });

  it.each([3_500, 6_000, 8_000, 12_000, 15_000, 18_000])(
    'T8: follows a server that closes after a silence of %d ms, after one trial that failed',
    (timeoutMs) => {
      const { gaps, known } = live(timeoutMs);
      expect(known.closings).toBe(1);
      expect(Math.max(...gaps.slice(-10))).toBeLessThan(timeoutMs * 0.8);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    },
  );

  it('T8: leaves no silence between two beats that a close could not be told from a kick by', () => {
    for (const timeoutMs of [3_500, 8_000, 12_000, 18_000, 600_000]) {
      const { known } = live(timeoutMs);
      const silentMs = nextGapMs(known, intervalMs) - 1;
      const closed = { silentMs, heldMs: 1_000_000, hasSlept: false, followsUnexplained: false };
      expect([timeoutMs, judgeClosing(closed, known)]).toEqual([timeoutMs, 'kicked']);
    }
  });
});

describe('a close with code 1000', () => {
  const connection: ClosedConnection = {
    silentMs: 12_000,
    heldMs: 100_000,
    hasSlept: false,
    followsUnexplained: false,
  };
  const bears = (borneMs: number) => ({ ...unknownPatience, borneMs });

  it.each<[string, Partial<ClosedConnection>, number, string]>([
    ['after a silence that the server bears', {}, 20_000, 'kicked'],
    ['after a silence that it just bore', {}, 12_500, 'unexplained'],
    ['right after a ping', { silentMs: 2_000 }, 0, 'kicked'],
    ['after a silence that nobody has tried', {}, 0, 'unexplained'],
    ['after a sleep', { hasSlept: true }, 20_000, 'slept'],
    ['after a sleep, soon after another one', { hasSlept: true, followsUnexplained: true }, 0, 'slept'],
    ['again, soon after the sign-in', { followsUnexplained: true, heldMs: 30_000 }, 0, 'kicked'],
    ['again, after it has held', { followsUnexplained: true }, 0, 'unexplained'],
  ])('T8: %s', (_name, change, borneMs, expected) => {
    expect(judgeClosing({ ...connection, ...change }, bears(borneMs))).toBe(expected);
  });
});

describe('a suspicion', () => {
  it('goes when it was the only one', () => {
    const suspected = closedAfter(unknownPatience, 4_000);
    expect(trustAgain(suspected)).toEqual({ borneMs: 0, closedAfterMs: null, closings: 1 });
    const confirmed = closedAfter(trustAgain(suspected), 6_000);
    expect(confirmed).toEqual({ borneMs: 0, closedAfterMs: 6_000, closings: 2 });
    expect(trustAgain(confirmed)).toBe(confirmed);
  });
});
