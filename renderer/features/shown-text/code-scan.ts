import { isSpace } from './characters';
import type { Atom } from './shown-piece';

const fence = '```';
/** Longest word behind the first fence that names a language, UTF-16 units. */
const maxLanguageLength = 20;

/** Finds code in a text, from its beginning on: what was looked for in vain is not looked for again. */
export class CodeScan {
  private hasFences = true;
  /** In the line that ends there is no further tick. */
  private emptyLineEnd = -1;
  private lineEndFound = -1;

  constructor(private readonly text: string) {}

  /** The code that begins with the tick at `start`, and its marks; null when nothing ends it. */
  at(start: number): readonly Atom[] | null {
    const length = this.ticksAt(start);
    if (length >= 3) return this.block(start);
    return length === 1 ? this.inline(start) : null;
  }

  /** Number of ticks at a place, up to three. */
  ticksAt(start: number): number {
    let length = 0;
    while (length < 3 && this.text.charAt(start + length) === '`') length += 1;
    return length;
  }

  private block(start: number): readonly Atom[] | null {
    const end = this.hasFences ? this.text.indexOf(fence, start + fence.length) : -1;
    this.hasFences = end !== -1;
    if (end === -1) return null;
    const lines = this.contentStart(start + fence.length, end);
    // With lines of its own it is a block, and the line ends around it are the fences': nobody wants empty lines in their place.
    const isBlock = this.text.charAt(lines - 1) === '\n' && this.text.charAt(end - 1) === '\n';
    const from = isBlock ? lines : start + fence.length;
    if (isSpace(this.text.slice(from, end))) return null;
    const behind = end + fence.length;
    const after = isBlock && this.text.charAt(behind) === '\n' ? behind + 1 : behind;
    const to = isBlock ? end - 1 : end;
    return [
      { kind: 'mark', start, end: from },
      { kind: isBlock ? 'codeBlock' : 'code', start: from, end: to },
      { kind: 'mark', start: to, end: after },
    ];
  }

  /** Where the code begins: behind the line of the fence when that holds at most the name of a language. */
  private contentStart(from: number, end: number): number {
    // Looked for no further than a name goes: there may be no line end in all of a long text.
    const begin = this.text.slice(from, Math.min(end, from + maxLanguageLength + 1));
    const length = begin.indexOf('\n');
    return length === -1 || [...begin.slice(0, length)].some(isSpace) ? from : from + length + 1;
  }

  private inline(start: number): readonly Atom[] | null {
    const lineEnd = this.lineEnd(start);
    if (lineEnd === this.emptyLineEnd) return null;
    for (let end = start + 1; end < lineEnd;) {
      const length = this.ticksAt(end);
      if (length === 0) end += 1;
      else if (length > 1) end += length;
      else {
        if (isSpace(this.text.slice(start + 1, end))) return null;
        return [
          { kind: 'mark', start, end: start + 1 },
          { kind: 'code', start: start + 1, end },
          { kind: 'mark', start: end, end: end + 1 },
        ];
      }
    }
    this.emptyLineEnd = lineEnd;
    return null;
  }

  private lineEnd(from: number): number {
    if (this.lineEndFound <= from) {
      const found = this.text.indexOf('\n', from);
      this.lineEndFound = found === -1 ? this.text.length : found;
    }
    return this.lineEndFound;
  }
}
