/** Pieces that have come and are not in their place yet. */
export class PiecesInHand {
  /** By offset. */
  private readonly pieces = new Map<number, Uint8Array>();
  /** Where the piece ends that is being put in its place; null while none is. */
  private fillingTo: number | null = null;

  /** A piece has come. */
  add(offset: number, bytes: Uint8Array): void {
    this.pieces.set(offset, bytes);
  }

  /** Whether there is one for a place. */
  has(offset: number): boolean {
    return this.pieces.has(offset);
  }

  /** The piece for a place, which is put there from now on until `placed`; null for none. */
  take(offset: number): Uint8Array | null {
    const bytes = this.pieces.get(offset);
    if (bytes === undefined) return null;
    this.pieces.delete(offset);
    this.fillingTo = offset + bytes.length;
    return bytes;
  }

  /** What was taken is in its place. */
  placed(): void {
    this.fillingTo = null;
  }

  /** Keeps what follows a place without a gap, the piece that is being put there included; answers where that ends. */
  keepFollowing(position: number): number {
    let end = this.fillingTo ?? position;
    const kept: (readonly [number, Uint8Array])[] = [];
    for (let bytes = this.pieces.get(end); bytes !== undefined; bytes = this.pieces.get(end)) {
      kept.push([end, bytes]);
      end += bytes.length;
    }
    this.pieces.clear();
    for (const [offset, bytes] of kept) this.pieces.set(offset, bytes);
    return end;
  }

  /** Nothing of it can be put anywhere any more. */
  clear(): void {
    this.pieces.clear();
    this.fillingTo = null;
  }
}
