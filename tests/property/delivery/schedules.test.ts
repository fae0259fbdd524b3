import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyStep, Ledger, takeStep, type Step } from '../../support/simulation/schedule';
import { regressions } from './regressions';
import { judge, recover } from '../../support/simulation/verdict';
import { World } from '../../support/simulation/world';

const runs = Number(process.env['SCHEDULES'] ?? 30);
const seed = Number(process.env['SEED'] ?? 20_261);

async function run(steps: readonly Step[]): Promise<readonly string[]> {
  const world = await World.create();
  const ledger = new Ledger();
  try {
    for (const step of steps) await takeStep(step, world, ledger);
    await recover(world);
    return (await judge(world, ledger)).findings;
  } finally {
    await world.dispose();
  }
}

describe('schedules that once ended badly', () => {
  it.each(regressions.map((steps, index) => [index, steps] as const))(
    'number %i ends well',
    async (_index, steps) => {
      expect(await run(steps)).toEqual([]);
    },
  );
});

describe('random schedules of talking, taking back and misfortune', () => {
  it('end with everybody agreeing with the server: nothing lost, doubled, inverted or resurrected', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 40 }), async (steps) => {
        expect(await run(steps)).toEqual([]);
      }),
      { numRuns: runs, seed, endOnFailure: process.env['NOSHRINK'] === '1' },
    );
  }, 3_600_000);
});
