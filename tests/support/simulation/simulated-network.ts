import type { RunningServer } from '../../../main/embedded-server/start-server';
import { DialError, type Transport, type TransportListener } from '../../../main/transport/transport';
import type { Network } from '../../../main/account/messenger-options';

/** What a link does to the next frames of one direction. */
export type LinkFault = 'drop' | 'duplicate';

interface Link {
  cut(isHalfOpen: boolean): void;
}

/** The way of one device to the server, inside the process, with every misfortune that a test asks for. */
export class SimulatedNetwork {
  /** False: every attempt to connect is refused. */
  isReachable = true;
  private readonly links = new Set<Link>();
  private readonly faults: { readonly direction: 'in' | 'out'; readonly fault: LinkFault }[] = [];

  constructor(private readonly server: () => RunningServer | null) {}

  readonly network: Network = {
    dial: (_url, listener) => Promise.resolve().then(() => this.connect(listener)),
    post: (_url, body) => {
      const server = this.server();
      return server === null ? Promise.reject(new DialError('refused')) : server.post(body);
    },
  };

  /** Spoils the next frame of a direction, seen from the device. */
  spoilNext(direction: 'in' | 'out', fault: LinkFault): void {
    this.faults.push({ direction, fault });
  }

  /** All frames pass again. */
  heal(): void {
    this.faults.length = 0;
    this.isReachable = true;
  }

  /** Every open connection dies; half open: the server never notices. */
  cut(isHalfOpen: boolean): void {
    for (const link of [...this.links]) link.cut(isHalfOpen);
    this.links.clear();
  }

  private connect(listener: TransportListener): Transport {
    const server = this.server();
    if (server === null || !this.isReachable) throw new DialError('refused');
    let isLocal = false;
    const connection = server.connectInMemory({
      received: (bytes) => this.pass('in', () => listener.received(bytes)),
      closed: (code) => {
        this.links.delete(link);
        listener.closed({ code, isLocal });
      },
    });
    const link: Link = { cut: (halfOpen) => connection.cut({ halfOpen }) };
    this.links.add(link);
    return {
      send: (bytes) => this.pass('out', () => connection.send(bytes)),
      close: () => {
        isLocal = true;
        connection.close();
      },
    };
  }

  private pass(direction: 'in' | 'out', deliver: () => void): void {
    const index = this.faults.findIndex((fault) => fault.direction === direction);
    const fault = index < 0 ? null : (this.faults.splice(index, 1)[0]?.fault ?? null);
    if (fault === 'drop') return;
    deliver();
    if (fault === 'duplicate') deliver();
  }
}
