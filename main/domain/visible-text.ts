/** A stretch of a text, UTF-16 units. */
export interface VisibleStretch {
  readonly start: number;
  readonly end: number;
}

/** How a character looks; 0 is not looked up yet. */
const [unknown, visible, blankLook, undrawnLook] = [0, 1, 2, 3] as const;
type Look = typeof visible | typeof blankLook | typeof undrawnLook;

const blank = /^[\s\u2800]$/u;
// What is not drawn, or only on something else: controls, joiners, fillers, marks, half characters.
const undrawn = /^[\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}]$/u;

// A text may be 65,536 of them, and a page fifty such texts: each is looked up once, and by its number. One character at a time, because
// the engine keeps the last text that an expression has matched.
const looks = new Uint8Array(0x110000);

function lookOf(code: number): Look {
  const known = looks[code] ?? unknown;
  if (known === visible || known === blankLook || known === undrawnLook) return known;
  const character = String.fromCodePoint(code);
  const look = blank.test(character) ? blankLook : undrawn.test(character) ? undrawnLook : visible;
  looks[code] = look;
  return look;
}

/** Whether anything of a text can be seen. */
export const hasVisible = (text: string): boolean => firstVisible(text) !== -1;

/** Where the first character stands that can be seen, UTF-16 units; -1 when there is none. */
export function firstVisible(text: string): number {
  for (let index = 0; index < text.length;) {
    const code = text.codePointAt(index) ?? 0;
    if (lookOf(code) === visible) return index;
    index += sizeOf(code);
  }
  return -1;
}

/**
 * A text without the blank lines that it begins with and the blanks that it ends with; empty when nothing of it can be seen. The first
 * line keeps its indentation, the last character what belongs to it.
 */
export function withoutBlankEnds(text: string): VisibleStretch {
  const first = firstVisible(text);
  if (first === -1) return { start: 0, end: 0 };
  const start = text.lastIndexOf('\n', first) + 1;
  let end = text.length;
  for (let code = codeBefore(text, end); lookOf(code) !== visible; code = codeBefore(text, end)) {
    end -= sizeOf(code);
  }
  // Joiners and the choice of a form stand behind what they change.
  while (end < text.length) {
    const code = text.codePointAt(end) ?? 0;
    if (lookOf(code) === blankLook) break;
    end += sizeOf(code);
  }
  return { start, end };
}

const sizeOf = (code: number): number => (code > 0xffff ? 2 : 1);

function codeBefore(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  const whole = text.codePointAt(end - 2) ?? last;
  return last >= 0xdc00 && last < 0xe000 && whole > 0xffff ? whole : last;
}
