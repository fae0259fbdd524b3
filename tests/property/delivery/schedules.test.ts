import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runSchedule } from '../../support/simulation/run-schedule';
import { anySchedule, type Step } from '../../support/simulation/schedule';
import { regressions } from './regressions';

// 400 stay below a minute on two busy cores; thousands run in `npm run test:soak -- --only schedules`.
const runs = Number(process.env['SCHEDULES'] ?? 400);
/** A test each, so that something finishes now and then. */
const batches = 8;
const seed = Number(process.env['SEED'] ?? 20_261);

const findingsOf = async (steps: readonly Step[]): Promise<readonly string[]> =>
  (await runSchedule(steps)).verdict.findings;

describe('schedules that once ended badly', () => {
  it.each(regressions.map((steps, index) => [index, steps] as const))(
    'number %i ends well',
    async (_index, steps) => {
      expect(await findingsOf(steps)).toEqual([]);
    },
  );
});

describe('random schedules of talking, taking back and misfortune', () => {
  it.each(Array.from({ length: batches }, (_, batch) => batch))(
    'end with everybody agreeing with the server: nothing lost, doubled, inverted or resurrected (batch %i)',
    async (batch) => {
      await fc.assert(
        fc.asyncProperty(anySchedule, async (steps) => {
          expect(await findingsOf(steps)).toEqual([]);
        }),
        {
          numRuns: Math.ceil(runs / batches),
          seed: seed + batch,
          endOnFailure: process.env['NOSHRINK'] === '1',
        },
      );
    },
    3_600_000,
  );
});
