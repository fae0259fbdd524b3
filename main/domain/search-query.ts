import { isFindablePlace, queryTerms, type TermChoice } from './search-terms';
import { foldText, foldWithSources, searchedPart, type FoldedText } from './search-text';

/** Longest text that can be searched for, UTF-16 units. */
export const maxQueryLength = 200;

/** What to search for: texts that contain every part. */
export interface SearchQuery {
  /** Folded, without white space, never empty. */
  readonly parts: readonly string[];
  /** What the index knows of such a text: one choice for each part that it knows something of; at least one. */
  readonly choices: readonly TermChoice[];
}

/** A stretch of a text, UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly length: number;
}

/**
 * The query that somebody typed: parts between white space, in any order in the text. Null when nothing in it can be
 * looked up, such as punctuation alone.
 */
export function parseSearchQuery(typed: string): SearchQuery | null {
  const parts = [
    ...new Set(foldText(typed.slice(0, maxQueryLength).replace(/\p{Cs}/gu, '')).split(/\s+/u)),
  ].filter((part) => part !== '');
  const choices = parts.map(queryTerms).filter((choice) => choice.length > 0);
  return choices.length === 0 ? null : { parts, choices };
}

/** Whether a text contains every part of the query: the truth, of which the index is only an approximation. */
export function matchesQuery(text: string, { parts }: SearchQuery): boolean {
  const folded = foldText(text);
  return parts.every((part) => placeOf(part, folded) !== null);
}

/** The first place of every part in the text, in their order there; empty when the text does not match. */
export function rangesOf(text: string, { parts }: SearchQuery): readonly TextRange[] {
  const head = searchedPart(text);
  // Most is found at the beginning, and the way back from all of a very long text takes longer than a frame.
  const ranges = rangesIn(foldWithSources(head), parts);
  if (ranges.length > 0 || head.length === text.length) return ranges;
  return matchesQuery(text, { parts, choices: [] }) ? rangesIn(foldWithSources(text), parts) : [];
}

function rangesIn(folded: FoldedText, parts: readonly string[]): readonly TextRange[] {
  const ranges = parts.map((part) => rangeOf(part, folded));
  const found = ranges.filter((range) => range !== null);
  return found.length < ranges.length ? [] : found.sort((a, b) => a.start - b.start);
}

function rangeOf(part: string, { text, sources }: FoldedText): TextRange | null {
  const index = placeOf(part, text);
  if (index === null) return null;
  const start = sources[index] ?? 0;
  let end = index + part.length;
  // A match that ends within a character ends after it.
  while (end < text.length && sources[end] === sources[end - 1]) end += 1;
  return { start, length: (sources[end] ?? start) - start };
}

function placeOf(part: string, folded: string): number | null {
  for (let index = folded.indexOf(part); index !== -1; index = folded.indexOf(part, index + 1)) {
    if (isFindablePlace(folded, index, part)) return index;
  }
  return null;
}
