import { describe, expect, it } from 'vitest';
import { Lane, type Flow } from '../../../main/line/lane';
import { ManualClock } from '../../support/manual-clock';

/** A connection with so many bytes to carry. */
class Load implements Flow {
  carried = 0;
  largest = 0;
  constructor(private readonly bytes = Number.POSITIVE_INFINITY) {}

  carry(maxBytes: number): number {
    const bytes = Math.min(maxBytes, this.bytes - this.carried);
    this.carried += bytes;
    this.largest = Math.max(this.largest, bytes);
    return bytes;
  }
}

function laneOf(bytesPerSecond: number | null, ...loads: Load[]): { lane: Lane; clock: ManualClock } {
  const clock = new ManualClock();
  const lane = new Lane(clock, bytesPerSecond);
  for (const load of loads) lane.join(load);
  return { lane, clock };
}

describe('a lane', () => {
  it.each([7, 1_000, 10_000, 1_000_000])('carries %i bytes in a second, and no burst before', (speed) => {
    const load = new Load();
    const { lane, clock } = laneOf(speed, load);
    lane.wake();
    expect(load.carried).toBeLessThanOrEqual(1);
    clock.advance(100_000);
    const wanted = speed * 100;
    expect(load.carried).toBeGreaterThan(wanted * 0.99 - 1);
    expect(load.carried).toBeLessThanOrEqual(wanted + 1);
    expect(lane.carriedBytes).toBe(load.carried);
  });

  it('carries everything at once when it has no limit', () => {
    const load = new Load(1_000_000);
    laneOf(null, load).lane.wake();
    expect(load.carried).toBe(1_000_000);
  });

  it('is shared by its connections alike, whoever came first', () => {
    const loads = [new Load(), new Load(), new Load()];
    const { lane, clock } = laneOf(10_000, ...loads);
    lane.wake();
    clock.advance(60_000);
    for (const load of loads) {
      expect(load.carried).toBeGreaterThan(190_000);
      expect(load.carried).toBeLessThan(210_000);
    }
  });

  it('does not save up the time in which nobody had anything to carry', () => {
    const load = new Load();
    const { lane, clock } = laneOf(10_000);
    clock.advance(3_600_000);
    lane.join(load);
    lane.wake();
    expect(load.carried).toBeLessThanOrEqual(2_000);
  });

  it('rests while there is nothing to carry', () => {
    const load = new Load(500);
    const { lane, clock } = laneOf(10_000, load);
    lane.wake();
    clock.advance(1_000);
    expect(load.carried).toBe(500);
    expect(clock.waitingTimers).toBe(0);
  });

  it('gets another speed at once, also while it waits', () => {
    const load = new Load();
    const { lane, clock } = laneOf(1, load);
    lane.wake();
    clock.advance(10);
    lane.setSpeed(1_000);
    clock.advance(10_000);
    expect(load.carried).toBeGreaterThan(9_900);
    lane.setSpeed(1);
    const before = load.carried;
    clock.advance(10_000);
    expect(load.carried - before).toBeLessThan(250);
  });

  it('stalls at the place it was told, for the time it was told, once', () => {
    const load = new Load(40_000);
    const { lane, clock } = laneOf(10_000, load);
    lane.stallAfter(12_345, 60_000);
    lane.wake();
    clock.advance(10_000);
    expect(load.carried).toBe(12_345);
    clock.advance(51_000);
    expect(load.carried).toBe(12_345);
    clock.advance(5_000);
    expect(load.carried).toBe(40_000);
  });

  it('stalls at the place it was told without a limit of speed, too', () => {
    const load = new Load(40_000);
    const { lane, clock } = laneOf(null, load);
    lane.stallAfter(12_345, 60_000);
    lane.wake();
    clock.advance(59_999);
    expect(load.carried).toBe(12_345);
    clock.advance(1);
    expect(load.carried).toBe(40_000);
  });

  it('stalls when it is told while it runs', () => {
    const load = new Load();
    const { lane, clock } = laneOf(1_000, load);
    lane.wake();
    clock.advance(1_000);
    const before = load.carried;
    lane.stall(5_000);
    clock.advance(5_000 - 1);
    expect(load.carried).toBe(before);
    clock.advance(1_000);
    expect(load.carried).toBeGreaterThan(before);
  });
});
