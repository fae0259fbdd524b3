import type { NameReading } from './plain-name';

/** How a name fits what is typed: it begins so, or it contains it. */
export type Fit = 'begins' | 'contains';

/** Longest text that is looked for as the reading of a name, UTF-16 units: places in it are bits of a number. */
const longestTyped = 30;

/**
 * Whether a typed text is how a name is read, from its first or from a later piece on: whole syllables, beginnings of them, single
 * initials, in any mixture. `typed` is in plain letters without spaces. The work grows with the length of both, whatever the
 * name: whoever has chosen it may have chosen it for having many readings.
 */
export function matchReading(reading: NameReading, typed: string): Fit | null {
  if (typed === '' || typed.length > longestTyped) return null;
  if (isRead(reading, typed, false)) return 'begins';
  return isRead(reading, typed, true) ? 'contains' : null;
}

/** Goes from piece to piece with all places of the typed text that can have been reached before it, one bit each. */
function isRead(reading: NameReading, typed: string, startsAnywhere: boolean): boolean {
  const end = 1 << typed.length;
  let reached = 1;
  for (const ways of reading) {
    let next = 0;
    for (let place = 0; place < typed.length; place += 1) {
      if ((reached & (1 << place)) === 0) continue;
      for (const way of ways) {
        for (let length = 0; length < way.length && way[length] === typed[place + length]; length += 1) {
          next |= 1 << (place + length + 1);
        }
      }
    }
    if ((next & end) !== 0) return true;
    if (next === 0 && !startsAnywhere) return false;
    reached = startsAnywhere ? next | 1 : next;
  }
  return false;
}
