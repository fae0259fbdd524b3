import type { MentionView } from '../../../preload/contract/message-views';
import { CodeScan } from './code-scan';
import { findEmphasis, type Emphasis } from './emphasis';
import { scanLink } from './link-scan';
import type { Atom, PieceStyle, ShownPiece } from './shown-piece';

/** How a text is to be shown. */
export interface TextPiecesOptions {
  /** Whom it calls, in the order of the text, without overlaps. */
  readonly mentions: readonly MentionView[];
  /** What people type to format is taken for that; links are links either way. */
  readonly isFormatted: boolean;
}

/** Most links and pieces of code of a text; what comes behind them is shown as it was typed. */
const maxAtoms = 300;

/**
 * A text of the network in pieces: links, code, emphasis and whom it calls. Pure, in time that grows with the text and no faster,
 * and of at most a few thousand pieces, whatever a peer sends. Nothing is lost: the pieces put together are the text.
 */
export function textPieces(text: string, options: TextPiecesOptions): readonly ShownPiece[] {
  const atoms = findAtoms(text, options);
  return cut(text, atoms, options.isFormatted ? findEmphasis(text, atoms) : []);
}

function findAtoms(text: string, { mentions, isFormatted }: TextPiecesOptions): readonly Atom[] {
  const found: Atom[] = [];
  const code = new CodeScan(text);
  let nextMention = 0;
  for (let index = 0; index < text.length;) {
    const mention = mentions[nextMention];
    if (mention !== undefined && mention.start <= index) {
      const end = Math.min(mention.start + mention.length, text.length);
      if (mention.start === index && end > index) found.push({ kind: 'mention', start: index, end, mention });
      nextMention += 1;
      index = Math.max(index, end);
      continue;
    }
    const scanned = found.length < maxAtoms ? scan(text, index, isFormatted ? code : null) : null;
    if (scanned === null) {
      index += 1;
      continue;
    }
    found.push(...scanned.atoms);
    index = scanned.end;
  }
  return found;
}

/** What begins at a place, and where to go on; null when nothing does. */
function scan(
  text: string,
  index: number,
  code: CodeScan | null,
): { readonly atoms: readonly Atom[]; readonly end: number } | null {
  if (code !== null && text.charAt(index) === '`') {
    const atoms = code.at(index);
    return { atoms: atoms ?? [], end: atoms?.at(-1)?.end ?? index + code.ticksAt(index) };
  }
  const link = scanLink(text, index);
  if (link === null) return null;
  const { end, target } = link;
  return { atoms: target === null ? [] : [{ kind: 'link', start: index, end, target }], end };
}

/** A place at which a style begins or ends. */
interface Turn {
  readonly at: number;
  readonly length: number;
  readonly style: keyof PieceStyle;
}

function cut(text: string, atoms: readonly Atom[], pairs: readonly Emphasis[]): readonly ShownPiece[] {
  const turns = pairs
    .flatMap(({ open, close, length, style }): readonly Turn[] => [
      { at: open, length, style },
      { at: close, length, style },
    ])
    .sort((a, b) => a.at - b.at);
  const pieces: ShownPiece[] = [];
  /** How many pairs of a style a place is in: one star and two make the same of what is in both. */
  const depth = { isBold: 0, isItalic: 0, isStruck: 0 };
  const opened = new Set(pairs.map(({ open }) => open));
  const style = (): PieceStyle => ({
    isBold: depth.isBold > 0,
    isItalic: depth.isItalic > 0,
    isStruck: depth.isStruck > 0,
  });
  let nextTurn = 0;
  /** Text between atoms, with its marks. */
  const plain = (from: number, to: number): void => {
    let at = from;
    for (let turn = turns[nextTurn]; turn !== undefined && turn.at < to; turn = turns[nextTurn]) {
      if (turn.at > at) pieces.push({ kind: 'plain', text: text.slice(at, turn.at), ...style() });
      at = turn.at + turn.length;
      pieces.push({ kind: 'mark', text: text.slice(turn.at, at), ...style() });
      depth[turn.style] += opened.has(turn.at) ? 1 : -1;
      nextTurn += 1;
    }
    if (to > at) pieces.push({ kind: 'plain', text: text.slice(at, to), ...style() });
  };
  let at = 0;
  for (const { start, end, ...atom } of atoms) {
    plain(at, start);
    pieces.push({ ...atom, text: text.slice(start, end), ...style() });
    at = end;
  }
  plain(at, text.length);
  return pieces;
}
