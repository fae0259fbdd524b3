import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScreenPresence } from '../../../main/app/screen-presence';
import { ManualClock } from '../../support/manual-clock';

class TestPower extends EventEmitter {
  state: 'active' | 'idle' | 'locked' | 'unknown' = 'active';
  getSystemIdleState() {
    return this.state;
  }
}

let power: TestPower;
let clock: ManualClock;
let told: boolean[];
let screen: ScreenPresence;
const watchOn = (platform: NodeJS.Platform): void => {
  screen = new ScreenPresence({ power, platform, clock });
  screen.changed.on(({ isAway }) => told.push(isAway));
};
beforeEach(() => {
  power = new TestPower();
  clock = new ManualClock();
  told = [];
});
afterEach(() => {
  screen.dispose();
  expect(power.eventNames()).toEqual([]);
});

describe('the screen', () => {
  it('T30: cannot be seen while it is locked or the computer sleeps', () => {
    watchOn('win32');
    for (const event of ['lock-screen', 'suspend', 'resume']) power.emit(event);
    expect([screen.isAway, told]).toEqual([true, [true]]);
    power.emit('unlock-screen');
    expect([screen.isAway, told]).toEqual([false, [true, false]]);
  });

  it('T30: is asked on Linux, where a lock sends no event', () => {
    watchOn('linux');
    power.state = 'locked';
    clock.advance(2_000);
    expect([screen.isAway, told]).toEqual([true, [true]]);
    power.state = 'idle';
    clock.advance(2_000);
    expect([screen.isAway, told]).toEqual([false, [true, false]]);
  });

  it('is not asked where events tell it, and a system that does not know has no locked screen', () => {
    watchOn('darwin');
    power.state = 'locked';
    clock.advance(10_000);
    expect(screen.isAway).toBe(false);
    screen.dispose();
    watchOn('linux');
    power.state = 'unknown';
    clock.advance(10_000);
    expect(screen.isAway).toBe(false);
  });
});
