import { foldText, searchedPart } from './search-text';

/** Words are found by their beginning, numbers by their end, too; more characters of it than this only the text itself can tell apart. */
const longestPrefix = 8;
/** The same of what is behind the part of a text that has all its terms. */
const longestCoarsePrefix = 3;
/** Most terms of what is behind that part; a text with more has one that stands for everything. */
const mostCoarseTerms = 3_000;
/** No term of a text has this: what is behind the part with all terms has terms of its own. */
const coarseMark = '\n';
const anything = `${coarseMark}*`;
/** A text with a link. */
const linkTerm = '\r://';

/**
 * How much of the end of the part that has all its terms is also among what is behind it, UTF-16 units: what somebody looks for is
 * whole in one of both.
 */
const overlap = 1_000;

// Scripts that are written without spaces, or whose words carry endings: found by any piece.
const dense =
  '(?=[\\p{L}\\p{M}\\p{Nl}])[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Bopomofo}\\p{sc=Thai}' +
  '\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\u30fc]';
const word = `(?!${dense})[\\p{L}\\p{M}\\p{N}]`;
const regional = '[\\u{1f1e6}-\\u{1f1ff}]';
const pictograph = '(?![\\p{L}\\p{M}\\p{N}])\\p{Extended_Pictographic}';
// Signs that are in nearly every text say nothing about one.
const sign = `(?![.,!?;:'"()\\u2026\\u2018-\\u201d\\u3001\\u3002\\u300a\\u300b\\u2014\\-*])[\\p{P}\\p{S}]`;
const runs = new RegExp(
  `(?<dense>(?:${dense})+)|(?<word>(?:${word})+)|(?<flag>${regional}{2})|(?<sign>${pictograph}|${sign})`,
  'gu',
);
const wordCharacter = new RegExp(`^${word}`, 'u');
const leadingDigits = /^\p{Nd}+/u;
const figure = /^\p{Nd}$/u;
const trailingRegionals = new RegExp(`(?:${regional})+$`, 'u');
const startsRegional = new RegExp(`^${regional}`, 'u');
const unsettled = /[\p{Cn}\p{Cs}]/u;
const link = /(?:^|[^\p{L}\p{N}])(?:https?:\/\/|www\.)[^\s]/iu;

/** Terms of which a text that has some piece has all of at least one of these sets. */
export type TermChoice = readonly ReadonlySet<string>[];

/** Texts with a link have this. */
export const linkChoice: TermChoice = [new Set([linkTerm])];

/** Whether a text has something that leads out. */
export const hasLink = (text: string): boolean => link.test(text);

/**
 * Whether a text may be in the index. What was put in is taken out again by computing the same terms, perhaps years later
 * with a newer Unicode: so texts with characters that are not assigned yet stay out, and halves of characters, which a
 * database does not give back as they were.
 */
export function isIndexable(text: string): boolean {
  return !unsettled.test(text);
}

/**
 * What a text is found by, case and compatibility forms folded: every character and every pair of neighbouring characters
 * of Chinese and the like, every beginning of every other word and every end of its figures up to eight characters, every
 * pictograph, flag and sign that is not in every text. What is behind the beginning of a very long text has fewer: single
 * characters, and three of a word. The terms of a stored text must never change: another way to compute them needs a migration
 * that makes the index anew.
 */
export function searchTerms(text: string): ReadonlySet<string> {
  const head = searchedPart(text);
  const terms = new Set<string>();
  for (const run of runsOf(foldText(head))) {
    if (run.kind === 'dense') addPieces([...run.text], terms);
    else if (run.kind === 'word') addEnds(run.text, longestPrefix, terms);
    else terms.add(run.text);
  }
  if (head.length < text.length) {
    for (const term of coarseTerms(text.slice(Math.max(0, head.length - overlap)))) terms.add(term);
  }
  if (hasLink(text)) terms.add(linkTerm);
  return terms;
}

