/** How long no further PIN is taken after so many wrong ones in a row, ms. The last row holds for all that follow. */
const delaysMs = [0, 0, 0, 0, 0, 30_000, 60_000, 300_000, 900_000] as const;

/**
 * How long nobody may try after so many wrong tries, ms. It is time in which the app runs: a restart begins it anew, and no clock
 * that can be set has a part in it. A quarter of an hour for each try makes weeks of a PIN of four digits.
 */
export function delayAfter(wrongTries: number): number {
  return delaysMs[Math.min(wrongTries, delaysMs.length - 1)] ?? 0;
}
