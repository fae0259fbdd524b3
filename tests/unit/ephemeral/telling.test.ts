import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nextTelling, Telling, type TellingEvent, type TellingState } from '../../../main/ephemeral/telling';
import { ManualClock } from '../../support/manual-clock';

const events: readonly TellingEvent[] = ['online', 'time', 'note', 'told', 'left', 'lost'];

describe('the states of telling', () => {
  it.each<readonly [TellingState, readonly (TellingState | null)[]]>([
    ['off', ['waiting', null, null, null, null, null]],
    ['waiting', [null, 'telling', null, null, null, 'off']],
    ['telling', [null, null, 'again', 'resting', 'waiting', 'off']],
    ['again', [null, null, null, 'waiting', 'waiting', 'off']],
    ['resting', [null, null, 'waiting', null, null, 'off']],
  ])('lead from %s where the table says', (state, expected) => {
    expect(events.map((event) => nextTelling(state, event))).toEqual(expected);
  });
});

describe('runs of telling', () => {
  let clock: ManualClock;
  let ends: ((leftMs: number | null | Error) => void)[];
  let failures: unknown[];
  let telling: Telling;
  beforeEach(() => {
    clock = new ManualClock();
    [ends, failures] = [[], []];
    telling = new Telling({
      clock,
      afterSignInMs: 100,
      gatherMs: 10,
      tell: () =>
        new Promise((resolve, reject) =>
          ends.push((leftMs) => (leftMs instanceof Error ? reject(leftMs) : resolve(leftMs))),
        ),
      failed: (error) => failures.push(error),
    });
  });
  afterEach(() => telling.dispose());

  async function pass(ms: number): Promise<void> {
    clock.advance(ms);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
  async function end(run: number, leftMs: number | null | Error): Promise<void> {
    ends[run]?.(leftMs);
    await pass(0);
  }

  it('are one at a time, however often something comes up', async () => {
    telling.online();
    await pass(100);
    telling.note();
    telling.note();
    await pass(1_000);
    expect(ends).toHaveLength(1);
    await end(0, null);
    await pass(10);
    expect(ends).toHaveLength(2);
    await end(1, null);
    await pass(100_000);
    expect([ends.length, telling.isResting]).toEqual([2, true]);
  });

  it('go on after what the disk says, half a minute later, and it is reported', async () => {
    telling.online();
    await pass(100);
    await end(0, new Error('disk full'));
    expect(failures).toHaveLength(1);
    await pass(29_999);
    expect(ends).toHaveLength(1);
    await pass(1);
    expect(ends).toHaveLength(2);
  });

  it('of a connection that has ended say nothing of the next one', async () => {
    telling.online();
    await pass(100);
    telling.disconnected();
    telling.online();
    await pass(100);
    expect(ends).toHaveLength(2);
    await end(0, null);
    expect(telling.isResting).toBe(false);
    await end(1, null);
    expect(telling.isResting).toBe(true);
  });
});
