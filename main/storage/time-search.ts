/** A message on the way to a moment. */
export interface TimedPlace {
  readonly place: bigint;
  readonly tieBreaker: bigint;
  /** Server time, ns. */
  readonly sortNs: bigint;
}

/** Reads at most so many messages of a chat from a place on, in their order. */
export type ReadFrom = (place: bigint, limit: number) => readonly TimedPlace[];

/** So many neighbours say what time it is at a place: one that is dated wrongly leads nobody astray. */
const witnesses = 5;
/** The first message at or after the moment is at most this far behind the place at which the search ends. */
const mostBehind = 4 * witnesses;

/**
 * The first message of a chat at or after a moment, null when all were before it. A chat is in the order of its places, and times follow
 * them but for a few that clocks got wrong: so the places are halved, sixty times at most, and no index of times is needed.
 */
export function placeAtTime(
  timeNs: bigint,
  { first, last }: { readonly first: bigint; readonly last: bigint },
  readFrom: ReadFrom,
): TimedPlace | null {
  let [low, high] = [first, last + 1n];
  while (low < high) {
    const middle = low + (high - low) / 2n;
    const there = readFrom(middle, witnesses);
    const median = medianNs(there);
    if (median === null || median >= timeNs) high = middle;
    // Between the middle and the first message from it on there is none.
    else low = (there[0]?.place ?? middle) + 1n;
  }
  const behind = readFrom(low, mostBehind);
  const isThen = (index: number): boolean => (behind[index]?.sortNs ?? timeNs) >= timeNs;
  // Two in a row: one alone may be dated wrongly.
  const index = behind.findIndex((_, place) => isThen(place) && isThen(place + 1));
  return behind[index] ?? null;
}

function medianNs(there: readonly TimedPlace[]): bigint | null {
  const times = there.map(({ sortNs }) => sortNs).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return times[Math.floor(times.length / 2)] ?? null;
}
