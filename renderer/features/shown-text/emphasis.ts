import { isAsciiWord, isSpace, isWord } from './characters';
import type { Atom, PieceStyle } from './shown-piece';

/** Two marks and what they make of the words between them; places of their beginnings, UTF-16 units. */
export interface Emphasis {
  readonly open: number;
  readonly close: number;
  /** Length of each of the two marks. */
  readonly length: number;
  readonly style: keyof PieceStyle;
}

interface MarkRule {
  readonly style: keyof PieceStyle;
  /** Stands also beside Chinese: one star or one line does not, or a product and a file name would be formatted. */
  readonly isSingle: boolean;
}

const rules: Readonly<Record<string, MarkRule>> = {
  '*': { style: 'isBold', isSingle: true },
  '**': { style: 'isBold', isSingle: false },
  _: { style: 'isItalic', isSingle: true },
  '~~': { style: 'isStruck', isSingle: false },
};
const marks = '*_~';
/** What may stand before the first and behind the second mark besides spaces. */
const besides = '([{\'".,;:!?)]}“”‘’（）【】《》「」，。、；：！？…—*_~';
/** What holds a path or a name together. */
const joints = '/\\=&#@-+$%^.';
/** Most pairs of a text: its pieces are bounded, whatever a peer sends. */
const maxPairs = 300;

interface Pending {
  readonly open: number;
  readonly words: number;
}

/**
 * The pairs of marks in what is no link, no code and nobody's name. A pair stands in one line, around words, and as people type
 * it: with nothing but spaces and signs outside. In one pass: what was opened is kept for each mark, and never looked for.
 */
export function findEmphasis(text: string, atoms: readonly Atom[]): readonly Emphasis[] {
  const found: Emphasis[] = [];
  const pending = new Map<string, Pending>();
  let words = 0;
  let nextAtom = 0;
  for (let index = 0; index < text.length && found.length < maxPairs;) {
    const atom = atoms[nextAtom];
    if (atom !== undefined && atom.start <= index) {
      if (atom.kind === 'codeBlock') pending.clear();
      if (atom.kind !== 'mark') words += 1;
      index = Math.max(index + 1, atom.end);
      nextAtom += 1;
      continue;
    }
    const character = text.charAt(index);
    if (!marks.includes(character)) {
      if (character === '\n') pending.clear();
      if (isWord(character)) words += 1;
      index += 1;
      continue;
    }
    const length = runLength(text, index, atom?.start ?? text.length);
    const mark = text.slice(index, index + Math.min(length, 3));
    const rule = rules[mark];
    const opened = pending.get(mark);
    if (rule !== undefined && opened !== undefined && words > opened.words && closes(text, index, mark)) {
      found.push({ open: opened.open, close: index, length, style: rule.style });
      pending.delete(mark);
    } else if (rule !== undefined && opens(text, index, mark)) {
      pending.set(mark, { open: index, words });
    }
    index += length;
  }
  return found;
}

function runLength(text: string, start: number, end: number): number {
  let index = start + 1;
  while (index < end && text.charAt(index) === text.charAt(start)) index += 1;
  return index - start;
}

function opens(text: string, index: number, mark: string): boolean {
  const inside = text.charAt(index + mark.length);
  return !isSpace(inside) && !joints.includes(inside) && isOutside(text.charAt(index - 1), mark);
}

function closes(text: string, index: number, mark: string): boolean {
  return !isSpace(text.charAt(index - 1)) && isOutside(text.charAt(index + mark.length), mark);
}

/** Whether a character may stand outside of a pair. */
function isOutside(character: string, mark: string): boolean {
  if (isSpace(character) || besides.includes(character)) return true;
  if (rules[mark]?.isSingle === true) return false;
  return !isAsciiWord(character) && !joints.includes(character);
}
