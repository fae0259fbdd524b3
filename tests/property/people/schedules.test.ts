import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCrowdSchedule, type CrowdStep } from '../../support/simulation/people/crowd-schedule';
import { runCrowdSchedule } from '../../support/simulation/people/run-crowd-schedule';

// Some stay below a quarter of a minute; thousands run in `npm run test:soak -- --only people`.
const runs = Number(process.env['SCHEDULES'] ?? 40);
/** A test each, so that something finishes now and then. */
const batches = 4;
const seed = Number(process.env['SEED'] ?? 20_262);

const findingsOf = async (steps: readonly CrowdStep[]) => (await runCrowdSchedule(steps)).findings;

describe('random schedules of friends, rooms, profiles, presence, talk and misfortune', () => {
  it.each(Array.from({ length: batches }, (_, batch) => batch))(
    'end with everybody seeing what the server has, and with counters that equal a recount (batch %i)',
    async (batch) => {
      await fc.assert(
        fc.asyncProperty(anyCrowdSchedule, async (steps) => {
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
