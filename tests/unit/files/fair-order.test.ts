import { describe, expect, it } from 'vitest';
import { FairOrder } from '../../../main/files/fair-order';
import { TransferPace } from '../../../main/files/transfer-pace';

describe('the order of those who want bytes', () => {
  it('gives as many to each, however long their pieces are', () => {
    const order = new FairOrder<string>();
    const pieces = new Map([
      ['small', 16_384],
      ['middle', 262_144],
      ['large', 2_097_152],
    ]);
    const had = new Map<string, number>();
    for (let turn = 0; turn < 3_000; turn += 1) {
      const key = order.next(pieces.keys()) ?? '';
      const bytes = pieces.get(key) ?? 0;
      order.gave(key, bytes);
      had.set(key, (had.get(key) ?? 0) + bytes);
    }
    const all = [...had.values()];
    expect(all).toHaveLength(3);
    expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(2_097_152);
  });

  it('gives nobody a claim from a time in which they wanted nothing', () => {
    const order = new FairOrder<string>();
    for (let turn = 0; turn < 100; turn += 1) order.gave('first', 1_000);
    const turns = Array.from({ length: 10 }, () => {
      const key = order.next(['first', 'late']) ?? '';
      order.gave(key, 1_000);
      return key;
    });
    expect(turns.filter((key) => key === 'late').length).toBeLessThanOrEqual(6);
    expect(order.next([])).toBeNull();
  });
});

/** Someone who fetches: asks for as much as a window holds, in pieces, and says what came. */
class Fetcher {
  readonly pace = new TransferPace();
  readonly asked: { readonly bytes: number; readonly askedAtMs: number }[] = [];
  cameBytes = 0;
  private underWayBytes = 0;

  ask(nowMs: number): void {
    const { windowBytes, pieceBytes } = this.pace;
    if (windowBytes - this.underWayBytes < windowBytes / 4) return;
    while (this.underWayBytes + pieceBytes <= windowBytes) {
      this.asked.push({ bytes: pieceBytes, askedAtMs: nowMs });
      this.underWayBytes += pieceBytes;
    }
  }

  came(bytes: number, lineMs: number): void {
    this.underWayBytes -= bytes;
    this.cameBytes += bytes;
    this.pace.arrived(bytes, lineMs);
  }
}

describe('three who fetch one file', () => {
  it('get a third each, also those who came when its author had much to give already', () => {
    const fetchers = Array.from({ length: 3 }, () => new Fetcher());
    const order = new FairOrder<Fetcher>();
    const lineMs = 3;
    // People are talking all the time: a piece waits for them.
    const turnMs = 200;
    const secondsOf = (wanting: readonly Fetcher[], seconds: number): void => {
      const endMs = nowMs + seconds * 1_000;
      while (nowMs < endMs) {
        for (const fetcher of wanting) fetcher.ask(nowMs);
        const next = order.next(wanting.filter(({ asked }) => asked.length > 0));
        const piece = next?.asked.shift();
        nowMs += turnMs;
        if (next === null || piece === undefined) continue;
        order.gave(next, piece.bytes);
        const heldMs = nowMs - piece.askedAtMs;
        const tookMs = heldMs + lineMs;
        next.came(piece.bytes, tookMs - heldMs);
      }
    };
    let nowMs = 0;
    secondsOf(fetchers.slice(0, 1), 20);
    const [first] = fetchers;
    const before = first?.cameBytes ?? 0;
    secondsOf(fetchers, 60);
    const shares = fetchers.map(({ cameBytes }, index) => cameBytes - (index === 0 ? before : 0));
    const all = shares.reduce((sum, share) => sum + share, 0);
    for (const share of shares) expect(share / all).toBeCloseTo(1 / 3, 1);
    // And all of it together is what the author can give.
    expect(all / 60).toBeGreaterThan(8 * 1024 * 1024);
  });
});
