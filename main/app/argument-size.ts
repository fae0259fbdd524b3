/** Upper bound of one argument over the bridge: above the longest text that the schemas let through (4 million UTF-16 units). */
export const maxArgumentBytes = 8 * 1024 * 1024 + 64 * 1024;

const bytesPerScalar = 8;
const bytesPerEntry = 16;

/**
 * True when a structured clone is larger than `limitBytes`, by a cheap estimate: two bytes per UTF-16 unit, eight per
 * scalar, sixteen per array or object entry. Stops as soon as the limit is passed; depth and cycles cannot exhaust the
 * stack, because a repeated object is counted again until the limit ends the walk.
 */
export function isLargerThan(argument: unknown, limitBytes: number): boolean {
  const waiting: unknown[] = [argument];
  let bytes = 0;
  while (waiting.length > 0) {
    const value = waiting.pop();
    bytes += ownSizeOf(value);
    if (bytes > limitBytes) return true;
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    for (const [name, entry] of entriesOf(value)) {
      bytes += bytesPerEntry + 2 * name.length;
      if (bytes > limitBytes) return true;
      waiting.push(entry);
    }
  }
  return false;
}

function ownSizeOf(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value === 'bigint') return value.toString(16).length;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
  return bytesPerScalar;
}

function* entriesOf(value: object): Generator<readonly [string, unknown]> {
  if (value instanceof Map) {
    for (const [key, entry] of value) yield ['', [key, entry]];
    return;
  }
  if (value instanceof Set) {
    for (const entry of value) yield ['', entry];
    return;
  }
  yield* Object.entries(value);
}
