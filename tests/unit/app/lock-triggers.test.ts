import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LockTriggers, type LockWish } from '../../../main/app/lock-triggers';
import { Emitter } from '../../../main/platform/emitter';
import { ManualClock } from '../../support/manual-clock';

let clock: ManualClock;
let wish: LockWish;
/** When the last key was pressed; null: the system cannot tell. */
let touchedMs: number | null;
let unattendedMs: number;
let locked: number[];
let triggers: LockTriggers;
const changed = new Emitter<{ readonly isAway: boolean }>();

beforeEach(() => {
  clock = new ManualClock();
  wish = { isOpen: true, idleMinutes: 5, withScreen: true };
  touchedMs = 0;
  unattendedMs = 0;
  locked = [];
  triggers = new LockTriggers({
    power: {
      getSystemIdleTime: () =>
        touchedMs === null ? 0 : Math.floor((clock.monotonicMs() - touchedMs) / 1_000),
    },
    screen: { changed },
    clock,
    wish: () => wish,
    unattendedMs: () => unattendedMs,
    lock: () => {
      locked.push(clock.monotonicMs());
      wish = { ...wish, isOpen: false };
    },
  });
});
afterEach(() => triggers.dispose());

const minute = 60_000;

describe('the app', () => {
  it('locks itself when nothing was touched for as long as is set, and not before', () => {
    clock.advance(4 * minute);
    touchedMs = clock.monotonicMs();
    clock.advance(5 * minute - 1);
    expect(locked).toEqual([]);
    clock.advance(1_000);
    expect(locked).toHaveLength(1);
    clock.advance(60 * minute);
    expect(locked).toHaveLength(1);
  });

  it('does not lock itself where that is not set, and follows what is set later', () => {
    wish = { ...wish, idleMinutes: null };
    clock.advance(60 * minute);
    expect(locked).toEqual([]);
    wish = { ...wish, idleMinutes: 15 };
    triggers.follow();
    expect(locked).toHaveLength(1);
  });

  it('locks itself as late, and no later, when its clock is set', () => {
    clock.advance(4 * minute);
    clock.jump(-24 * 60 * minute);
    clock.advance(minute + 1_000);
    expect(locked).toHaveLength(1);
  });

  it('locks itself with the screen and before a sleep, if that is set', () => {
    wish = { ...wish, withScreen: false };
    changed.emit({ isAway: true });
    expect(locked).toEqual([]);
    wish = { ...wish, withScreen: true };
    changed.emit({ isAway: false });
    expect(locked).toEqual([]);
    changed.emit({ isAway: true });
    expect(locked).toHaveLength(1);
    changed.emit({ isAway: true });
    expect(locked).toHaveLength(1);
  });

  it('goes by its own window where the system cannot tell when something was touched', () => {
    touchedMs = null;
    clock.advance(20 * minute);
    expect(locked).toEqual([]);
    unattendedMs = 5 * minute;
    clock.advance(30_000);
    expect(locked).toHaveLength(1);
  });

  it('wakes twice a minute at most while somebody works', () => {
    let looks = 0;
    triggers.dispose();
    const counting = new LockTriggers({
      power: {
        getSystemIdleTime: () => {
          looks += 1;
          return 1;
        },
      },
      screen: { changed },
      clock,
      wish: () => wish,
      unattendedMs: () => 0,
      lock: () => undefined,
    });
    clock.advance(10 * minute);
    expect(looks).toBeLessThanOrEqual(21);
    counting.dispose();
  });
});
