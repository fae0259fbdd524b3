import { describe, expect, it } from 'vitest';
import { Heartbeat } from '../../../main/session/heartbeat';
import { ManualClock } from '../../support/manual-clock';

function createHeart() {
  const clock = new ManualClock();
  const said: string[] = [];
  const line = { isOverdue: true, busyMs: 0, gapMs: 1_000 };
  const heart = new Heartbeat({ intervalMs: 1_000, maxUnanswered: 2, doubtMs: 400 }, clock, {
    sendPing: () => said.push('ping'),
    gapMs: () => line.gapMs,
    isOverdue: () => line.isOverdue,
    busyMs: () => line.busyMs,
    overslept: () => said.push('overslept'),
    stale: () => said.push('stale'),
  });
  return { clock, said, heart, line };
}

describe('the heartbeat', () => {
  it('is silent until it is started', () => {
    const { clock, said } = createHeart();
    clock.advance(10_000);
    expect(said).toEqual([]);
  });

  it('pings at its interval while something comes back', () => {
    const { clock, said, heart } = createHeart();
    heart.start();
    for (let beat = 0; beat < 5; beat += 1) {
      clock.advance(1_000);
      heart.answered();
    }
    expect(said).toEqual(['ping', 'ping', 'ping', 'ping', 'ping']);
  });

  it('tells once that the connection is stale after so many unanswered pings, and stops', () => {
    const { clock, said, heart } = createHeart();
    heart.start();
    clock.advance(10_000);
    expect(said).toEqual(['ping', 'ping', 'stale']);
    expect(clock.waitingTimers).toBe(0);
  });

  it('T3: waits for a line that has an excuse, and no longer', () => {
    const { clock, said, heart, line } = createHeart();
    line.isOverdue = false;
    heart.start();
    clock.advance(10_000);
    expect(said).toEqual(['ping', 'ping']);
    line.isOverdue = true;
    clock.advance(1_000);
    expect(said).toEqual(['ping', 'ping', 'stale']);
  });

  it('forgives a late answer', () => {
    const { clock, said, heart } = createHeart();
    heart.start();
    clock.advance(2_999);
    heart.answered();
    clock.advance(2_000);
    expect(said).toEqual(['ping', 'ping', 'ping', 'ping']);
  });

  it('begins anew when started again, with one timer', () => {
    const { clock, said, heart } = createHeart();
    heart.start();
    clock.advance(2_500);
    heart.start();
    expect(clock.waitingTimers).toBe(1);
    clock.advance(2_999);
    expect(said).not.toContain('stale');
  });

  it('leaves no timer behind', () => {
    const { clock, said, heart } = createHeart();
    heart.start();
    heart.dispose();
    clock.advance(10_000);
    expect([said, clock.waitingTimers]).toEqual([[], 0]);
  });

  it('follows a gap that changes', () => {
    const { clock, said, heart, line } = createHeart();
    heart.start();
    line.gapMs = 200;
    clock.advance(1_200);
    expect(said).toEqual(['ping', 'ping']);
  });
});

describe('a doubt about the line', () => {
  it('T9: is a ping at once, and the end when nothing comes within a short time', () => {
    const { clock, said, heart } = createHeart();
    heart.start();
    clock.advance(100);
    heart.check();
    heart.check();
    expect(said).toEqual(['ping']);
    clock.advance(400);
    expect(said).toEqual(['ping', 'stale']);
    expect(clock.waitingTimers).toBe(0);
  });

  it('T9: is dispelled by whatever comes', () => {
    const { clock, said, heart } = createHeart();
    heart.start();
    heart.check();
    clock.advance(399);
    heart.answered();
    clock.advance(500);
    expect(said).toEqual(['ping']);
  });

  it('T9: has patience with a line that is busy with a picture', () => {
    const { clock, said, heart, line } = createHeart();
    line.busyMs = 500;
    heart.start();
    heart.check();
    clock.advance(899);
    expect(said).toEqual(['ping']);
    clock.advance(1);
    expect(said).toEqual(['ping', 'stale']);
  });

  it.each([
    ['stopped', (clock: ManualClock) => clock.sleep(45_000)],
    ['asleep, with a clock that stood still', (clock: ManualClock) => clock.jump(45_000)],
  ])('T9: comes by itself when the process was %s', (_name, stop) => {
    const { clock, said, heart } = createHeart();
    heart.start();
    stop(clock);
    expect(heart.isLate()).toBe(true);
    clock.advance(1_000);
    expect(said.slice(0, 2)).toEqual(['overslept', 'ping']);
    expect(heart.isLate()).toBe(false);
    clock.advance(400);
    expect(said.at(-1)).toBe('stale');
  });
});
