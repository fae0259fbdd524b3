/** Shortest piece that counts as a leftover, bytes. */
export const pieceBytes = 12;

// Every piece of 12 bytes holds a window of 8 bytes that begins at a multiple of 5 in what is searched for.
const windowBytes = 8;
const strideBytes = pieceBytes - windowBytes + 1;
const bitsPerWindow = 64;
const smallestFilterBits = 16;
const largestFilterBits = 30;

/** Bytes that must not be anywhere any more. */
export interface Needle {
  /** What it was, for the report of a find; never its content. */
  readonly label: string;
  readonly bytes: Uint8Array;
}

/** A piece that was found. */
export interface Find {
  readonly label: string;
  /** Where it begins in the needle. */
  readonly needleOffset: number;
  /** Where it begins in the searched bytes. */
  readonly offset: number;
  readonly length: number;
}

/**
 * Searches for every piece of `pieceBytes` bytes of many needles at once, in one pass over the searched bytes, so that
 * megabytes of needles can be looked for in hundreds of megabytes. Shorter needles cannot be found.
 */
export class PieceSearch {
  private readonly filter: WindowFilter;

  constructor(private readonly needles: readonly Needle[]) {
    let windows = 0;
    for (const { bytes } of needles) windows += Math.ceil(bytes.length / strideBytes);
    this.filter = new WindowFilter(windows);
    for (const { bytes } of needles) {
      for (let start = 0; start + windowBytes <= bytes.length; start += strideBytes) {
        this.filter.add(wordAt(bytes, start), wordAt(bytes, start + 4));
      }
    }
  }

  /** Everything of the needles that is in `bytes`; a piece that is there twice is told twice. */
  findIn(bytes: Uint8Array): readonly Find[] {
    const candidates = this.candidatesIn(bytes);
    if (candidates.size === 0) return [];
    const finds = new Map<string, Find>();
    for (const needle of this.needles) {
      for (let start = 0; start + windowBytes <= needle.bytes.length; start += strideBytes) {
        for (const offset of candidates.get(windowKey(needle.bytes, start)) ?? []) {
          const find = extend(needle, start, { bytes, offset });
          if (find.length >= pieceBytes) finds.set(`${find.label} ${find.needleOffset} ${find.offset}`, find);
        }
      }
    }
    return [...finds.values()];
  }

  /** Places of windows that the filter knows, or wrongly believes to know, by their content. */
  private candidatesIn(bytes: Uint8Array): ReadonlyMap<string, readonly number[]> {
    const places = new Map<string, number[]>();
    let low = 0;
    let high = 0;
    for (let end = 0; end < bytes.length; end += 1) {
      low = (low >>> 8) | (high << 24);
      high = (high >>> 8) | ((bytes[end] ?? 0) << 24);
      const start = end - windowBytes + 1;
      // Empty space is most of a database that has forgotten much.
      if ((low | high) === 0 || start < 0 || !this.filter.has(low, high)) continue;
      const key = windowKey(bytes, start);
      const known = places.get(key);
      if (known === undefined) places.set(key, [start]);
      else known.push(start);
    }
    return places;
  }
}

/** A Bloom filter over windows of 8 bytes, given as two words. */
class WindowFilter {
  private readonly shift: number;
  private readonly bits: Uint32Array;

  constructor(windows: number) {
    const wanted = Math.ceil(Math.log2(Math.max(1, windows * bitsPerWindow)));
    const size = Math.min(largestFilterBits, Math.max(smallestFilterBits, wanted));
    this.shift = 32 - size;
    this.bits = new Uint32Array(2 ** (size - 5));
  }

  add(low: number, high: number): void {
    for (const bit of [this.first(low, high), this.second(low, high)]) {
      this.bits[bit >>> 5] = (this.bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
  }

  has(low: number, high: number): boolean {
    return this.isSet(this.first(low, high)) && this.isSet(this.second(low, high));
  }

  private isSet(bit: number): boolean {
    return ((this.bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  }

  private first(low: number, high: number): number {
    const mixed = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
    return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> this.shift;
  }

  private second(low: number, high: number): number {
    const mixed = Math.imul(low, 0xc2b2ae35) ^ Math.imul(high, 0x27d4eb2f);
    return Math.imul(mixed ^ (mixed >>> 13), 0x165667b1) >>> this.shift;
  }
}

/** As much as is the same around a common window. */
function extend(
  needle: Needle,
  start: number,
  { bytes, offset }: { readonly bytes: Uint8Array; readonly offset: number },
): Find {
  let before = 0;
  while (
    before < Math.min(start, offset) &&
    needle.bytes[start - before - 1] === bytes[offset - before - 1]
  ) {
    before += 1;
  }
  let after = windowBytes;
  const room = Math.min(needle.bytes.length - start, bytes.length - offset);
  while (after < room && needle.bytes[start + after] === bytes[offset + after]) after += 1;
  return {
    label: needle.label,
    needleOffset: start - before,
    offset: offset - before,
    length: before + after,
  };
}

function wordAt(bytes: Uint8Array, index: number): number {
  return (
    (bytes[index] ?? 0) |
    ((bytes[index + 1] ?? 0) << 8) |
    ((bytes[index + 2] ?? 0) << 16) |
    ((bytes[index + 3] ?? 0) << 24)
  );
}

const windowKey = (bytes: Uint8Array, start: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, windowBytes).toString('latin1');
