import type { FailureCode } from './result';

/** Fewest signs of a PIN or a passphrase. */
export const fewestPinSigns = 4;
/** Most UTF-16 units of one. */
export const longestPin = 128;

/** Why a PIN or a passphrase cannot be taken; null: it can. Nothing but its length is ever refused. */
export function pinRefusal(pin: string): FailureCode | null {
  if (pin.length > longestPin) return 'pinTooLong';
  return [...pin.normalize('NFKC')].length < fewestPinSigns ? 'pinTooShort' : null;
}

/** What makes a PIN easy to guess; the catalogues have a sentence for each. */
export type PinWeakness = 'repeated' | 'sequence' | 'date' | 'short';

const shortDigits = 6;
const rows = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const;

/** What makes this PIN one of the first that somebody would try; null: nothing that is looked for. */
export function pinWeakness(pin: string): PinWeakness | null {
  const text = pin.normalize('NFKC').toLowerCase();
  const signs = [...text];
  if (signs.length < fewestPinSigns) return null;
  // 1111, 1212, 123123: half of it says all of it.
  const isRepeated = [1, 2, 3].some(
    (length) => signs.length >= 2 * length && signs.every((sign, index) => sign === signs[index % length]),
  );
  if (isRepeated) return 'repeated';
  const backwards = [...signs].reverse().join('');
  if (rows.some((row) => row.includes(text) || row.includes(backwards))) return 'sequence';
  if (isDate(signs)) return 'date';
  return signs.every(isDigit) && signs.length < shortDigits ? 'short' : null;
}

const isDigit = (sign: string): boolean => sign >= '0' && sign <= '9';

/** A year of somebody who lives, or a date with one. */
function isDate(signs: readonly string[]): boolean {
  if (!signs.every(isDigit) || ![4, 6, 8].includes(signs.length)) return false;
  const numberAt = (from: number, to: number): number => Number(signs.slice(from, to).join(''));
  const isYear = (year: number): boolean => year >= 1920 && year <= 2039;
  if (signs.length === 4) return isYear(numberAt(0, 4)) || isDay(numberAt(0, 2), numberAt(2, 4));
  if (signs.length === 6)
    return isDay(numberAt(2, 4), numberAt(4, 6)) || isDay(numberAt(0, 2), numberAt(2, 4));
  return (
    (isYear(numberAt(0, 4)) && isDay(numberAt(4, 6), numberAt(6, 8))) ||
    (isYear(numberAt(4, 8)) && isDay(numberAt(0, 2), numberAt(2, 4)))
  );
}

/** A month and a day, whichever comes first. */
const isDay = (one: number, other: number): boolean =>
  one >= 1 && other >= 1 && Math.min(one, other) <= 12 && Math.max(one, other) <= 31;
