import { beforeEach, describe, expect, it } from 'vitest';
import { maxPieceBytes, maxWindowBytes, smallestPieceBytes } from '../../../main/domain/file-transfer';
import { TransferPace } from '../../../main/files/transfer-pace';

let pace: TransferPace;
beforeEach(() => {
  pace = new TransferPace();
});

/** Pieces of a line: each window takes as long as its bytes, beside the way there and back. */
function carry(
  megabytes: number,
  { bytesPerMs, wayMs }: { readonly bytesPerMs: number; readonly wayMs: number },
): void {
  for (let carried = 0; carried < megabytes * 1_000_000;) {
    const { windowBytes, pieceBytes } = pace;
    // In the long run every piece waits for all that was asked for before it.
    pace.arrived(pieceBytes, wayMs + windowBytes / bytesPerMs);
    carried += pieceBytes;
  }
}

describe('how much is asked for at a time', () => {
  it('is little at first, in pieces of which several fit', () => {
    expect([pace.windowBytes, pace.pieceBytes]).toEqual([65_536, smallestPieceBytes]);
  });

  it('grows to the most on a fast line, and the pieces with it', () => {
    carry(200, { bytesPerMs: 1_000_000, wayMs: 2 });
    expect([pace.windowBytes, pace.pieceBytes]).toEqual([maxWindowBytes, maxPieceBytes]);
  });

  it('stays so small on a slow line that nothing waits long behind it', () => {
    pace.arrived(smallestPieceBytes, 60);
    carry(20, { bytesPerMs: 200, wayMs: 50 });
    expect(pace.windowBytes / 200).toBeLessThan(1_000);
  });

  it('grows by large steps as long as all of a window is here at once', () => {
    for (let piece = 0; piece < 4; piece += 1) pace.arrived(pace.pieceBytes, 5);
    expect(pace.windowBytes).toBe(262_144);
  });

  it('grows on a fast line that is long', () => {
    carry(100, { bytesPerMs: 100_000, wayMs: 300 });
    expect(pace.windowBytes).toBe(maxWindowBytes);
  });

  it('does not shrink when one piece of a window is late', () => {
    for (let round = 0; round < 40; round += 1) {
      pace.arrived(pace.pieceBytes, 5);
      pace.arrived(pace.pieceBytes, 5_000);
      pace.arrived(pace.pieceBytes, 5);
      pace.arrived(pace.pieceBytes, 3_000);
    }
    expect(pace.windowBytes).toBe(maxWindowBytes);
  });
});
