import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultReconnectOptions, reconnectDelayMs } from '../../../main/session/reconnect-policy';
import { CountingRandom } from '../../support/counting-random';

const delayMs = (failures: number, fraction: number): number => {
  const random = new CountingRandom();
  random.nextFraction = fraction;
  return reconnectDelayMs(failures, defaultReconnectOptions, random);
};

describe('the wait before the next attempt', () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [6, 32_000],
    [7, 60_000],
    [1_000_000, 60_000],
  ])('after %i failures is anything up to %i ms', (failures, boundMs) => {
    expect(delayMs(failures, 0.999_999)).toBe(boundMs);
    expect(delayMs(failures, 0.5)).toBe(boundMs / 2);
    expect(delayMs(failures, 0)).toBe(100);
  });

  it('never leaves its bounds', () => {
    const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(), fraction, (failures, share) => {
        const ms = delayMs(failures, share);
        return Number.isInteger(ms) && ms >= 100 && ms <= 60_000;
      }),
    );
  });
});
