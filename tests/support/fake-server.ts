import { decodeFrame, encodeFrame } from '../../main/protocol/frame';
import { FrameType } from '../../main/protocol/packet-types';
import type { Frame, TimAck } from '../../main/protocol/packets';
import type { Dial, DialError, Transport, TransportListener } from '../../main/transport/transport';

/** A tim server in memory that does only what a test tells it. Compact encoding. */
export class FakeServer {
  /** Addresses in the order in which they were dialled. */
  readonly dialled: string[] = [];
  readonly connections: FakeConnection[] = [];
  /** Addresses that cannot be reached, and why. */
  readonly unreachable = new Map<string, DialError>();
  /** While true, attempts neither succeed nor fail. */
  isStuck = false;

  readonly dial: Dial = (url, listener) => {
    this.dialled.push(url);
    const error = this.unreachable.get(url);
    if (error !== undefined) return Promise.reject(error);
    if (this.isStuck) {
      return new Promise((resolve) => {
        this.release = () => resolve(this.connect(listener));
      });
    }
    return Promise.resolve(this.connect(listener));
  };

  /** Lets the attempt through that is stuck. */
  release: () => void = () => undefined;

  /** The newest connection. */
  get connection(): FakeConnection {
    const connection = this.connections.at(-1);
    if (connection === undefined) throw new Error('nobody has connected');
    return connection;
  }

  private connect(listener: TransportListener): FakeConnection {
    const connection = new FakeConnection(listener);
    this.connections.push(connection);
    return connection;
  }
}

/** The server's end of one connection. */
export class FakeConnection implements Transport {
  /** What the client has sent. */
  readonly sent: Frame[] = [];
  /** The client has closed it. */
  isClosed = false;

  constructor(private readonly listener: TransportListener) {}

  send(bytes: Uint8Array): void {
    this.sent.push(decodeFrame(bytes, { from: 'client', encoding: 'compact' }));
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.listener.closed({ code: 1000, isLocal: true });
  }

  /** A frame arrives at the client. */
  deliver(frame: Frame): void {
    this.deliverBytes(encodeFrame(frame, { from: 'server', encoding: 'compact' }));
  }

  /** Frames, or bytes, arrive at once; answers how many the client has taken. */
  deliverSeveral(frames: readonly (Frame | Uint8Array)[]): number {
    const messages = frames.map((frame) =>
      frame instanceof Uint8Array ? frame : encodeFrame(frame, { from: 'server', encoding: 'compact' }),
    );
    if (this.listener.receivedSeveral === undefined) throw new Error('the client takes one at a time');
    return this.listener.receivedSeveral(messages);
  }

  deliverBytes(bytes: Uint8Array): void {
    this.listener.received(bytes);
  }

  deliverAck(packet: TimAck): void {
    this.deliver({ type: FrameType.ack, packet });
  }

  /** Lets the client in as `node`. */
  accept(node = 'self'): void {
    this.deliverAck({ ok: true, timType: FrameType.auth, n: node });
  }

  /** Refuses the client's sign-in or request. */
  refuse(timType: number, code: number): void {
    this.deliverAck({ ok: false, timType, error: { code } });
  }

  /** The connection ends from the server's side. */
  drop(code: number): void {
    this.listener.closed({ code, isLocal: false });
  }

  /** Frames of one type that the client has sent. */
  sentOf(type: FrameType): readonly Frame[] {
    return this.sent.filter((frame) => frame.type === type);
  }
}

/** Lets every promise run that can. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
