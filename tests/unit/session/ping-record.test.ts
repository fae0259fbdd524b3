import { beforeEach, describe, expect, it } from 'vitest';
import { PingRecord } from '../../../main/session/ping-record';
import { ManualClock } from '../../support/manual-clock';

let clock: ManualClock;
let record: PingRecord;
beforeEach(() => {
  clock = new ManualClock();
  record = new PingRecord(clock);
});

/** A ping whose pong takes `tookMs`; answers what it proves. */
const ping = (tookMs: number): number => {
  record.pinged();
  clock.advance(tookMs);
  return record.ponged();
};

describe('the record of pings', () => {
  it('proves only the silence that the server must have seen', () => {
    expect(ping(100)).toBe(0);
    clock.advance(5_000);
    expect(ping(3_000)).toBe(5_000);
    clock.advance(2_000);
    expect(ping(0)).toBe(2_000);
  });

  it('counts as silence everything since the newest ping that has certainly arrived', () => {
    clock.advance(1_000);
    expect(record.silentMs()).toBe(1_000);
    ping(300);
    expect(record.silentMs()).toBe(300);
    record.pinged();
    clock.advance(4_000);
    expect([record.silentMs(), record.heldMs()]).toEqual([4_300, 5_300]);
  });

  it('believes the clock that says more about a silence, and neither about what was borne', () => {
    ping(0);
    clock.jump(45_000);
    expect(record.silentMs()).toBe(45_000);
    expect(ping(0)).toBe(0);
    clock.jump(-90_000);
    expect(record.silentMs()).toBe(0);
  });

  it('is told of a sleep until a ping after it was answered', () => {
    record.pinged();
    record.slept();
    record.pinged();
    record.ponged();
    expect(record.hasSlept).toBe(true);
    record.ponged();
    expect(record.hasSlept).toBe(false);
  });

  it('begins anew with a connection', () => {
    ping(0);
    record.slept();
    clock.advance(1_000);
    record.begin();
    expect([record.silentMs(), record.heldMs(), record.hasSlept]).toEqual([0, 0, false]);
    expect(record.ponged()).toBe(0);
  });
});
