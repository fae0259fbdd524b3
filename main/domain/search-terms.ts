import { foldText, searchedPart } from './search-text';

/** Words are found by their beginning; more characters of it than this only the text itself can tell apart. */
const longestPrefix = 8;

// Scripts that are written without spaces, or whose words carry endings: found by any piece.
const dense =
  '(?=[\\p{L}\\p{M}\\p{Nl}])[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Bopomofo}\\p{sc=Thai}' +
  '\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\u30fc]';
const word = `(?!${dense})[\\p{L}\\p{M}\\p{N}]`;
const pictograph = '(?![\\p{L}\\p{M}\\p{N}])\\p{Extended_Pictographic}';
const runs = new RegExp(`(?<dense>(?:${dense})+)|(?<word>(?:${word})+)|(?<pictograph>${pictograph})`, 'gu');
const wordCharacter = new RegExp(`^${word}`, 'u');
const unsettled = /[\p{Cn}\p{Cs}]/u;

/**
 * Whether a text may be in the index. What was put in is taken out again by computing the same terms, perhaps years later
 * with a newer Unicode: so texts with characters that are not assigned yet stay out, and halves of characters, which a
 * database does not give back as they were.
 */
export function isIndexable(text: string): boolean {
  return !unsettled.test(searchedPart(text));
}

/**
 * What a text is found by, case and compatibility forms folded: every character and every pair of neighbouring characters
 * of Chinese and the like, every beginning of every other word up to eight characters, every pictograph. The terms of a
 * stored text must never change: another way to compute them needs a migration that makes the index anew.
 */
export function searchTerms(text: string): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const { groups = {} } of foldText(searchedPart(text)).matchAll(runs)) {
    if (groups['dense'] !== undefined) addPieces([...groups['dense']], terms);
    else if (groups['word'] !== undefined) addPrefixes([...groups['word']], terms);
    else if (groups['pictograph'] !== undefined) terms.add(groups['pictograph']);
  }
  return terms;
}

/** The fewest terms that every text with this folded piece has. */
export function queryTerms(folded: string): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const { groups = {} } of folded.matchAll(runs)) {
    const characters = [...(groups['dense'] ?? '')];
    const [only] = characters;
    if (groups['word'] !== undefined) terms.add([...groups['word']].slice(0, longestPrefix).join(''));
    else if (groups['pictograph'] !== undefined) terms.add(groups['pictograph']);
    else if (characters.length === 1 && only !== undefined) terms.add(only);
    else addPairs(characters, terms);
  }
  return terms;
}

/** Whether a folded text has a word that begins, or anything else, at an index: `port` is in `port 80` and not in `report`. */
export function isFindablePlace(folded: string, index: number): boolean {
  return !wordCharacter.test(folded.slice(index, index + 2)) || !endsWithWord(folded.slice(0, index));
}

function endsWithWord(text: string): boolean {
  const last = text.at(-1) ?? '';
  const isLowHalf = /[\udc00-\udfff]/u.test(last);
  return wordCharacter.test(isLowHalf ? text.slice(-2) : last);
}

function addPieces(characters: readonly string[], terms: Set<string>): void {
  for (const character of characters) terms.add(character);
  addPairs(characters, terms);
}

function addPairs(characters: readonly string[], terms: Set<string>): void {
  for (let index = 1; index < characters.length; index += 1) {
    terms.add(`${characters[index - 1] ?? ''}${characters[index] ?? ''}`);
  }
}

function addPrefixes(characters: readonly string[], terms: Set<string>): void {
  let prefix = '';
  for (const character of characters.slice(0, longestPrefix)) {
    prefix += character;
    terms.add(prefix);
  }
}
