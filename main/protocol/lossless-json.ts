import { maxJsonDepth, maxJsonValues } from './decode-limits';
import { ProtocolError } from './protocol-error';

/** A number as it was written: int64 does not fit a double, and "1.0" is not a whole number to the Go server. */
export class JsonNumber {
  constructor(
    readonly literal: string,
    /** Neither a point nor an exponent: digits and perhaps a sign. */
    readonly isWhole: boolean,
  ) {}
}

/** Members in the order of the text; a key may come twice, and any key is just a key. */
export class JsonObject {
  constructor(readonly members: readonly (readonly [key: string, value: JsonValue])[]) {}
}

/** A JSON value with nothing lost. */
export type JsonValue = null | boolean | string | JsonNumber | JsonObject | readonly JsonValue[];

/** The value of a whole JSON text (RFC 8259). Throws ProtocolError `malformed`, `truncated` or `tooDeep`. */
export function parseLosslessJson(text: string): JsonValue {
  return new JsonReader(text).document();
}

const code = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  point: 0x2e,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  upperE: 0x45,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  lowerE: 0x65,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;
/** Control characters below it must be escaped. */
const firstPrintable = 0x20;
const loneSurrogates = /\p{Surrogate}/gu;
const literals = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;

/** Goes through the text by its character codes: a message has dozens of tokens, and a pattern for each costs more than all else. */
class JsonReader {
  private position = 0;
  private depth = 0;
  private values = 0;

  constructor(private readonly text: string) {}

  document(): JsonValue {
    const value = this.value();
    this.skipSpace();
    if (this.position < this.text.length) throw this.malformed();
    return value;
  }

  private value(): JsonValue {
    this.values += 1;
    if (this.values > maxJsonValues) throw new ProtocolError('malformed', 'too many JSON values');
    this.skipSpace();
    switch (this.text.charCodeAt(this.position)) {
      case code.openBrace:
        return this.object();
      case code.openBracket:
        return this.array();
      case code.quote:
        return this.string();
    }
    const word = literals.find(([name]) => this.text.startsWith(name, this.position));
    return word === undefined ? this.number() : this.literal(word);
  }

  private enter(): void {
    this.depth += 1;
    if (this.depth > maxJsonDepth)
      throw new ProtocolError('tooDeep', `JSON nested deeper than ${maxJsonDepth}`);
    this.position += 1;
  }

  private object(): JsonObject {
    this.enter();
    const members: [string, JsonValue][] = [];
    if (!this.accept(code.closeBrace)) {
      do {
        this.skipSpace();
        const key = this.string();
        this.expect(code.colon);
        members.push([key, this.value()]);
      } while (this.accept(code.comma));
      this.expect(code.closeBrace);
    }
    this.depth -= 1;
    return new JsonObject(members);
  }

  private array(): JsonValue[] {
    this.enter();
    const items: JsonValue[] = [];
    if (!this.accept(code.closeBracket)) {
      do items.push(this.value());
      while (this.accept(code.comma));
      this.expect(code.closeBracket);
    }
    this.depth -= 1;
    return items;
  }

  private string(): string {
    const { text } = this;
    const start = this.position;
    if (text.charCodeAt(start) !== code.quote) throw this.malformed();
    let hasEscape = false;
    let position = start + 1;
    for (; position < text.length; position += 1) {
      const character = text.charCodeAt(position);
      if (character === code.quote) {
        this.position = position + 1;
        return hasEscape ? this.unescape(text.slice(start, this.position)) : text.slice(start + 1, position);
      }
      if (character === code.backslash) {
        hasEscape = true;
        position += 1;
      } else if (character < firstPrintable) break;
    }
    this.position = position;
    throw this.malformed();
  }

  private unescape(raw: string): string {
    try {
      const text: unknown = JSON.parse(raw);
      // A surrogate that was escaped alone is no character; Go reads U+FFFD.
      return String(text).replace(loneSurrogates, '\ufffd');
    } catch {
      // The ends of the string and its control characters are checked: what is left is an escape that is not JSON's.
      throw new ProtocolError('malformed', `unknown escape in the string before character ${this.position}`);
    }
  }

  /** `-? (0 | [1-9] digit*) (. digit+)? ([eE] [+-]? digit+)?`; what does not belong to it is met by whoever reads on. */
  private number(): JsonNumber {
    const { text } = this;
    const start = this.position;
    const whole = text.charCodeAt(start) === code.minus ? start + 1 : start;
    let end = text.charCodeAt(whole) === code.zero ? whole + 1 : this.digitsFrom(whole);
    if (end === whole) throw this.malformed();
    const wholeEnd = end;
    if (text.charCodeAt(end) === code.point) end = this.orElse(end, this.digitsFrom(end + 1), end + 1);
    const exponent = text.charCodeAt(end);
    if (exponent === code.lowerE || exponent === code.upperE) {
      const sign = text.charCodeAt(end + 1);
      const first = sign === code.plus || sign === code.minus ? end + 2 : end + 1;
      end = this.orElse(end, this.digitsFrom(first), first);
    }
    this.position = end;
    return new JsonNumber(text.slice(start, end), end === wholeEnd);
  }

  /** Where digits that begin at `first` end; where they should begin but do not, the number has ended before. */
  private orElse(before: number, end: number, first: number): number {
    return end === first ? before : end;
  }

  private digitsFrom(start: number): number {
    let position = start;
    for (; position < this.text.length; position += 1) {
      const character = this.text.charCodeAt(position);
      if (character < code.zero || character > code.nine) break;
    }
    return position;
  }

  private literal([name, value]: (typeof literals)[number]): boolean | null {
    this.position += name.length;
    return value;
  }

  private accept(character: number): boolean {
    this.skipSpace();
    if (this.text.charCodeAt(this.position) !== character) return false;
    this.position += 1;
    return true;
  }

  private expect(character: number): void {
    if (!this.accept(character)) throw this.malformed();
  }

  private skipSpace(): void {
    for (;;) {
      const character = this.text.charCodeAt(this.position);
      const isSpace =
        character === code.space ||
        character === code.lineFeed ||
        character === code.carriageReturn ||
        character === code.tab;
      if (!isSpace) return;
      this.position += 1;
    }
  }

  private malformed(): ProtocolError {
    return this.position >= this.text.length
      ? new ProtocolError('truncated', 'the JSON text ends too early')
      : new ProtocolError('malformed', `not JSON at character ${this.position}`);
  }
}
