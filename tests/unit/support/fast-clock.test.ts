import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../main/platform/clock';
import { createFastClock } from '../../support/fast-clock';

/** This process has so much to do that no timer comes. */
function compute(forMs: number): void {
  const endMs = systemClock.monotonicMs() + forMs;
  while (systemClock.monotonicMs() < endMs);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => systemClock.after(ms, resolve));

describe('a fast clock', () => {
  it('waits a part of the time', async () => {
    await new Promise<void>((resolve) => createFastClock(1_000_000).after(60_000_000, resolve));
  });

  it('counts no time in which the process was busy', async () => {
    const fired: string[] = [];
    createFastClock(10).after(2_000, () => fired.push('patience is over'));
    compute(300);
    await pause(0);
    expect(fired).toEqual([]);
    await expect.poll(() => fired).toEqual(['patience is over']);
  });

  it('does not call what was disposed of, in the first step or a later one', async () => {
    const fired: string[] = [];
    const clock = createFastClock(10);
    const [first, later] = [300, 600].map((delayMs) => clock.after(delayMs, () => fired.push('disposed')));
    first?.dispose();
    await pause(30);
    later?.dispose();
    await new Promise<void>((resolve) => clock.after(1_000, resolve));
    expect(fired).toEqual([]);
  });
});
