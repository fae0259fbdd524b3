import { beforeEach, describe, expect, it } from 'vitest';
import { Shutdown } from '../../../main/app/shutdown';
import { silentLogger } from '../../../main/platform/logger';
import { ManualClock } from '../../support/manual-clock';

let clock: ManualClock;
let codes: number[];
let shutdown: Shutdown;
let exited: Promise<void>;

beforeEach(() => {
  clock = new ManualClock();
  codes = [];
  exited = new Promise((resolve) => {
    shutdown = new Shutdown({
      exit: (code) => {
        codes.push(code);
        resolve();
      },
      clock,
      logger: silentLogger,
    });
  });
});

describe('Shutdown', () => {
  it('runs the steps one after the other, the last one first, then exits', async () => {
    const order: string[] = [];
    shutdown.add(() => void order.push('server'));
    shutdown.add(async () => {
      await Promise.resolve();
      order.push('messenger');
    });
    shutdown.add(() => void order.push('window'));
    shutdown.begin(0);
    await exited;
    expect(order).toEqual(['window', 'messenger', 'server']);
    expect(codes).toEqual([0]);
    expect(clock.waitingTimers).toBe(0);
  });

  it('goes on when a step fails', async () => {
    const order: string[] = [];
    shutdown.add(() => void order.push('server'));
    shutdown.add(() => Promise.reject(new Error('no')));
    shutdown.begin(0);
    await exited;
    expect(order).toEqual(['server']);
  });

  it('exits after five seconds although a step hangs', async () => {
    shutdown.add(() => new Promise<void>(() => undefined));
    shutdown.begin(3);
    expect(shutdown.hasBegun).toBe(true);
    clock.advance(4_999);
    expect(codes).toEqual([]);
    clock.advance(1);
    await exited;
    expect(codes).toEqual([3]);
  });

  it('begins once, with the first code', async () => {
    shutdown.begin(1);
    shutdown.begin(0);
    await exited;
    expect(codes).toEqual([1]);
  });
});
