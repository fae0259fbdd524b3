import type { Figures, Row, Samples } from './row';

/** The value below which a share of all lies, 0 to 1; interpolated between two. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('no values');
  const sorted = [...values].sort((one, other) => one - other);
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}

/** The middle of all values. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** What the rounds of a row say together. */
export function figuresOf({ values, baselines }: Samples, goal: Row['goal']): Figures {
  const value = median(values);
  const isPaired = baselines.length === values.length && baselines.every((baseline) => baseline > 0);
  const pairs = isPaired ? values.map((one, index) => one / (baselines[index] ?? 0)) : [];
  const baselineValue = baselines.length === 0 ? null : median(baselines);
  const ratioOfMedians = baselineValue === null || baselineValue === 0 ? null : value / baselineValue;
  const ratio = pairs.length > 0 ? median(pairs) : ratioOfMedians;
  return {
    value,
    spread: [Math.min(...values), Math.max(...values)],
    baselineValue,
    ratio,
    rounds: values.length,
    isGoalMet: goal.isMet({ value, baselineValue, ratio }),
  };
}
