import type { Socket } from 'node:net';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import type { Flow } from './lane';

/** What a flow asks for while bytes pass. */
export interface FlowRules {
  readonly clock: Clock;
  /** How much later than it was carried a byte arrives, now. */
  readonly delayMs: () => number;
  /** The bytes of these that pass on. */
  readonly filter: (bytes: Buffer) => Buffer;
  /** Whether everything is lost from now on. */
  readonly isSwallowing: () => boolean;
  /** Tells the lane that something waits. */
  readonly wake: () => void;
}

/** Bytes that may be under way, carried and not yet arrived; a longer line is not one that people have. */
const mostBytesUnderWay = 1 << 20;

/** Reads from one socket, only as much as the lane allows, and writes to the other. */
export class SocketFlow implements Flow {
  private readonly underWay: { readonly chunk: Buffer; readonly arrivesAtMs: number }[] = [];
  private bytesUnderWay = 0;
  private timer: Disposable | null = null;
  private isAtEnd = false;
  private isOver = false;

  constructor(
    private readonly ends: { readonly source: Socket; readonly target: Socket },
    private readonly rules: FlowRules,
  ) {
    ends.source.on('readable', rules.wake);
    ends.target.on('drain', rules.wake);
    ends.source.once('end', () => {
      this.isAtEnd = true;
      this.endTarget();
    });
  }

  carry(maxBytes: number): number {
    const { source, target } = this.ends;
    const isFull = target.writableNeedDrain || this.bytesUnderWay >= mostBytesUnderWay;
    const bytes = Math.min(maxBytes, source.readableLength);
    if (this.isOver || (isFull && !this.rules.isSwallowing())) return 0;
    // In buffer mode `read` answers exactly so many bytes when they are there.
    const chunk = bytes === 0 ? null : (source.read(bytes) as Buffer | null);
    // An empty stream tells its end only when it is read.
    if (source.readableLength === 0) source.read(0);
    if (chunk === null) return 0;
    this.pass(this.rules.isSwallowing() ? Buffer.alloc(0) : this.rules.filter(chunk));
    return chunk.length;
  }

  /** Forgets what is under way. */
  stop(): void {
    this.isOver = true;
    this.timer?.dispose();
  }

  private pass(chunk: Buffer): void {
    if (chunk.length === 0) return;
    const { clock, delayMs } = this.rules;
    if (delayMs() === 0 && this.underWay.length === 0) {
      this.ends.target.write(chunk);
      return;
    }
    this.underWay.push({ chunk, arrivesAtMs: clock.monotonicMs() + delayMs() });
    this.bytesUnderWay += chunk.length;
    this.timer ??= clock.after(delayMs(), () => this.arrive());
  }

  /** What is due arrives, in order, though the delay may have become shorter since the first was carried. */
  private arrive(): void {
    this.timer = null;
    const nowMs = this.rules.clock.monotonicMs();
    let next = this.underWay[0];
    for (; next !== undefined && next.arrivesAtMs <= nowMs; next = this.underWay[0]) {
      this.underWay.shift();
      this.bytesUnderWay -= next.chunk.length;
      if (!this.rules.isSwallowing()) this.ends.target.write(next.chunk);
    }
    if (next !== undefined)
      this.timer = this.rules.clock.after(next.arrivesAtMs - nowMs, () => this.arrive());
    this.endTarget();
    this.rules.wake();
  }

  private endTarget(): void {
    if (this.isAtEnd && this.bytesUnderWay === 0 && !this.rules.isSwallowing()) this.ends.target.end();
  }
}
