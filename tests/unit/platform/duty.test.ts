import { beforeEach, describe, expect, it } from 'vitest';
import { Duty } from '../../../main/platform/duty';
import { ManualClock } from '../../support/manual-clock';

let clock: ManualClock;
let told: string[];
beforeEach(() => {
  clock = new ManualClock();
  told = [];
});

/** A duty that notes what happens; `work` is given the number of the run, from 1. */
const dutyOf = (work: (run: number) => number | null | Promise<number | null>): Duty => {
  let runs = 0;
  return new Duty({
    clock,
    work: () => {
      runs += 1;
      told.push(`run ${runs} at ${clock.monotonicMs()}`);
      return work(runs);
    },
    failed: () => told.push('failed'),
    recovered: () => told.push('recovered'),
  });
};
const no = (): never => {
  throw new Error('no');
};

describe('a duty', () => {
  it('is done again when it is due, and rests when nothing is owed', () => {
    const duty = dutyOf((run) => (run === 1 ? 500 : null));
    duty.run();
    clock.advance(10_000);
    expect(told).toEqual(['run 1 at 0', 'run 2 at 500']);
    expect(clock.waitingTimers).toBe(0);
  });

  it('is tried again after one, two and four seconds, and every four from then on, until it is done', () => {
    const duty = dutyOf((run) => (run < 6 ? no() : null));
    duty.run();
    expect(duty.isFailing).toBe(true);
    clock.advance(60_000);
    expect(told.filter((line) => line.startsWith('run'))).toEqual(
      [0, 1_000, 3_000, 7_000, 11_000, 15_000].map((atMs, index) => `run ${index + 1} at ${atMs}`),
    );
    expect(told.slice(-2)).toEqual(['run 6 at 15000', 'recovered']);
    expect([duty.isFailing, clock.waitingTimers]).toEqual([false, 0]);
  });

  it('begins with the short wait again after it was done once', () => {
    const duty = dutyOf((run) => (run === 3 ? 100 : no()));
    duty.run();
    clock.advance(3_000);
    told = [];
    clock.advance(1_100);
    expect(told).toEqual(['run 4 at 3100', 'failed', 'run 5 at 4100', 'failed']);
  });

  it('may be asked for at any time, and never runs twice at once', async () => {
    let finish: (delayMs: number | null) => void = () => undefined;
    const duty = dutyOf((run) => (run === 1 ? new Promise((resolve) => (finish = resolve)) : null));
    duty.run();
    duty.run();
    duty.run();
    expect(told).toEqual(['run 1 at 0']);
    finish(null);
    await Promise.resolve();
    clock.advance(0);
    expect(told).toEqual(['run 1 at 0', 'run 2 at 0']);
  });

  it('takes a rejected promise for a failure', async () => {
    const duty = dutyOf((run) => (run === 1 ? Promise.reject(new Error('no')) : null));
    duty.run();
    await Promise.resolve();
    await Promise.resolve();
    clock.advance(1_000);
    expect(told).toEqual(['run 1 at 0', 'failed', 'run 2 at 1000', 'recovered']);
  });

  it('that nobody owes any more neither runs nor tells', async () => {
    const duty = dutyOf(() => Promise.reject(new Error('no')));
    duty.run();
    duty.dispose();
    await Promise.resolve();
    await Promise.resolve();
    duty.run();
    clock.advance(60_000);
    expect([told, clock.waitingTimers]).toEqual([['run 1 at 0'], 0]);
  });
});
