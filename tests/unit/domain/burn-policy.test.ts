import { describe, expect, it } from 'vitest';
import { burnTermsFor, maxUnreadSeconds, parseBurnTerms } from '../../../main/domain/burn-policy';

describe('burn terms', () => {
  it('are the reading time and seven days for own messages', () => {
    expect(burnTermsFor(30)).toEqual({ seconds: 30, maxUnreadSeconds: 604_800 });
  });

  it('are none for a message without them', () => {
    expect(parseBurnTerms(undefined, undefined)).toBeNull();
    expect(parseBurnTerms(undefined, '60')).toBeNull();
  });

  it.each<[string, string | undefined, number, number]>([
    ['10', '60', 10, 60],
    ['1', '1', 1, 1],
    ['0', '0', 1, 1],
    ['3600', undefined, 3_600, maxUnreadSeconds],
    ['3601', '604801', 3_600, maxUnreadSeconds],
    ['999999999', '999999999', 3_600, maxUnreadSeconds],
    // Unreadable terms still burn.
    ['', '', 10, maxUnreadSeconds],
    ['-5', '-5', 10, maxUnreadSeconds],
    ['1e9', '0x10', 10, maxUnreadSeconds],
    ['10.5', '1.0', 10, maxUnreadSeconds],
    [' 10', '10 ', 10, maxUnreadSeconds],
    ['10\n', '10\n', 10, maxUnreadSeconds],
    ['Infinity', 'NaN', 10, maxUnreadSeconds],
    ['١٠', '１０', 10, maxUnreadSeconds],
    ['9'.repeat(400), '9'.repeat(400), 10, maxUnreadSeconds],
    ['10;DROP', '{}', 10, maxUnreadSeconds],
  ])('of a peer are brought into bounds: %j and %j', (burn, burnMax, seconds, unreadSeconds) => {
    expect(parseBurnTerms(burn, burnMax)).toEqual({ seconds, maxUnreadSeconds: unreadSeconds });
  });
});
