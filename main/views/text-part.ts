import type { TextPartView } from '../../preload/contract/message-views';
import { wholeCharacterEnd } from '../domain/text-policy';
import { withoutBlankEnds } from '../domain/visible-text';

/** How much of a text is handed over at once: whichever ends first. */
export interface PartSize {
  /** UTF-16 units. */
  readonly length: number;
  readonly lines: number;
  /** As wide as so many narrow letters; absent for any width. */
  readonly width?: number;
}

/** What the timeline shows of a text before anybody asks for more. */
export const firstPart: PartSize = { length: 1_600, lines: 24, width: 1_600 };
/** What each further step shows. */
export const furtherPart: PartSize = { length: 16_000, lines: 400 };

/** A piece of a text. */
export interface TextPart {
  readonly text: string;
  /** Where the rest begins; null when there is none. */
  readonly nextFrom: number | null;
  /** One further step shows all of the rest. */
  readonly isRestShort: boolean;
}

/** The piece of a text that begins at a place; it ends with a whole character, and the last one without blanks. */
export function partOf(text: string, from: number, size: PartSize): TextPart {
  const { end: visibleEnd } = withoutBlankEnds(text);
  const stepEnd = (start: number, { length, lines, width = Infinity }: PartSize): number =>
    Math.min(
      endOfLines(text, start, lines),
      endOfWidth(text, start, [Math.min(text.length, start + length), width]),
      visibleEnd,
      wholeCharacterEnd(text, Math.min(text.length, start + length)),
    );
  const end = Math.max(from, stepEnd(from, size));
  const isAll = end >= visibleEnd;
  return {
    text: text.slice(from, end),
    nextFrom: isAll ? null : end,
    isRestShort: !isAll && stepEnd(end, furtherPart) >= visibleEnd,
  };
}

/** Where the piece begins that is shown first: blank lines above it say nothing. */
export const startOf = (text: string): number => withoutBlankEnds(text).start;

/** Letters that are nearly twice as wide as others. */
const wideLetters = 'MWmw@%';
const tabWidth = 8;

/** How wide a character is among narrow letters, roughly: so that what is shown at first fills no more than a screen. */
function widthOf(code: number): number {
  if (code === 0x09) return tabWidth;
  if (code < 0x1100) return wideLetters.includes(String.fromCharCode(code)) ? 2 : 1;
  // A whole sentence in one sign, and signs of cuneiform that are as wide as words.
  if (code === 0xfdfd) return 20;
  return code >= 0x12000 && code < 0x12550 ? 6 : 2;
}

/** Where so much width is full, before `to`; at least one character is in it. */
function endOfWidth(text: string, start: number, [to, width]: readonly [to: number, width: number]): number {
  if (width === Infinity) return to;
  let used = 0;
  for (let index = start; index < to;) {
    const code = text.codePointAt(index) ?? 0;
    used += widthOf(code);
    if (used > width && index > start) return index;
    index += code > 0xffff ? 2 : 1;
  }
  return to;
}

/** Behind so many line breaks; the end of the text when it has fewer. */
function endOfLines(text: string, from: number, lines: number): number {
  let end = from;
  for (let count = 0; count < lines; count += 1) {
    const lineBreak = text.indexOf('\n', end);
    if (lineBreak === -1) return text.length;
    end = lineBreak + 1;
  }
  return end;
}

/** A piece as the window gets it; `isCut`: what is kept of the text is not all of it. */
export const toTextPartView = ({ text, nextFrom, isRestShort }: TextPart, isCut: boolean): TextPartView => ({
  text,
  ...(nextFrom === null ? {} : { nextFrom }),
  ...(isRestShort ? { isRestShort } : {}),
  ...(isCut ? { isCut } : {}),
});
