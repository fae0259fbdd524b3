import type { Clock } from '../../platform/clock';
import { FrameType } from '../../protocol/packet-types';
import type { Attach, AttachedConnection, Connection } from '../connection';
import { frameTypeOf } from '../frame-type';
import { readAuth } from '../handlers/auth';
import type { CrashGate } from './crash-gate';
import type { FaultBook } from './fault-book';
import { FrameLane } from './frame-lane';

/** What decides about the frames of a connection. */
export interface FaultParts {
  readonly book: FaultBook;
  readonly crashGate: CrashGate;
  readonly clock: Clock;
}

/** Hands a connection to the server through the server's faults. */
export function attachWithFaults(inner: Connection, attach: Attach, parts: FaultParts): AttachedConnection {
  const faulty = new FaultyConnection(inner, parts);
  faulty.serverEnd = attach(faulty);
  return faulty;
}

/*
 *   whole ── halfOpen ──▶ severed ── server closes ──▶ over
 *     └── reset, ended, server terminates ──────────────▲
 */
type LineState = 'whole' | 'severed' | 'over';

/** Stands between a connection and the server, for both of them. */
class FaultyConnection implements Connection, AttachedConnection {
  serverEnd: AttachedConnection | null = null;
  private state: LineState = 'whole';
  private account: string | null = null;
  private readonly incoming: FrameLane;
  private readonly outgoing: FrameLane;

  constructor(
    private readonly inner: Connection,
    private readonly parts: FaultParts,
  ) {
    this.incoming = new FrameLane(parts.clock);
    this.outgoing = new FrameLane(parts.clock);
  }

  get isOpen(): boolean {
    return this.state === 'severed' || (this.state === 'whole' && this.inner.isOpen);
  }

  receive(bytes: Uint8Array): void {
    if (this.state !== 'whole') return;
    if (frameTypeOf(bytes[0] ?? 0) === FrameType.auth) this.account = readAuth(bytes)?.name ?? this.account;
    this.pass('in', bytes, () => this.serverEnd?.receive(bytes));
  }

  send(bytes: Uint8Array): void {
    if (this.state === 'whole') this.pass('out', bytes, () => this.inner.send(bytes));
  }

  /** The other side is gone; what it sent before still arrives. */
  ended(): void {
    if (this.state !== 'whole') return;
    this.outgoing.dispose();
    this.incoming.finish(() => this.endForServer());
  }

  close(code: number): void {
    if (this.state === 'whole') this.outgoing.finish(() => this.inner.close(code));
    else this.endForServer();
  }

  terminate(): void {
    this.state = 'over';
    this.disposeLanes();
    this.inner.terminate();
  }

  private pass(direction: 'in' | 'out', bytes: Uint8Array, deliver: () => void): void {
    const lane = direction === 'in' ? this.incoming : this.outgoing;
    const { book, crashGate } = this.parts;
    const action = book.decide({ direction, type: frameTypeOf(bytes[0] ?? 0), account: this.account });
    switch (action?.kind) {
      case 'drop':
        return;
      case 'delay':
        lane.push(deliver, action.ms);
        return;
      case 'duplicate':
        lane.push(deliver);
        lane.push(deliver);
        return;
      case 'reorder':
        lane.hold(deliver, action.ms);
        return;
      case 'halfOpen':
        this.state = 'severed';
        this.disposeLanes();
        return;
      case 'reset':
        this.terminate();
        // The server hears of it as of any other end: not in the middle of sending.
        queueMicrotask(() => this.serverEnd?.ended());
        return;
      case 'crash':
        crashGate.mark(bytes, action.at);
        lane.push(deliver);
        return;
      case undefined:
        lane.push(deliver);
    }
  }

  private endForServer(): void {
    if (this.state === 'over') return;
    this.state = 'over';
    this.disposeLanes();
    this.serverEnd?.ended();
  }

  private disposeLanes(): void {
    this.incoming.dispose();
    this.outgoing.dispose();
  }
}
