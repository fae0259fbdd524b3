import { describe, expect, it } from 'vitest';
import { MembershipCache } from '../../../main/embedded-server/membership-cache';
import { ManualClock } from '../../support/manual-clock';

describe('the membership cache', () => {
  it('believes a member once more after the membership ended', () => {
    const cache = new MembershipCache(new ManualClock(), true);
    expect(cache.check('key', () => true)).toBe(true);
    expect(cache.check('key', () => false)).toBe(true);
    expect(cache.check('key', () => false)).toBe(false);
  });

  it('never believes a stranger', () => {
    const cache = new MembershipCache(new ManualClock(), true);
    expect(cache.check('key', () => false)).toBe(false);
    expect(cache.check('key', () => true)).toBe(true);
  });

  it('looks again after five minutes', () => {
    const clock = new ManualClock();
    const cache = new MembershipCache(clock, true);
    cache.check('key', () => true);
    clock.advance(300_000);
    expect(cache.check('key', () => false)).toBe(false);
  });

  it('can be switched off', () => {
    const cache = new MembershipCache(new ManualClock(), false);
    expect(cache.check('key', () => true)).toBe(true);
    expect(cache.check('key', () => false)).toBe(false);
  });
});
