/** Revoke windows that can be chosen, seconds; null: without limit. */
export const revokeWindows = [30, 120, 600, 3_600, null] as const;

/** A revoke window as the value of a choice: `30`, ... or `unlimited`. */
export function revokeWindowValue(seconds: number | null): string {
  return seconds === null ? 'unlimited' : String(seconds);
}

/** The revoke window of a choice's value. */
export function revokeWindowOf(value: string): number | null {
  return value === 'unlimited' ? null : Number(value);
}
