import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runPowerCuts } from '../../support/attachments/power-cut-run';

describe('attachments on a disk whose power goes at any moment', () => {
  it('are whole when they were committed, and have left nothing when they were not or were erased', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), async (seed) => {
        const { faults, cuts } = await runPowerCuts({ seed, lives: 12 });
        expect(faults).toEqual([]);
        expect(cuts).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
  });
});
