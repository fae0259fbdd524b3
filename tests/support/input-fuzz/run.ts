import { SeededChance } from '../seeded-chance';
import { inputKinds } from './kinds';

/** What became of inputs that nobody meant. */
export interface InputFuzzReport {
  readonly seed: number;
  /** How many of each kind were read. */
  readonly inputs: Readonly<Record<string, number>>;
  /** What was thrown, or answered against its promise; the first ones. */
  readonly faults: readonly string[];
  readonly slowestMs: number;
  readonly seconds: number;
}

const toldFaults = 20;

/** Gives `inputs` inputs to the code that reads them, the same number of each kind. */
export function fuzzInputs({
  inputs,
  seed,
}: {
  readonly inputs: number;
  readonly seed: number;
}): InputFuzzReport {
  const startedMs = performance.now();
  const each = Math.ceil(inputs / Object.keys(inputKinds).length);
  const faults: string[] = [];
  let slowestMs = 0;
  for (const [name, run] of Object.entries(inputKinds)) {
    for (let count = 0; count < each; count += 1) {
      // Any one of them can be run again by its number.
      const beganMs = performance.now();
      const fault = faultOf(() => run(new SeededChance(seed * 0x9e37 + count)));
      slowestMs = Math.max(slowestMs, performance.now() - beganMs);
      if (fault !== null && faults.length < toldFaults) faults.push(`${name} ${count}: ${fault}`);
    }
  }
  return {
    seed,
    inputs: Object.fromEntries(Object.keys(inputKinds).map((name) => [name, each])),
    faults,
    slowestMs: Math.round(slowestMs),
    seconds: Math.round((performance.now() - startedMs) / 1000),
  };
}

function faultOf(run: () => string | null): string | null {
  try {
    return run();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message.slice(0, 200)}` : 'something was thrown';
  }
}
