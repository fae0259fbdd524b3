import { maxPieceBytes, maxWindowBytes, smallestPieceBytes } from '../domain/file-transfer';

/** Little, because nothing is known of the line yet: on the slowest it takes a second or two. */
const firstWindowBytes = 64 * 1024;
const smallestWindowBytes = 2 * smallestPieceBytes;
/** What is under way should be here in this time, so that nothing on the same line waits for longer, ms. */
const mostQueuedMs = 250;
/** A window of which every piece is here so soon is a small part of what the line carries, ms. */
const tinyMs = 50;
/** Pieces of a window: so many turns has everything else while it comes. */
const piecesPerWindow = 4;
/** A line is remembered by its shortest way there and back of so many pieces. */
const rememberedPieces = 64;

/**
 * How much is asked for at a time, and in what pieces. A window grows while pieces come as promptly as ever, and shrinks as soon as they
 * begin to wait for each other: on a slow line a message is in front of a quarter of a second of pieces, on a fast one a piece is large
 * because tim counts frames and not bytes.
 */
export class TransferPace {
  private window = firstWindowBytes;
  private readonly wayMs: number[] = [];
  /** Of the pieces since the window was looked at last. */
  private recentMs: number[] = [];
  private sinceGrowth = 0;

  /** Most bytes that may be asked for and not here yet. */
  get windowBytes(): number {
    return this.window;
  }

  /** Length of the pieces to be asked for, bytes: a power of two. */
  get pieceBytes(): number {
    const share = Math.max(smallestPieceBytes, this.window / piecesPerWindow);
    return Math.min(maxPieceBytes, 2 ** Math.floor(Math.log2(share)));
  }

  /** A piece came, and the line took so long for it: the time since it was asked for, without that for which its author kept it waiting. */
  arrived(byteCount: number, tookMs: number): void {
    this.wayMs.push(tookMs);
    if (this.wayMs.length > rememberedPieces) this.wayMs.shift();
    this.recentMs.push(tookMs);
    this.sinceGrowth += byteCount;
    if (this.sinceGrowth < this.window) return;
    // The most prompt of a window: a computer that is busy for a moment is no slow line.
    const isTiny = Math.max(...this.recentMs) < tinyMs;
    const queuedMs = Math.min(...this.recentMs) - Math.min(...this.wayMs);
    this.recentMs = [];
    this.sinceGrowth = 0;
    if (queuedMs > mostQueuedMs) this.resize(this.window / 2);
    else if (queuedMs < mostQueuedMs / 2) this.resize(this.window * (isTiny ? 4 : 2));
  }

  private resize(bytes: number): void {
    this.window = Math.min(maxWindowBytes, Math.max(smallestWindowBytes, bytes));
  }
}
