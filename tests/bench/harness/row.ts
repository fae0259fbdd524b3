import type { Goal } from './goal';

/** What the numbers of a row are. */
export type Unit =
  'ms' | 'x' | 'MB' | 'MB/s' | 'bytes' | 'messages/s' | 'frames %' | 'statements' | 'rows' | 'CPU s/min';

/** One line of the table: what is measured and what is wanted. Its figures are in `Samples`. */
export interface Row {
  /** What the value is, in words of the table. */
  readonly title: string;
  readonly unit: Unit;
  /** What it is compared with, in the same unit; null: it stands alone. */
  readonly baseline: string | null;
  readonly goal: Goal;
  /** What limits the figure, as far as it was looked into: goes into the document as it stands. */
  readonly limit: string;
}

/** The figures of a row, one of each round. Baselines were taken in the same rounds, or there are none. */
export interface Samples {
  readonly values: readonly number[];
  readonly baselines: readonly number[];
}

/** Medians of the rounds with their spread. */
export interface Figures {
  readonly value: number;
  readonly spread: readonly [lowest: number, highest: number];
  readonly baselineValue: number | null;
  /** Median of the rounds' own ratios: load that lies on a whole round lies on both of its sides. */
  readonly ratio: number | null;
  readonly rounds: number;
  readonly isGoalMet: boolean;
}
