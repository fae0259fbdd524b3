import { beforeEach, describe, expect, it } from 'vitest';
import { FrameLane } from '../../../../main/embedded-server/faults/frame-lane';
import { ManualClock } from '../../../support/manual-clock';

describe('a frame lane', () => {
  let clock: ManualClock;
  let lane: FrameLane;
  let arrived: string;

  beforeEach(() => {
    clock = new ManualClock();
    lane = new FrameLane(clock);
    arrived = '';
  });

  const frame = (name: string) => () => void (arrived += name);

  it('delivers at once and in order', () => {
    lane.push(frame('a'));
    lane.push(frame('b'));
    expect(arrived).toBe('ab');
    expect(clock.waitingTimers).toBe(0);
  });

  it('keeps the order behind a delayed frame', () => {
    lane.push(frame('a'), 100);
    lane.push(frame('b'));
    lane.push(frame('c'), 150);
    clock.advance(99);
    expect(arrived).toBe('');
    clock.advance(1);
    expect(arrived).toBe('ab');
    clock.advance(50);
    expect(arrived).toBe('abc');
  });

  it('swaps a held frame with the next one', () => {
    lane.hold(frame('a'), 100);
    lane.push(frame('b'));
    lane.push(frame('c'));
    expect(arrived).toBe('bac');
    expect(clock.waitingTimers).toBe(0);
  });

  it('lets a held frame go when no other comes', () => {
    lane.hold(frame('a'), 100);
    clock.advance(100);
    expect(arrived).toBe('a');
  });

  it('holds one frame at a time', () => {
    lane.hold(frame('a'), 100);
    lane.hold(frame('b'), 100);
    expect(arrived).toBe('ba');
  });

  it('delivers everything before its end', () => {
    lane.push(frame('a'), 100);
    lane.hold(frame('b'), 500);
    lane.finish(frame('.'));
    clock.advance(100);
    expect(arrived).toBe('ab.');
  });

  it('takes frames that are pushed while it delivers', () => {
    lane.push(() => {
      arrived += 'a';
      lane.push(frame('c'));
      arrived += 'b';
    });
    expect(arrived).toBe('abc');
  });

  it('goes on after a delivery that failed', () => {
    expect(() =>
      lane.push(() => {
        throw new Error('no');
      }),
    ).toThrow('no');
    lane.push(frame('a'));
    expect(arrived).toBe('a');
  });

  it('forgets what waits', () => {
    lane.push(frame('a'), 100);
    lane.hold(frame('b'), 100);
    lane.dispose();
    clock.advance(1_000);
    expect(arrived).toBe('');
    expect(clock.waitingTimers).toBe(0);
  });
});
