const extension = 0x21;
const image = 0x2c;
/** Of the header and the description of the screen; a colour table may follow. */
const headBytes = 13;

/**
 * The size that a GIF takes once it is painted, pixels: that of its screen or, where that is smaller, of its first frame, as decoders
 * have it. A frame of ten bytes can so claim what the head does not tell. Of bytes that make no sense this is what the head says.
 */
export function gifSize(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  const byteAt = (index: number): number => bytes[index] ?? 0;
  const numberAt = (index: number): number => byteAt(index) + 256 * byteAt(index + 1);
  const screen = { width: numberAt(6), height: numberAt(8) };
  const flags = byteAt(10);
  let index = headBytes + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  while (byteAt(index) === extension) {
    index += 2;
    while (index < bytes.length && byteAt(index) !== 0) index += byteAt(index) + 1;
    index += 1;
  }
  if (byteAt(index) !== image) return screen;
  return {
    width: Math.max(screen.width, numberAt(index + 1) + numberAt(index + 5)),
    height: Math.max(screen.height, numberAt(index + 3) + numberAt(index + 7)),
  };
}
