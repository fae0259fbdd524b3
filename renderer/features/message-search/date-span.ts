/** Two days as a field for dates gives them, `2026-03-01`, both in the span; empty for no end. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/** From the start of the first day until the end of the last one, ms; in this order, whichever was chosen first. Null for no end. */
export function dateSpan({ first, last }: Days): {
  readonly fromMs: number | null;
  readonly untilMs: number | null;
} {
  const [from, to] = first !== '' && last !== '' && last < first ? [last, first] : [first, last];
  return { fromMs: startOf(from, 0), untilMs: startOf(to, 1) };
}

/** The start of the local day so many days after one; no earlier than 1970, before which nothing was said. */
function startOf(day: string, days: number): number | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const startMs = new Date(year, month - 1, date + days).getTime();
  return Number.isNaN(startMs) ? null : Math.max(0, startMs);
}
