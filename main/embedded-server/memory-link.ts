import type { Attach, AttachedConnection, Connection } from './connection';

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
/** Enough for everything that one frame sets free to be done before the next one is looked at, as on a websocket. */
const turnsBetweenFrames = 32;

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
  private readonly toServer = new DeliveryQueue(turnsBetweenFrames);
  private readonly toClient = new DeliveryQueue(1);

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

/** Runs deliveries one after the other, each a number of microtasks after the one before. */
class DeliveryQueue {
  private readonly deliveries: (() => void)[] = [];
  private isScheduled = false;

  constructor(private readonly turns: number) {}

  push(delivery: () => void): void {
    this.deliveries.push(delivery);
    if (!this.isScheduled) this.schedule(this.turns);
  }

  clear(): void {
    this.deliveries.length = 0;
  }

  private schedule(turns: number): void {
    this.isScheduled = true;
    queueMicrotask(() => {
      if (turns > 1) this.schedule(turns - 1);
      else this.deliverNext();
    });
  }

  private deliverNext(): void {
    this.isScheduled = false;
    const delivery = this.deliveries.shift();
    if (this.deliveries.length > 0) this.schedule(this.turns);
    delivery?.();
  }
}
