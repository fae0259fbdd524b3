import { describe, expect, it } from 'vitest';
import { RateLimiter } from '../../../main/embedded-server/rate-limiter';
import { ManualClock } from '../../support/manual-clock';

describe('the rate limiter', () => {
  it('gives a burst at once and then one token after the other', () => {
    const limiter = new RateLimiter(10, new ManualClock());
    const waits = Array.from({ length: 12 }, () => limiter.reserveMs());
    expect(waits.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 0));
    expect(waits.slice(10)).toEqual([100, 200]);
  });

  it('fills up again with time, never beyond the burst', () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter(2, clock);
    expect([limiter.tryTake(), limiter.tryTake(), limiter.tryTake()]).toEqual([true, true, false]);
    clock.advance(500);
    expect([limiter.tryTake(), limiter.tryTake()]).toEqual([true, false]);
    clock.advance(60_000);
    expect([limiter.tryTake(), limiter.tryTake(), limiter.tryTake()]).toEqual([true, true, false]);
  });

  it('is overloaded with more operations in flight than its rate', () => {
    const limiter = new RateLimiter(100, new ManualClock());
    expect(limiter.isOverloaded(100)).toBe(false);
    expect(limiter.isOverloaded(101)).toBe(true);
  });

  it('limits nothing with rate 0', () => {
    const limiter = new RateLimiter(0, new ManualClock());
    expect(Array.from({ length: 1_000 }, () => limiter.reserveMs()).every((waitMs) => waitMs === 0)).toBe(
      true,
    );
    expect(limiter.isOverloaded(1_000_000)).toBe(false);
  });
});
