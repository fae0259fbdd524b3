import { beforeEach, describe, expect, it } from 'vitest';
import { toDisposable } from '../../../main/platform/disposable';
import { Intake } from '../../../main/transport/intake';

let turns: (() => void)[];
let offered: number[][];
let source: string[];
let takesAtMost: number;
let intake: Intake;
beforeEach(() => {
  turns = [];
  offered = [];
  source = [];
  takesAtMost = Number.POSITIVE_INFINITY;
  intake = new Intake({
    afterTurn: (callback) => {
      turns.push(callback);
      return toDisposable(() => (turns = turns.filter((other) => other !== callback)));
    },
    take: (messages) => {
      offered.push(messages.map((message) => message[0] ?? -1));
      return Math.min(messages.length, takesAtMost);
    },
    pause: () => source.push('pause'),
    resume: () => source.push('resume'),
  });
});

/** The event loop has its turns until nothing is left to do. */
function run(): void {
  for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) turn();
}
const push = (...values: number[]): void => values.forEach((value) => intake.push(Uint8Array.of(value)));

describe('the intake of a connection', () => {
  it('T42: offers together what came in one turn', () => {
    push(1, 2, 3);
    run();
    push(4);
    run();
    expect(offered).toEqual([[1, 2, 3], [4]]);
  });

  it('T42: offers the rest again, before what comes later, after the event loop has had a turn', () => {
    takesAtMost = 2;
    push(1, 2, 3);
    turns.shift()?.();
    push(4);
    expect([offered, turns.length]).toEqual([[[1, 2, 3]], 1]);
    run();
    expect(offered).toEqual([
      [1, 2, 3],
      [3, 4],
    ]);
  });

  it.each([
    ['many messages', () => push(...Array<number>(5_000).fill(7))],
    ['many bytes', () => intake.push(new Uint8Array(2_000_000))],
  ])('T42: stops the source for %s, and starts it when half of them are worked off', (_name, fill) => {
    fill();
    expect(source).toEqual(['pause']);
    run();
    expect(source).toEqual(['pause', 'resume']);
    expect(offered.flat()).toHaveLength(_name === 'many bytes' ? 1 : 5_000);
  });

  it('tells the end after everything was taken, and at once when nothing waits', () => {
    const told: string[] = [];
    takesAtMost = 1;
    push(1, 2);
    intake.end(() => told.push(`end after ${offered.length}`));
    expect(told).toEqual([]);
    run();
    intake.end(() => told.push('end'));
    expect(told).toEqual(['end after 2', 'end']);
  });

  it('forgets what nobody wants any more', () => {
    push(1, 2);
    intake.clear();
    run();
    expect([offered, turns]).toEqual([[], []]);
  });
});
