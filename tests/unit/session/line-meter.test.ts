import { beforeEach, describe, expect, it } from 'vitest';
import { LineMeter } from '../../../main/session/line-meter';
import { ManualClock } from '../../support/manual-clock';

let clock: ManualClock;
let pings: number;
let line: LineMeter;
let told: string[];
beforeEach(() => {
  clock = new ManualClock();
  pings = 0;
  told = [];
  line = new LineMeter(clock, () => {
    pings += 1;
    line.sent(1, 'ping');
  });
  line.reset();
});
const tell = (word: string) => (): void => void told.push(word);

describe('T3: what the server has got', () => {
  it('is known by the pong to a ping behind it, not by a write', () => {
    line.sent(240_000);
    line.moved('out');
    line.whenArrived(tell('picture'));
    expect([pings, told, line.unprovenBytes]).toEqual([1, [], 240_001]);
    clock.advance(24_000);
    line.ponged();
    expect([told, line.unprovenBytes]).toEqual([['picture'], 0]);
    line.whenArrived(tell('known'));
    expect([pings, told]).toEqual([1, ['picture', 'known']]);
  });

  it('is asked with one ping at a time, whoever asks', () => {
    line.sent(100);
    line.whenArrived(tell('one'));
    line.whenArrived(tell('the same'));
    line.sent(100);
    line.whenArrived(tell('two'));
    line.whenArrived(tell('the same'));
    expect(pings).toBe(1);
    line.ponged();
    expect([pings, told]).toEqual([2, ['one', 'the same']]);
    line.ponged();
    expect([pings, told]).toEqual([2, ['one', 'the same', 'two', 'the same']]);
  });

  it('is not proven by the pong to an earlier ping, the heartbeat’s included', () => {
    line.sent(1, 'ping');
    line.sent(100);
    line.whenArrived(tell('question'));
    line.ponged();
    expect(told).toEqual([]);
    line.ponged();
    expect(told).toEqual(['question']);
  });

  it('is asked again when a pong was lost', () => {
    line.sent(100);
    line.whenArrived(tell('question'));
    clock.advance(60_000);
    expect(pings).toBeGreaterThan(1);
    line.ponged();
    expect(told).toEqual(['question']);
    expect(clock.waitingTimers).toBe(0);
  });

  it('is nothing once the connection has ended', () => {
    line.sent(100);
    line.whenArrived(tell('question'));
    line.whenHeard(tell('life'));
    line.reset();
    line.ponged();
    expect([told, line.unprovenBytes, clock.waitingTimers]).toEqual([[], 0, 0]);
  });

  it('is not told to those who have stopped to listen', () => {
    line.sent(100);
    line.whenArrived(tell('question')).dispose();
    line.ponged();
    expect([told, clock.waitingTimers]).toEqual([[], 0]);
  });
});

describe('a sign of life', () => {
  it('is the answer to a ping that is sent from now on', () => {
    line.sent(1, 'ping');
    line.whenHeard(tell('life'));
    line.ponged();
    expect([pings, told]).toEqual([1, []]);
    line.ponged();
    expect(told).toEqual(['life']);
  });
});

describe('T4: waiting follows size and line', () => {
  it('takes the slowest line for granted at first, and then what it has carried', () => {
    expect(line.waitMs()).toBe(15_000);
    expect(line.waitMs(240_000)).toBe(75_000);
    line.sent(240_000);
    line.whenArrived(tell('picture'));
    clock.advance(1_000);
    line.ponged();
    expect(line.waitMs(240_000)).toBeLessThan(20_000);
  });

  it('expects less of a line that died over its bytes', () => {
    line.sent(240_000);
    line.whenArrived(tell('picture'));
    clock.advance(1_000);
    line.ponged();
    const beforeMs = line.waitMs(240_000);
    line.sent(240_000);
    line.reset();
    expect(line.waitMs(240_000)).toBeGreaterThan(beforeMs);
  });

  it('knows whether anything moves', () => {
    clock.advance(10_000);
    expect(line.isMoving(1_000)).toBe(false);
    line.moved('in');
    clock.advance(1_000);
    expect(line.isMoving(1_000)).toBe(true);
    clock.advance(1);
    expect(line.isMoving(1_000)).toBe(false);
  });

  it('a line is overdue when a ping has waited, the bytes had their time and nothing came', () => {
    expect(line.isOverdue()).toBe(false);
    line.sent(1, 'ping');
    clock.advance(30_001);
    expect(line.isOverdue()).toBe(true);
    line.moved('in');
    expect(line.isOverdue()).toBe(false);
    clock.advance(30_001);
    expect(line.isOverdue()).toBe(true);
    line.ponged();
    expect(line.isOverdue()).toBe(false);
  });

  it('a picture that is under way is an excuse', () => {
    line.sent(240_000);
    line.sent(1, 'ping');
    clock.advance(60_000);
    expect(line.isOverdue()).toBe(false);
    clock.advance(60_000);
    expect(line.isOverdue()).toBe(true);
  });
});
