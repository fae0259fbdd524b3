import { wholeCharacterEnd } from '../domain/text-policy';

/** How much of a text is handed over at once: whichever ends first. */
export interface PartSize {
  /** UTF-16 units. */
  readonly length: number;
  readonly lines: number;
}

/** What the timeline shows of a text before anybody asks for more. */
export const firstPart: PartSize = { length: 4_000, lines: 100 };
/** What each further step shows. */
export const furtherPart: PartSize = { length: 16_000, lines: 400 };

/** A piece of a text. */
export interface TextPart {
  readonly text: string;
  /** Where the rest begins; null when there is none. */
  readonly nextFrom: number | null;
}

/** The piece of a text that begins at a place; it ends with a whole character. */
export function partOf(text: string, from: number, { length, lines }: PartSize): TextPart {
  const lineEnd = endOfLines(text, from, lines);
  const end = Math.min(lineEnd, wholeCharacterEnd(text, Math.min(text.length, from + length)));
  return { text: text.slice(from, end), nextFrom: end < text.length ? end : null };
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
