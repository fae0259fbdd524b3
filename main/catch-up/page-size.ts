const sizes = [1, 10, 50] as const;
// A page that takes longer than this is lost as a whole with the connection, and keeps everything behind it waiting.
const slowMs = 8_000;
const quickMs = 1_500;
// A page that was too large once is not tried again at once: its bytes come over the line although nobody can use them.
const patience = 20;

/**
 * How many messages a page of history asks for. tim's answers have no limit of their own, so fifty pictures come as one
 * frame: on a slow line for minutes, and beyond 32 MiB not at all.
 */
export class PageSize {
  private index = sizes.length - 1;
  /** Quick pages that are needed before the next larger size is tried. */
  private needed = 0;

  get messages(): number {
    return sizes[this.index] ?? 1;
  }

  /** A full page came; one that was smaller than pages may be does not show that they can be larger. */
  came(tookMs: number, messages: number): void {
    if (tookMs > slowMs) this.shrink(1);
    else if (tookMs <= quickMs && messages >= this.messages) this.grow();
  }

  /** A page did not come, or not as a whole; true when a smaller one can be asked for. */
  failed(): boolean {
    return this.shrink(patience);
  }

  private grow(): void {
    if (this.needed > 0) this.needed -= 1;
    else this.index = Math.min(this.index + 1, sizes.length - 1);
  }

  private shrink(needed: number): boolean {
    this.needed = needed;
    if (this.index === 0) return false;
    this.index -= 1;
    return true;
  }
}
