/** Largest files that can be chosen to come by themselves, bytes; 0: none. */
export const autoFetchSizes = [0, 1_000_000, 10_000_000, 100_000_000] as const;

/** The choice that stands for a stored size: the largest that is not more. */
export const autoFetchChoice = (bytes: number): string =>
  String(autoFetchSizes.filter((size) => size <= bytes).at(-1) ?? 0);