/** The fewest terms that every text with this folded piece has, one way or another; none for what cannot be looked up. */
export function queryTerms(folded: string): TermChoice {
  const head = new Set<string>();
  const coarse = new Set<string>();
  const found = [...runsOf(folded)];
  for (const run of found) {
    const characters = [...run.text];
    if (run.kind === 'dense') {
      if (characters.length === 1) head.add(run.text);
      addPairs(characters, head);
      for (const character of characters) coarse.add(coarseMark + character);
    } else if (run.kind === 'word') {
      head.add(characters.slice(0, longestPrefix).join(''));
      coarse.add(coarseMark + characters.slice(0, longestCoarsePrefix).join(''));
    } else {
      head.add(run.text);
      coarse.add(coarseMark + run.text);
    }
  }
  if (head.size === 0) return [];
  return [head, coarse, new Set([anything]), ...byItsEnd(folded, { head, coarse })];
}

/** A piece that begins with many figures may be the end of a number: then its terms are those of the end of these figures. */
function byItsEnd(
  folded: string,
  { head, coarse }: { readonly head: ReadonlySet<string>; readonly coarse: ReadonlySet<string> },
): TermChoice {
  const digits = [...(leadingDigits.exec(folded)?.[0] ?? '')];
  const ended = (terms: ReadonlySet<string>, most: number, mark: string): TermChoice => {
    if (digits.length <= most) return [];
    const others = [...terms].filter((term) => term !== mark + digits.slice(0, most).join(''));
    return [new Set([...others, mark + digits.slice(-most).join('')])];
  };
  return [...ended(head, longestPrefix, ''), ...ended(coarse, longestCoarsePrefix, coarseMark)];
}

/**
 * Whether a folded piece may be found at an index of a folded text: where a word begins, where the figures that it begins with end a
 * number, and anywhere that is in no word. `port` is in `port 80` and not in `report`, `80` is in `port 8080`.
 */
export function isFindablePlace(folded: string, index: number, piece: string): boolean {
  const before = folded.slice(Math.max(0, index - 200), index);
  if (startsRegional.test(piece)) {
    const ahead = trailingRegionals.exec(before)?.[0] ?? '';
    return [...ahead].length % 2 === 0;
  }
  if (!wordCharacter.test(piece) || !endsWithWord(before)) return true;
  const digits = leadingDigits.exec(piece)?.[0] ?? '';
  return digits !== '' && !wordCharacter.test(folded.slice(index + digits.length, index + digits.length + 2));
}

interface Run {
  readonly kind: 'dense' | 'word' | 'sign';
  readonly text: string;
}

function* runsOf(folded: string): Generator<Run> {
  for (const { groups = {} } of folded.matchAll(runs)) {
    if (groups['dense'] !== undefined) yield { kind: 'dense', text: groups['dense'] };
    else if (groups['word'] !== undefined) yield { kind: 'word', text: groups['word'] };
    else yield { kind: 'sign', text: groups['flag'] ?? groups['sign'] ?? '' };
  }
}

function coarseTerms(rest: string): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const run of runsOf(foldText(rest))) {
    if (run.kind === 'dense') for (const character of run.text) terms.add(coarseMark + character);
    else if (run.kind === 'word') {
      const ends = new Set<string>();
      addEnds(run.text, longestCoarsePrefix, ends);
      for (const end of ends) terms.add(coarseMark + end);
    } else terms.add(coarseMark + run.text);
    if (terms.size > mostCoarseTerms) return new Set([anything]);
  }
  return terms;
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

/** The beginnings of a word, and the ends of the figures that it ends with. */
function addEnds(text: string, longest: number, terms: Set<string>): void {
  let prefix = '';
  // As many characters are at most twice as many units.
  for (const character of [...text.slice(0, 2 * longest)].slice(0, longest)) {
    prefix += character;
    terms.add(prefix);
  }
  let suffix = '';
  // From the end on: an expression would begin anew at every figure of a number that ends in something else.
  for (const character of [...text.slice(-2 * longest)].slice(-longest).reverse()) {
    if (!figure.test(character)) return;
    suffix = character + suffix;
    terms.add(suffix);
  }
}
