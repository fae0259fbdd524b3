/**
 * Whose turn it is among several who want bytes: whoever has had the least since they came, so that all who want something at the same
 * time are given as many bytes, whatever the length of their pieces (start-time fair queueing: Goyal, Vin, Cheng 1996). Whoever
 * wanted nothing for a while has no claim from that time.
 */
export class FairOrder<Key> {
  /** How many bytes each of those who want something all the time has had. */
  private now = 0;
  /** Who has had more than that. */
  private readonly ends = new Map<Key, number>();

  /** Whose turn it is; of several who have had as much, the first. Null when nobody wants anything. */
  next(wanting: Iterable<Key>): Key | null {
    let next: { readonly key: Key; readonly start: number } | null = null;
    for (const key of wanting) {
      const start = this.startOf(key);
      if (next === null || start < next.start) next = { key, start };
    }
    return next?.key ?? null;
  }

  /** Somebody was given so many bytes. */
  gave(key: Key, byteCount: number): void {
    this.now = this.startOf(key);
    this.ends.set(key, this.now + byteCount);
    for (const [other, end] of this.ends) if (end <= this.now) this.ends.delete(other);
  }

  private startOf(key: Key): number {
    return Math.max(this.now, this.ends.get(key) ?? 0);
  }
}
