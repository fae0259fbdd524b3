/** What of a text is searched, UTF-16 units: the index of one message stays small, and so does the work of forgetting it. */
export const searchedLength = 2_000;

/** A text in the form in which texts are compared, with the way back to the original. */
export interface FoldedText {
  readonly text: string;
  /** For every UTF-16 unit of `text` where its source begins in the original; at the end the length of what was folded. */
  readonly sources: readonly number[];
}

// A character with what may join it to one character: combining marks, halfwidth voicing marks, vowels and finals of Hangul.
const cluster = /[^](?:\p{M}|[\u1160-\u11ff]|\uff9e|\uff9f)*/gu;
const invisible = /\u00ad|[\u200b-\u200f]|\u2060|[\ufe00-\ufe0f]|\ufeff/gu;
const nothing = /(?:)/u;
const ascii = /^[\0-\x7f]*$/u;

/** The part of a text that is searched; never ends with half a character. */
export function searchedPart(text: string): string {
  if (text.length <= searchedLength) return text;
  const last = text.charCodeAt(searchedLength - 1);
  const isHalf = last >= 0xd800 && last < 0xdc00;
  return text.slice(0, isHalf ? searchedLength - 1 : searchedLength);
}

/** Compatibility forms, case and invisible characters make no difference: `Ｗｉｆｉ` is `wifi`, `ﾊﾟ` is `パ`. */
export function foldText(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text.replace(cluster, foldCluster);
}

/** `foldText` that remembers where everything came from. */
export function foldWithSources(text: string): FoldedText {
  let folded = '';
  const sources: number[] = [];
  for (const { 0: source, index } of text.matchAll(cluster)) {
    const part = foldCluster(source);
    folded += part;
    sources.push(...new Array<number>(part.length).fill(index));
  }
  return { text: folded, sources: [...sources, text.length] };
}

/**
 * The engine keeps the last text that an expression has matched, whatever becomes of it elsewhere. Makes that an empty one,
 * after something was done with a text that is being erased.
 */
export function dropLastMatch(): void {
  nothing.test('');
}

function foldCluster(source: string): string {
  return source.normalize('NFKC').toLowerCase().replace(invisible, '');
}
