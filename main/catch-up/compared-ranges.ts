/** Numbers without a gap, both ends included. */
interface Range {
  readonly lowest: bigint;
  readonly highest: bigint;
}

// Who jumps about in a long chat makes pieces; what is forgotten is compared again.
const mostPieces = 32;

/** Which numbers of a chat were compared with the server's. */
export class ComparedRanges {
  /** In the order of the last comparison. */
  private pieces: readonly Range[] = [];

  /** All numbers between these were compared, the ends included. */
  add(lowest: bigint, highest: bigint): void {
    if (lowest > highest) return;
    // Pieces never touch each other, so those that touch the new one are all that it joins.
    const added = { lowest, highest };
    const isTouching = (piece: Range): boolean =>
      piece.lowest <= highest + 1n && piece.highest >= lowest - 1n;
    const joined = this.pieces.filter(isTouching).reduce(span, added);
    this.pieces = [...this.pieces.filter((piece) => !isTouching(piece)), joined].slice(-mostPieces);
  }

  /** The highest number between these that was not compared; null when all were. */
  highestOpen(lowest: bigint, highest: bigint): bigint | null {
    let open = highest;
    for (;;) {
      const piece = this.pieces.find((one) => one.lowest <= open && open <= one.highest);
      if (piece === undefined) return open;
      if (piece.lowest <= lowest) return null;
      open = piece.lowest - 1n;
    }
  }
}

const span = (one: Range, other: Range): Range => ({
  lowest: one.lowest < other.lowest ? one.lowest : other.lowest,
  highest: one.highest > other.highest ? one.highest : other.highest,
});
