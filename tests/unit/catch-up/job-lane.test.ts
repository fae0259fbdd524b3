import { beforeEach, describe, expect, it } from 'vitest';
import { JobLane, type Job } from '../../../main/catch-up/job-lane';
import { settle } from '../../support/fake-server';

let done: string[];
let failures: unknown[];
let endJob: () => void;
let idle: Job | null;
let lane: JobLane<'high' | 'low'>;
beforeEach(() => {
  done = [];
  failures = [];
  idle = null;
  lane = new JobLane(['high', 'low'], {
    failed: (error) => failures.push(error),
    idle: () => {
      const job = idle;
      idle = null;
      return job;
    },
  });
});

const job =
  (name: string): Job =>
  () => {
    done.push(name);
    return Promise.resolve();
  };
/** A job that goes on until `endJob` is called. */
const long =
  (name: string): Job =>
  () => {
    done.push(name);
    return new Promise<void>((resolve) => (endJob = resolve));
  };

describe('a lane of jobs', () => {
  it('has one job at a time, the most urgent of those that wait next', async () => {
    lane.add('low', long('first'));
    await settle();
    lane.add('low', job('low'));
    lane.add('high', job('high'));
    lane.add('high', job('higher'));
    await settle();
    expect(done).toEqual(['first']);
    endJob();
    await settle();
    expect(done).toEqual(['first', 'high', 'higher', 'low']);
  });

  it('goes on after a job that failed, and tells why', async () => {
    const ended: string[] = [];
    lane.add(
      'low',
      () => {
        throw new Error('broken');
      },
      () => ended.push('broken'),
    );
    lane.add('low', job('next'), () => ended.push('next'));
    await settle();
    expect([done, ended, failures]).toEqual([['next'], ['broken', 'next'], [new Error('broken')]]);
  });

  it('asks what to do in idle time when nothing waits, and again when it is woken', async () => {
    idle = job('idle');
    lane.add('low', job('low'));
    await settle();
    expect(done).toEqual(['low', 'idle']);
    idle = job('later');
    lane.wake();
    await settle();
    expect(done).toEqual(['low', 'idle', 'later']);
  });

  it('drops what waits, and says so to those who asked', async () => {
    const ended: string[] = [];
    lane.add('low', long('first'), () => ended.push('first'));
    await settle();
    lane.add('low', job('second'), () => ended.push('second'));
    lane.clear();
    expect(ended).toEqual(['second']);
    endJob();
    await settle();
    expect([done, ended]).toEqual([['first'], ['second', 'first']]);
  });
});
