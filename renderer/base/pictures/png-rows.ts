/** Samples of a pixel by the colour type of the head. */
const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** The passes of an interlaced picture: the first pixel and the distance to the next one, across and down. */
const passes = [
  { left: 0, across: 8, top: 0, down: 8 },
  { left: 4, across: 8, top: 0, down: 8 },
  { left: 0, across: 4, top: 4, down: 8 },
  { left: 2, across: 4, top: 0, down: 4 },
  { left: 0, across: 2, top: 2, down: 4 },
  { left: 1, across: 2, top: 0, down: 2 },
  { left: 0, across: 1, top: 1, down: 2 },
] as const;
const onePass = [{ left: 0, across: 1, top: 0, down: 1 }] as const;

/**
 * Whether the head of a PNG claims more rows than there is data for: decoders leave the rest blank and say nothing, and the file ends
 * as it should. False for what is no PNG. Unpacks no more than the head claims, so the caller looks at its size first.
 */
export async function lacksRows(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  if (nameAt(bytes, 12) !== 'IHDR' || bytes.length < 33) return false;
  const expected = unpackedBytes(bytes);
  if (expected === 0) return false;
  const reader = new Blob(dataOf(bytes)).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  let unpacked = 0;
  try {
    while (unpacked < expected) {
      const { done, value } = await reader.read();
      if (done) return true;
      unpacked += value.length;
    }
    await reader.cancel();
    return false;
  } catch {
    // It breaks off, or is no packed data from here on.
    return unpacked < expected;
  }
}

/** Bytes of all rows, each with the one that says how it is written; 0 when the head makes no sense. */
function unpackedBytes(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth = 0, colourType = 0, , , interlace] = bytes.subarray(24, 29);
  const bitsPerPixel = depth * (samplesOf[colourType] ?? 0);
  const sizes = (interlace === 1 ? passes : onePass).map(({ left, across, top, down }) => {
    const columns = Math.ceil((width - left) / across);
    const rows = Math.ceil((height - top) / down);
    return columns > 0 && rows > 0 ? rows * (1 + Math.ceil((columns * bitsPerPixel) / 8)) : 0;
  });
  return bitsPerPixel === 0 ? 0 : sizes.reduce((sum, size) => sum + size, 0);
}

/** The packed rows, in the parts in which they stand in the file. */
function dataOf(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let index = 8; index + 12 <= bytes.length; index += 12 + view.getUint32(index)) {
    if (nameAt(bytes, index + 4) === 'IDAT')
      parts.push(bytes.subarray(index + 8, index + 8 + view.getUint32(index)));
  }
  return parts;
}

const nameAt = (bytes: Uint8Array, index: number): string =>
  String.fromCharCode(...bytes.subarray(index, index + 4));
