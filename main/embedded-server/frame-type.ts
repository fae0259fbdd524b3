/** The type in a frame's first byte, from either side. */
export function frameTypeOf(firstByte: number): number {
  return firstByte & 0x7f;
}
