import { describe, expect, it } from 'vitest';
import { PieceTurns } from '../../../main/files/piece-turns';
import { ManualClock } from '../../support/manual-clock';

/** How many turns there are in a second. */
function turnsInASecond(turns: PieceTurns, clock: ManualClock): number {
  const endMs = clock.monotonicMs() + 1_000;
  let count = 0;
  while (clock.monotonicMs() < endMs) {
    clock.advance(turns.take());
    count += 1;
  }
  return count;
}

describe('the turns of pieces', () => {
  it('leave the server most of what it takes in a second', () => {
    const clock = new ManualClock();
    expect(turnsInASecond(new PieceTurns(clock), clock)).toBeLessThanOrEqual(41);
  });

  it('rest after a refusal, are fewer then, and come back', () => {
    const clock = new ManualClock();
    const turns = new PieceTurns(clock);
    turns.refused();
    expect(turns.take()).toBe(1_000);
    clock.advance(1_000);
    const fewer = turnsInASecond(turns, clock);
    expect(fewer).toBeLessThan(32);
    clock.advance(20_000);
    expect(turnsInASecond(turns, clock)).toBeGreaterThan(36);
  });

  it('are never none, however often the server refuses', () => {
    const clock = new ManualClock();
    const turns = new PieceTurns(clock);
    for (let count = 0; count < 50; count += 1) turns.refused();
    clock.advance(1_000);
    expect(turnsInASecond(turns, clock)).toBeGreaterThanOrEqual(4);
  });
});
