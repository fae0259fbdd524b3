import { describe, expect, it } from 'vitest';
import { FaultBook, type ObservedFrame } from '../../../../main/embedded-server/faults/fault-book';
import type { FaultPlan } from '../../../../main/embedded-server/faults/fault-plan';
import { silentLogger } from '../../../../main/platform/logger';
import { CountingRandom } from '../../../support/counting-random';

const frame: ObservedFrame = { direction: 'in', type: 90, account: 'anna' };

describe('the fault book', () => {
  const random = new CountingRandom();
  const bookOf = (...plan: FaultPlan): FaultBook => new FaultBook(plan, { random, log: silentLogger });
  const hitsOf = (book: FaultBook, frames: readonly ObservedFrame[]): string =>
    frames.map((observed) => book.decide(observed)?.kind.charAt(0) ?? '.').join('');

  it('hits frames of the direction, the types and the account of a rule', () => {
    const book = bookOf({
      on: { direction: 'in', types: [90, 92], account: 'anna' },
      action: { kind: 'drop' },
    });
    const others: ObservedFrame[] = [
      frame,
      { ...frame, type: 92 },
      { ...frame, type: 93 },
      { ...frame, direction: 'out' },
      { ...frame, account: 'ben' },
      { ...frame, account: null },
    ];
    expect(hitsOf(book, others)).toBe('dd....');
  });

  it('hits from the nth frame on, as often as it is told', () => {
    const frames = Array.from({ length: 6 }, () => frame);
    const action = { kind: 'drop' } as const;
    expect(hitsOf(bookOf({ on: { direction: 'in', nth: 3 }, action }), frames)).toBe('..d...');
    expect(hitsOf(bookOf({ on: { direction: 'in', nth: 3, times: 2 }, action }), frames)).toBe('..dd..');
    expect(hitsOf(bookOf({ on: { direction: 'both', times: 2 }, action }), frames)).toBe('dd....');
    expect(hitsOf(bookOf({ on: { direction: 'in' }, action }), frames)).toBe('dddddd');
  });

  it('hits by chance', () => {
    const book = bookOf({ on: { direction: 'in', chance: 0.5 }, action: { kind: 'drop' } });
    random.nextFraction = 0.49;
    expect(book.decide(frame)).toEqual({ kind: 'drop' });
    random.nextFraction = 0.5;
    expect(book.decide(frame)).toBeNull();
  });

  it('asks rules in their order, and each counts every frame that fits', () => {
    const book = bookOf(
      { on: { direction: 'in', times: 1 }, action: { kind: 'drop' } },
      { on: { direction: 'in', nth: 2 }, action: { kind: 'reset' } },
    );
    expect(hitsOf(book, [frame, frame, frame])).toBe('dr.');
  });

  it('can be changed', () => {
    const book = bookOf();
    book.add({ on: { direction: 'in' }, action: { kind: 'drop' } });
    expect(book.decide(frame)).not.toBeNull();
    book.clear();
    expect(book.decide(frame)).toBeNull();
    expect(() => book.add({ on: { direction: 'in', nth: 0 }, action: { kind: 'drop' } })).toThrow('on.nth');
  });
});
