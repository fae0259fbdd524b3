import { describe, expect, it } from 'vitest';
import { Heartbeat } from '../../../main/session/heartbeat';
import { ManualClock } from '../../support/manual-clock';

function createHeart() {
  const clock = new ManualClock();
  const said: string[] = [];
  const line = { isOverdue: true };
  const heart = new Heartbeat({ intervalMs: 1_000, maxUnanswered: 2 }, clock, {
    sendPing: () => said.push('ping'),
    isOverdue: () => line.isOverdue,
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
});
