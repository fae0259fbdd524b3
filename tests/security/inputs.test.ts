import { describe, expect, it } from 'vitest';
import { fuzzInputs } from '../support/input-fuzz/run';
import { inputKinds } from '../support/input-fuzz/kinds';

/** Ten thousand of each kind are a second; `npm run test:soak -- --only input-fuzz` reads a million. */
const perKind = 5_000;

describe('inputs that nobody meant', () => {
  it('neither throw nor get an answer that breaks its promise: links, names, addresses, arguments, pictures', () => {
    const report = fuzzInputs({ inputs: perKind * Object.keys(inputKinds).length, seed: 7 });
    expect(report.faults).toEqual([]);
  });
});
