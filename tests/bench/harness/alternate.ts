import type { Samples } from './row';

/** Two things that are compared. Each answers one figure. */
export interface Pair {
  readonly value: () => Promise<number>;
  readonly baseline: () => Promise<number>;
}

/**
 * Measures both sides in turn, in rounds: what the machine does meanwhile lies on both. Who is first changes with each round.
 */
export async function alternate(rounds: number, { value, baseline }: Pair): Promise<Samples> {
  const values: number[] = [];
  const baselines: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const measureValue = async (): Promise<unknown> => values.push(await value());
    const measureBaseline = async (): Promise<unknown> => baselines.push(await baseline());
    const order = round % 2 === 0 ? [measureBaseline, measureValue] : [measureValue, measureBaseline];
    for (const measure of order) await measure();
  }
  return { values, baselines };
}

/** Figures that stand alone. */
export const alone = (...values: readonly number[]): Samples => ({ values, baselines: [] });
