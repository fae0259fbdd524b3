import { maxJsonDepth, maxJsonValues } from './decode-limits';
import { ProtocolError } from './protocol-error';

/** A number as it was written: int64 does not fit a double, and "1.0" is not a whole number to the Go server. */
export class JsonNumber {
  constructor(readonly literal: string) {}
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

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const spacePattern = /[ \t\n\r]*/y;
const quote = 0x22;
const backslash = 0x5c;
/** Control characters below it must be escaped. */
const firstPrintable = 0x20;
const loneSurrogates = /\p{Surrogate}/gu;
const literals = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;

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
    const start = this.text[this.position];
    if (start === '{') return this.nested(() => this.object());
    if (start === '[') return this.nested(() => this.array());
    if (start === '"') return this.string();
    const word = literals.find(([name]) => this.text.startsWith(name, this.position));
    return word === undefined ? this.number() : this.literal(word);
  }

  private nested<T>(read: () => T): T {
    this.depth += 1;
    if (this.depth > maxJsonDepth)
      throw new ProtocolError('tooDeep', `JSON nested deeper than ${maxJsonDepth}`);
    this.position += 1;
    const value = read();
    this.depth -= 1;
    return value;
  }

  private object(): JsonObject {
    const members: [string, JsonValue][] = [];
    if (this.accept('}')) return new JsonObject(members);
    do {
      this.skipSpace();
      const key = this.string();
      this.expect(':');
      members.push([key, this.value()]);
    } while (this.accept(','));
    this.expect('}');
    return new JsonObject(members);
  }

  private array(): JsonValue[] {
    const items: JsonValue[] = [];
    if (this.accept(']')) return items;
    do items.push(this.value());
    while (this.accept(','));
    this.expect(']');
    return items;
  }

  /** Scans by hand: a pattern over a text of megabytes would exhaust the regular expression's stack. */
  private string(): string {
    const start = this.position;
    if (this.text.charCodeAt(start) !== quote) throw this.malformed();
    let hasEscape = false;
    for (this.position += 1; this.position < this.text.length; this.position += 1) {
      const code = this.text.charCodeAt(this.position);
      if (code < firstPrintable) throw this.malformed();
      if (code === quote) {
        this.position += 1;
        return hasEscape
          ? this.unescape(this.text.slice(start, this.position))
          : this.text.slice(start + 1, this.position - 1);
      }
      if (code === backslash) {
        hasEscape = true;
        this.position += 1;
      }
    }
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

  private number(): JsonNumber {
    const literal = this.match(numberPattern);
    if (literal === null) throw this.malformed();
    return new JsonNumber(literal);
  }

  private literal([name, value]: (typeof literals)[number]): boolean | null {
    this.position += name.length;
    return value;
  }

  private accept(character: string): boolean {
    this.skipSpace();
    if (this.text[this.position] !== character) return false;
    this.position += 1;
    return true;
  }

  private expect(character: string): void {
    if (!this.accept(character)) throw this.malformed();
  }

  private skipSpace(): void {
    this.match(spacePattern);
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.position += found.length;
    return found;
  }

  private malformed(): ProtocolError {
    return this.position >= this.text.length
      ? new ProtocolError('truncated', 'the JSON text ends too early')
      : new ProtocolError('malformed', `not JSON at character ${this.position}`);
  }
}
