import type { ShortenedBody, ShortenOptions } from './shortened-body';

/** So many bytes are wanted next, to be copied or to be left out; answered with the last of them. */
interface Wish {
  readonly count: number;
  readonly isKept: boolean;
}
type Reading<T> = Generator<Wish, T, number>;

// Type numbers of thrift's compact protocol.
const trueType = 1;
const falseType = 2;
const byteType = 3;
const doubleType = 7;
const binaryType = 8;
const listType = 9;
const setType = 10;
const mapType = 11;
const structType = 12;
const deepest = 16;
const longestVarintBytes = 10;

/** Copies a struct of thrift's compact protocol as it comes; a binary that is longer than allowed becomes the token. */
export function shortenCompact(options: ShortenOptions): ShortenedBody {
  const reading = new CompactReading(options).struct(0);
  let wish = reading.next();
  let open = wish.done === true ? 0 : wish.value.count;
  return {
    write(bytes) {
      let place = 0;
      while (place < bytes.length && wish.done !== true) {
        const part = bytes.subarray(place, place + open);
        if (wish.value.isKept) options.emit(part);
        place += part.length;
        open -= part.length;
        if (open > 0) return;
        wish = reading.next(part.at(-1) ?? 0);
        open = wish.done === true ? 0 : wish.value.count;
      }
    },
  };
}

class CompactReading {
  constructor(private readonly options: ShortenOptions) {}

  *struct(depth: number): Reading<void> {
    for (;;) {
      const header = yield { count: 1, isKept: true };
      if (header === 0) return;
      // A field whose number is far from the last one's has it behind its header.
      if (header >> 4 === 0) yield* this.varint(true);
      const type = header & 0x0f;
      if (type !== trueType && type !== falseType) yield* this.value(type, depth);
    }
  }

  private *value(type: number, depth: number): Reading<void> {
    // What is nested deeper, or of a type that does not exist, cannot be read: nothing more is asked for.
    if (depth >= deepest) return yield* this.rest();
    switch (type) {
      case trueType:
      case falseType:
      case byteType:
        yield { count: 1, isKept: true };
        return;
      case 4:
      case 5:
      case 6:
        yield* this.varint(true);
        return;
      case doubleType:
        yield { count: 8, isKept: true };
        return;
      case binaryType:
        return yield* this.binary();
      case listType:
      case setType:
        return yield* this.list(depth);
      case mapType:
        return yield* this.map(depth);
      case structType:
        return yield* this.struct(depth + 1);
      default:
        return yield* this.rest();
    }
  }

  private *binary(): Reading<void> {
    const length = yield* this.varint(false);
    const isKept = length <= this.options.longestBytes();
    this.options.emit(varintOf(isKept ? length : this.options.token.length));
    if (length > 0) yield { count: length, isKept };
    if (!isKept) this.options.emit(this.options.token);
  }

  private *list(depth: number): Reading<void> {
    const header = yield { count: 1, isKept: true };
    const short = header >> 4;
    const size = short === 15 ? yield* this.varint(true) : short;
    for (let index = 0; index < size; index += 1) yield* this.value(header & 0x0f, depth + 1);
  }

  private *map(depth: number): Reading<void> {
    const size = yield* this.varint(true);
    if (size === 0) return;
    const types = yield { count: 1, isKept: true };
    for (let index = 0; index < size; index += 1) {
      yield* this.value(types >> 4, depth + 1);
      yield* this.value(types & 0x0f, depth + 1);
    }
  }

  private *varint(isKept: boolean): Reading<number> {
    let value = 0;
    for (let index = 0; index < longestVarintBytes; index += 1) {
      const byte = yield { count: 1, isKept };
      // Sizes have 32 bits; of longer numbers only the bytes matter.
      if (index < 5) value += (byte & 0x7f) * 2 ** (7 * index);
      if ((byte & 0x80) === 0) break;
    }
    return value;
  }

  /** Leaves out all that is left. */
  private *rest(): Reading<void> {
    for (;;) yield { count: Number.MAX_SAFE_INTEGER, isKept: false };
  }
}

function varintOf(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
