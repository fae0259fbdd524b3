import { expect, it } from 'vitest';
import { fuzzInputs } from '../support/input-fuzz/run';
import { soakSize, writeSoakReport } from '../support/soak';

const seed = soakSize('SEED', { full: 1, quick: 1 });
const inputs = soakSize('INPUTS', { full: 1_000_000, quick: 10_000 });

it('a million inputs that nobody meant are read without a fault', () => {
  const report = fuzzInputs({ inputs, seed });
  writeSoakReport('input-fuzz', report);
  expect(report.faults).toEqual([]);
  expect(report.slowestMs).toBeLessThan(2_000);
});
