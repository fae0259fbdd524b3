import type { TextPartView } from '../../preload/contract/message-views';
import { wholeCharacterEnd } from '../domain/text-policy';
import { withoutBlankEnds } from '../domain/visible-text';

/** How much of a text is handed over at once: whichever ends first. */
export interface PartSize {
  /** UTF-16 units. */
  readonly length: number;
  readonly lines: number;
}

/** What the timeline shows of a text before anybody asks for more. */
export const firstPart: PartSize = { length: 1_600, lines: 24 };
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
export function partOf(text: string, from: number, { length, lines }: PartSize): TextPart {
  const { end: visibleEnd } = withoutBlankEnds(text);
  const stepEnd = (start: number, size: PartSize): number =>
    Math.min(
      endOfLines(text, start, size.lines),
      visibleEnd,
      wholeCharacterEnd(text, Math.min(text.length, start + size.length)),
    );
  const end = Math.max(from, stepEnd(from, { length, lines }));
  const isAll = end >= visibleEnd;
  return {
    text: text.slice(from, end),
    nextFrom: isAll ? null : end,
    isRestShort: !isAll && stepEnd(end, furtherPart) >= visibleEnd,
  };
}

/** Where the piece begins that is shown first: blank lines above it say nothing. */
export const startOf = (text: string): number => withoutBlankEnds(text).start;

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
