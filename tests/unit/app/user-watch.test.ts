import { beforeEach, describe, expect, it } from 'vitest';
import { UserWatch } from '../../../main/app/user-watch';
import { Emitter } from '../../../main/platform/emitter';
import { ManualClock } from '../../support/manual-clock';

let clock: ManualClock;
let idleSeconds: number;
let looks: number;
let screen: { isAway: boolean; readonly changed: Emitter<{ readonly isAway: boolean }> };
let moves: boolean[];
let watch: UserWatch;
beforeEach(() => {
  clock = new ManualClock();
  idleSeconds = 0;
  looks = 0;
  screen = { isAway: false, changed: new Emitter() };
  moves = [];
  const power = {
    getSystemIdleTime: () => {
      looks += 1;
      return idleSeconds;
    },
  };
  watch = new UserWatch({ power, screen, clock });
  watch.changed.on((isAway) => moves.push(isAway));
});

function lock(isAway: boolean): void {
  screen.isAway = isAway;
  screen.changed.emit({ isAway });
}

describe('the user of the computer', () => {
  it('is away after ten minutes in which nothing was touched, and back within two seconds', () => {
    idleSeconds = 599;
    clock.advance(30_000);
    expect(moves).toEqual([]);
    idleSeconds = 600;
    clock.advance(30_000);
    expect([moves, watch.isAway]).toEqual([[true], true]);
    idleSeconds = 0;
    clock.advance(2_000);
    expect(moves).toEqual([true, false]);
  });

  it('is away at once when the screen is locked, and back when it is opened', () => {
    lock(true);
    lock(false);
    expect(moves).toEqual([true, false]);
  });

  it('stays away when the screen is opened for a moment and nobody touches anything', () => {
    idleSeconds = 700;
    clock.advance(30_000);
    lock(true);
    lock(false);
    expect(moves).toEqual([true]);
  });

  it('is looked for twice a minute while there, and no more when the watch has ended', () => {
    clock.advance(300_000);
    expect(looks).toBe(11);
    watch.dispose();
    clock.advance(300_000);
    lock(true);
    expect([looks, moves, clock.waitingTimers]).toEqual([11, [], 0]);
  });
});
