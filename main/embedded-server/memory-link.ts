import type { Attach, AttachedConnection, Connection } from './connection';
import { TurnQueue, turnsBetweenFrames } from './turn-queue';

/** Receives what the server sends over a link within the process. Calls end after `closed`. */
export interface MemoryListener {
  received(bytes: Uint8Array): void;
  /** `code` is the websocket close code; 1006: without a close frame. */
  closed(code: number): void;
}

/** How a connection dies. */
export interface CutOptions {
  /** True: the server never notices; false, the default: it notices at once. */
  readonly halfOpen?: boolean;
}

/** The client's end of a link within the process. */
export interface MemoryConnection {
  /** Queues one message; ignored once closed. */
  send(bytes: Uint8Array): void;
  /** Ends the link after what was sent before; `closed(1000)` follows. */
  close(): void;
  /** The link dies: what is on its way, in both directions, is lost; `closed(1006)` follows. */
  cut(options?: CutOptions): void;
}

/*
 *          close           (delivered)
 *   open ─────────▶ closing ─────────▶ closed ◀── server closes or terminates, cut
 *     └── cut, half open ──▶ severed ────┘
 */
type LinkState = 'open' | 'closing' | 'severed' | 'closed';

const normalClosure = 1000;
const abnormalClosure = 1006;

/**
 * Connects a client within the process. Each direction delivers in order, asynchronously, by microtasks alone: no timers
 * and no event loop, so the same calls give the same run.
 */
export function connectInMemory(listener: MemoryListener, attach: Attach): MemoryConnection {
  const link = new MemoryLink(listener);
  link.attachTo(attach);
  return {
    send: (bytes) => link.sendToServer(bytes),
    close: () => link.closeByClient(),
    cut: (options) => link.cut(options?.halfOpen ?? false),
  };
}

class MemoryLink {
  private state: LinkState = 'open';
  private serverEnd: AttachedConnection | null = null;
  private readonly toServer = new TurnQueue(turnsBetweenFrames);
  private readonly toClient = new TurnQueue(1);

  constructor(private readonly listener: MemoryListener) {}

  attachTo(attach: Attach): void {
    const isOpen = (): boolean => this.state !== 'closed';
    const connection: Connection = {
      get isOpen() {
        return isOpen();
      },
      send: (bytes) => this.sendToClient(bytes),
      close: (code) => this.closeByServer(code),
      terminate: () => this.closeByServer(abnormalClosure),
    };
    this.serverEnd = attach(connection);
  }

  sendToServer(bytes: Uint8Array): void {
    if (this.state !== 'open') return;
    const copy = new Uint8Array(bytes);
    this.toServer.push(() => this.serverEnd?.receive(copy));
  }

  closeByClient(): void {
    if (this.state !== 'open') return;
    this.state = 'closing';
    this.toServer.push(() => {
      this.state = 'closed';
      this.serverEnd?.ended();
      this.toClient.push(() => this.listener.closed(normalClosure));
    });
  }

  cut(isHalfOpen: boolean): void {
    if (this.state !== 'open' && this.state !== 'closing') return;
    this.state = isHalfOpen ? 'severed' : 'closed';
    this.toServer.clear();
    this.toClient.clear();
    if (!isHalfOpen) this.toServer.push(() => this.serverEnd?.ended());
    this.toClient.push(() => this.listener.closed(abnormalClosure));
  }

  private sendToClient(bytes: Uint8Array): void {
    if (this.state !== 'open' && this.state !== 'closing') return;
    const copy = new Uint8Array(bytes);
    this.toClient.push(() => this.listener.received(copy));
  }

  private closeByServer(code: number): void {
    if (this.state === 'closed') return;
    const hearsClient = this.state !== 'severed';
    this.state = 'closed';
    this.toServer.clear();
    this.toServer.push(() => this.serverEnd?.ended());
    if (hearsClient) this.toClient.push(() => this.listener.closed(code));
  }
}
