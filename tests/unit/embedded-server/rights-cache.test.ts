import { describe, expect, it } from 'vitest';
import { RightsCache } from '../../../main/embedded-server/rights-cache';
import { ManualClock } from '../../support/manual-clock';

describe('the cache of rights', () => {
  it('believes in a right once more after it ended', () => {
    const cache = new RightsCache(new ManualClock(), true);
    expect(cache.check('key', () => true)).toBe(true);
    expect(cache.check('key', () => false)).toBe(true);
    expect(cache.check('key', () => false)).toBe(false);
  });

  it('never believes a stranger', () => {
    const cache = new RightsCache(new ManualClock(), true);
    expect(cache.check('key', () => false)).toBe(false);
    expect(cache.check('key', () => true)).toBe(true);
  });

  it('looks again after five minutes', () => {
    const clock = new ManualClock();
    const cache = new RightsCache(clock, true);
    cache.check('key', () => true);
    clock.advance(300_000);
    expect(cache.check('key', () => false)).toBe(false);
  });

  it('can be switched off', () => {
    const cache = new RightsCache(new ManualClock(), false);
    expect(cache.check('key', () => true)).toBe(true);
    expect(cache.check('key', () => false)).toBe(false);
  });
});
