/** A content of this size is stored by every server; below it no refusal is about the size. Bytes. */
export const smallestLimitBytes = 8 * 1024;

/**
 * Some databases keep a message in a column of 64 KiB; besides the content it has names, times and who is called. No server is
 * known that drops less than that without a word. Bytes.
 */
export const columnBytes = 60 * 1024;

/** What a server may store that refused `refusedBytes` as too much: at first what fits the usual column, then half. */
export function fittingBytes(refusedBytes: number): number {
  return refusedBytes > columnBytes ? columnBytes : Math.floor(refusedBytes / 2);
}
