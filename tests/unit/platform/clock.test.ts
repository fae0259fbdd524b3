import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../main/platform/clock';
import { systemRandom } from '../../../main/platform/random';

describe('the system clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells the wall time in whole milliseconds', () => {
    vi.setSystemTime(1_790_000_000_123);
    expect(systemClock.nowMs()).toBe(1_790_000_000_123);
    expect(systemClock.monotonicMs()).toBeGreaterThan(0);
  });

  it('calls once, unless it was told not to', () => {
    const said: string[] = [];
    systemClock.after(10, () => said.push('a'));
    systemClock.after(10, () => said.push('b')).dispose();
    systemClock.after(-5, () => said.push('past'));
    vi.advanceTimersByTime(100);
    expect(said).toEqual(['past', 'a']);
  });

  it('does not take a month for a moment', () => {
    let isCalled = false;
    systemClock.after(31 * 24 * 3_600_000, () => (isCalled = true));
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(isCalled).toBe(false);
  });

  it('repeats until disposed', () => {
    let count = 0;
    const ticks = systemClock.every(10, () => (count += 1));
    vi.advanceTimersByTime(35);
    ticks.dispose();
    vi.advanceTimersByTime(100);
    expect(count).toBe(3);
  });
});

describe('the system random', () => {
  it('draws what it promises', () => {
    for (let turn = 0; turn < 1_000; turn += 1) {
      const id = systemRandom.int64();
      expect(id > 0n && id <= 2n ** 62n).toBe(true);
      const fraction = systemRandom.fraction();
      expect(fraction >= 0 && fraction < 1).toBe(true);
    }
    expect(systemRandom.bytes(32)).toHaveLength(32);
    expect(systemRandom.uuid()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
    );
    expect(systemRandom.uuid()).not.toBe(systemRandom.uuid());
  });
});
