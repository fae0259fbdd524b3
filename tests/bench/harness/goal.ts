/** What is judged by a goal. */
export interface Judged {
  readonly value: number;
  readonly baselineValue: number | null;
  readonly ratio: number | null;
}

/** What a row is to reach: told in words, and judged. */
export interface Goal {
  readonly text: string;
  isMet(figures: Judged): boolean;
}

/** The value itself has to be this or less. */
export const atMost = (most: number, unit: string): Goal => ({
  text: `at most ${grouped(most)} ${unit}`,
  isMet: ({ value }) => value <= most,
});

/** The value itself has to be this or more. */
export const atLeast = (least: number, unit: string): Goal => ({
  text: `at least ${grouped(least)} ${unit}`,
  isMet: ({ value }) => value >= least,
});

/** So many times the baseline, and no more. */
export const atMostRatio = (most: number): Goal => ({
  text: `at most ${most} x`,
  isMet: ({ ratio }) => ratio !== null && ratio <= most,
});

/** So many times the baseline, or more. */
export const atLeastRatio = (least: number): Goal => ({
  text: `at least ${least} x`,
  isMet: ({ ratio }) => ratio !== null && ratio >= least,
});

/** So much more than the baseline, and no more. */
export const atMostAbove = (more: number, unit: string): Goal => ({
  text: `at most ${more} ${unit} more`,
  isMet: ({ value, baselineValue }) => baselineValue !== null && value - baselineValue <= more,
});

/** Several goals at once. */
export const both = (one: Goal, other: Goal): Goal => ({
  text: `${one.text}, ${other.text}`,
  isMet: (figures) => one.isMet(figures) && other.isMet(figures),
});

/** Shown beside others; nothing is asked of it. */
export const noGoal: Goal = { text: '–', isMet: () => true };

const grouped = (value: number): string => value.toLocaleString('en-US');
