import { describe, expect, it } from 'vitest';
import { SteadyClock } from '../../../main/platform/steady-clock';
import { ManualClock } from '../../support/manual-clock';

const startMs = 1_790_000_000_000;
const hourMs = 3_600_000;

describe('a steady clock', () => {
  it('follows the wall clock forward, a sleep included', () => {
    const clock = new ManualClock(startMs);
    const steady = new SteadyClock(clock);
    clock.advance(5);
    clock.jump(hourMs);
    expect(steady.nowMs()).toBe(startMs + hourMs + 5);
  });

  it('goes on by the monotonic clock when the wall clock is set back', () => {
    const clock = new ManualClock(startMs);
    const steady = new SteadyClock(clock);
    clock.advance(1_000);
    clock.jump(-hourMs);
    clock.advance(1_000);
    expect(steady.nowMs()).toBe(startMs + 2_000);
    clock.jump(2 * hourMs);
    expect(steady.nowMs()).toBe(startMs + hourMs + 2_000);
  });

  it('begins where an earlier run has been', () => {
    const clock = new ManualClock(startMs);
    expect(new SteadyClock(clock, startMs + hourMs).nowMs()).toBe(startMs + hourMs);
    expect(new SteadyClock(clock, startMs - hourMs).nowMs()).toBe(startMs);
  });

  it('tells whole milliseconds', () => {
    const clock = new ManualClock(startMs);
    const steady = new SteadyClock(clock);
    clock.advance(0.75);
    expect(steady.nowMs()).toBe(startMs);
  });

  it('waits by the clock below', () => {
    const clock = new ManualClock(startMs);
    const steady = new SteadyClock(clock);
    const said: string[] = [];
    steady.after(10, () => said.push('after'));
    const ticks = steady.every(4, () => said.push('every'));
    clock.advance(10);
    ticks.dispose();
    expect([said, clock.waitingTimers, steady.monotonicMs()]).toEqual([['every', 'every', 'after'], 0, 10]);
  });
});
