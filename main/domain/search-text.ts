/**
 * What of a text has all its terms in the index, UTF-16 units; what is behind it has fewer. So the index of one message stays small, and
 * with it the work of forgetting it.
 */
export const searchedLength = 2_000;

/** A text in the form in which texts are compared, with the way back to the original. */
export interface FoldedText {
  readonly text: string;
  /** For every UTF-16 unit of `text` where its source begins in the original; at the end the length of what was folded. */
  readonly sources: readonly number[];
}

// A character with what may join it to one character: combining marks, halfwidth voicing marks, vowels and finals of Hangul. No more of
// them than any language writes: putting many in order takes time that grows with the square of their number.
const cluster = /[^](?:\p{M}|[\u1160-\u11ff]|\uff9e|\uff9f){0,15}/gu;
const invisible = /\u00ad|[\u200b-\u200f]|\u2060|[\ufe00-\ufe0f]|\ufeff/gu;
const nothing = /(?:)/u;
const ascii = /^[\0-\x7f]*$/u;

/** The part of a text that has all its terms; never ends with half a character. */
export function searchedPart(text: string): string {
  if (text.length <= searchedLength) return text;
  const last = text.charCodeAt(searchedLength - 1);
  const isHalf = last >= 0xd800 && last < 0xdc00;
  return text.slice(0, isHalf ? searchedLength - 1 : searchedLength);
}

/**
 * Compatibility forms, case, invisible characters, and the accents of Latin and Greek letters make no difference: `Ｗｉｆｉ` is `wifi`,
 * `ﾊﾟ` is `パ`, `Café` is `cafe`. Marks that are letters of their own in a language, as in Japanese or in Hindi, do.
 */
export function foldText(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  let folded = '';
  for (const { start, end, isPlain } of stretchesOf(text)) {
    const part = text.slice(start, end);
    folded += isPlain ? part : part.replace(cluster, foldCluster);
  }
  return folded;
}

/** `foldText` that remembers where everything came from. */
export function foldWithSources(text: string): FoldedText {
  let folded = '';
  const sources: number[] = [];
  for (const { start, end, isPlain } of stretchesOf(text)) {
    const part = text.slice(start, end);
    if (isPlain) {
      folded += part;
      for (let index = start; index < end; index += 1) sources.push(index);
      continue;
    }
    for (const { 0: source, index } of part.matchAll(cluster)) {
      const piece = foldCluster(source);
      folded += piece;
      sources.push(...new Array<number>(piece.length).fill(start + index));
    }
  }
  return { text: folded, sources: [...sources, text.length] };
}

/** A stretch of a text of which everything stays as it is when it is folded, or not. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly isPlain: boolean;
}

/** A very long text is mostly plain, and to look at each of its characters with an expression takes a tenth of a second. */
function* stretchesOf(text: string): Generator<Stretch> {
  let start = 0;
  for (let index = 0; index < text.length;) {
    while (index < text.length && isPlain(text.charCodeAt(index))) index += 1;
    // What follows may join the last one.
    const end = index === text.length ? index : Math.max(start, index - 1);
    if (end > start) yield { start, end, isPlain: true };
    start = end;
    while (index < text.length && !isPlain(text.charCodeAt(index))) index += 1;
    if (index > start) yield { start, end: index, isPlain: false };
    start = index;
  }
}

/** Small letters and figures of ASCII, and the characters of Chinese and Japanese that have one form. */
const isPlain = (code: number): boolean =>
  code < 0x80
    ? code < 0x41 || code > 0x5a
    : (code >= 0x4e00 && code <= 0x9fff) ||
      (code >= 0x3041 && code <= 0x3096) ||
      (code >= 0x30a1 && code <= 0x30fa) ||
      code === 0x3001 ||
      code === 0x3002;

/**
 * The engine keeps the last text that an expression has matched, whatever becomes of it elsewhere. Makes that an empty one,
 * after something was done with a text that is being erased.
 */
export function dropLastMatch(): void {
  nothing.test('');
}

/** Letters with an accent, and those that their languages write in two ways. */
const accented = /^[\p{Script=Latin}\p{Script=Greek}]/u;
const accents = /[\u0300-\u036f]/gu;
const sameLetters: Readonly<Record<string, string>> = {
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
  ё: 'е',
};

function foldCluster(source: string): string {
  const folded = source.normalize('NFKC').toLowerCase().replace(invisible, '');
  const plain = accented.test(folded)
    ? folded.normalize('NFD').replace(accents, '').normalize('NFC')
    : folded;
  return sameLetters[plain] ?? plain;
}
