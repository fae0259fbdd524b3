/** Elements of WebM that are looked for, by their ids. */
const segmentId = 0x18538067;
const infoId = 0x1549a966;
const durationId = 0x4489;
const timestampScaleId = 0x2ad7b1;
/** What a length without its own unit counts in, ns. */
const defaultScaleNs = 1_000_000;
/** Where the beginning ends at the latest: what comes first is small. */
const mostSearched = 4_096;

interface Element {
  readonly id: number;
  /** First byte of the size. */
  readonly sizeAt: number;
  readonly contentAt: number;
  /** Null for one that goes on to the end, as a recorder writes it. */
  readonly sizeBytes: number | null;
}

/**
 * A recording with its length in it. A recorder writes while it records and cannot know it; without it no player can seek. What is not
 * as expected comes back as it was: it can be played from its beginning.
 */
export function withDuration(webm: Uint8Array<ArrayBuffer>, durationMs: number): Uint8Array<ArrayBuffer> {
  const info = findInfo(webm);
  const infoBytes = info?.sizeBytes ?? null;
  if (info === null || infoBytes === null) return webm;
  const end = info.contentAt + infoBytes;
  let scaleNs = defaultScaleNs;
  for (const child of childrenOf(webm, info.contentAt, end)) {
    if (child.id === durationId) return webm;
    if (child.id === timestampScaleId && child.sizeBytes !== null)
      scaleNs = numberAt(webm, child.contentAt, child.sizeBytes);
  }
  // Id, size, and a number of eight bytes.
  const duration = new DataView(new ArrayBuffer(11));
  duration.setUint16(0, durationId);
  duration.setUint8(2, 0x88);
  duration.setFloat64(3, (durationMs * 1_000_000) / scaleNs);
  const size = sizeOf(infoBytes + duration.byteLength);
  return concat([
    webm.subarray(0, info.sizeAt),
    size,
    webm.subarray(info.contentAt, end),
    new Uint8Array(duration.buffer),
    webm.subarray(end),
  ]);
}

function findInfo(webm: Uint8Array): Element | null {
  const limit = Math.min(webm.length, mostSearched);
  for (const top of childrenOf(webm, 0, limit)) {
    if (top.id !== segmentId) continue;
    // A segment of a known length would have to be changed, too; a recorder writes none.
    if (top.sizeBytes !== null) return null;
    for (const child of childrenOf(webm, top.contentAt, limit)) if (child.id === infoId) return child;
  }
  return null;
}

function* childrenOf(webm: Uint8Array, from: number, end: number): Generator<Element> {
  for (let at = from; at < end;) {
    const element = elementAt(webm, at);
    if (element === null) return;
    yield element;
    if (element.sizeBytes === null) return;
    at = element.contentAt + element.sizeBytes;
  }
}

function elementAt(webm: Uint8Array, at: number): Element | null {
  const idBytes = Math.clz32((webm[at] ?? 0) << 24) + 1;
  const sizeAt = at + idBytes;
  const first = webm[sizeAt] ?? 0;
  const lengthBytes = Math.clz32(first << 24) + 1;
  const contentAt = sizeAt + lengthBytes;
  if (idBytes > 4 || lengthBytes > 8 || contentAt > webm.length) return null;
  const bits = [...webm.subarray(sizeAt + 1, contentAt)].reduce(
    (sum, byte) => sum * 256 + byte,
    first & (0xff >> lengthBytes),
  );
  const isUnknown = bits === 2 ** (7 * lengthBytes) - 1;
  return { id: numberAt(webm, at, idBytes), sizeAt, contentAt, sizeBytes: isUnknown ? null : bits };
}

const numberAt = (bytes: Uint8Array, at: number, length: number): number =>
  [...bytes.subarray(at, at + length)].reduce((sum, byte) => sum * 256 + byte, 0);

/** A size in four bytes, whatever it was written in before. */
function sizeOf(bytes: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, bytes | 0x10000000);
  return new Uint8Array(view.buffer);
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
