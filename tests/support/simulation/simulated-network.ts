import type { RunningServer } from '../../../main/embedded-server/start-server';
import type { Network } from '../../../main/account/messenger-options';
import { DialError, type Transport, type TransportListener } from '../../../main/transport/transport';
import type { ComputerClock } from './computer-clock';
import { SimulatedLine } from './simulated-line';

/** What a link does to the next frames of one direction. */
export type LinkFault = 'drop' | 'duplicate';

/** Which frames a fault is for: all, or those of one tim type. */
interface Fault {
  readonly direction: 'in' | 'out';
  readonly fault: LinkFault;
  readonly timType: number | null;
}

interface Link {
  cut(isHalfOpen: boolean): void;
  swallow(): void;
  stall(durationMs: number): void;
}

/** As long as the app's own dial waits, and its close. */
const dialTimeoutMs = 15_000;
const closeTimeoutMs = 2_000;

/** The way of one device to the server, inside the process, with every misfortune that a test asks for. */
export class SimulatedNetwork {
  /** False: every attempt to connect is refused. */
  isReachable = true;
  /** Bytes per second in each direction; null: as many as can be. */
  bytesPerSecond: number | null = null;
  /** Hears of every frame before anything becomes of it; null: nobody does. */
  watch: ((direction: 'in' | 'out', bytes: Uint8Array) => void) | null = null;
  private isSwallowing = false;
  private readonly links = new Set<Link>();
  private readonly faults: Fault[] = [];

  constructor(
    private readonly server: () => RunningServer | null,
    /** That of the device: nothing reaches it while its process is stopped. */
    private readonly clock: ComputerClock,
  ) {}

  readonly network: Network = {
    dial: (_url, listener) => Promise.resolve().then(() => this.dial(listener)),
    post: (_url, body) => {
      const server = this.server();
      return server === null ? Promise.reject(new DialError('refused')) : server.post(body);
    },
  };

  /** Spoils the next frame of a direction, seen from the device; the next one of a tim type when it is named. */
  spoilNext(direction: 'in' | 'out', fault: LinkFault, timType: number | null = null): void {
    this.faults.push({ direction, fault, timType });
  }

  /** From now on everything is lost, although both sides believe in the connections; new ones are not answered. */
  swallow(): void {
    this.isSwallowing = true;
    for (const link of this.links) link.swallow();
  }

  /** Nothing arrives on open connections for so long. */
  stall(durationMs: number): void {
    for (const link of this.links) link.stall(durationMs);
  }

  /** All frames pass again; what was swallowed does not come back. */
  heal(): void {
    this.faults.length = 0;
    this.isReachable = true;
    this.isSwallowing = false;
    this.bytesPerSecond = null;
  }

  /** Every open connection dies; half open: the server never notices. */
  cut(isHalfOpen: boolean): void {
    for (const link of [...this.links]) link.cut(isHalfOpen);
    this.links.clear();
  }

  private dial(listener: TransportListener): Transport | Promise<Transport> {
    if (!this.isSwallowing) return this.connect(listener);
    return new Promise((_resolve, reject) => {
      this.clock.after(dialTimeoutMs, () => reject(new DialError('timeout')));
    });
  }

  private connect(listener: TransportListener): Transport {
    const server = this.server();
    if (server === null || !this.isReachable) throw new DialError('refused');
    let isLocal = false;
    let isSwallowed = false;
    let isCut = false;
    const line = (): SimulatedLine => new SimulatedLine(this.clock.world, () => this.bytesPerSecond);
    const lines = { in: line(), out: line() };
    const onDevice = (action: () => void): void =>
      this.clock.whenRunning(() => {
        if (!isSwallowed) action();
      });
    const end = (code: number): void => {
      this.links.delete(link);
      lines.out.dispose();
      onDevice(() => listener.closed({ code, isLocal }));
    };
    const connection = server.connectInMemory({
      received: (bytes) =>
        this.pass('in', bytes, () =>
          lines.in.carry(
            bytes.length,
            () => onDevice(() => listener.received(bytes)),
            (byteCount) => onDevice(() => listener.moved?.('in', byteCount)),
          ),
        ),
      closed: (code) => (isCut ? end(code) : lines.in.carry(0, () => end(code))),
    });
    const link: Link = {
      cut: (halfOpen) => {
        for (const direction of Object.values(lines)) direction.dispose();
        // The device notices, whatever was swallowed before.
        isSwallowed = false;
        isCut = true;
        connection.cut({ halfOpen });
      },
      swallow: () => {
        isSwallowed = true;
        for (const direction of Object.values(lines)) direction.dispose();
      },
      stall: (durationMs) => {
        for (const direction of Object.values(lines)) direction.stall(durationMs);
      },
    };
    this.links.add(link);
    return {
      send: (bytes) => {
        // The system takes what is small against its buffers at once.
        onDevice(() => listener.moved?.('out', bytes.length));
        if (isSwallowed) return;
        this.pass('out', bytes, () => lines.out.carry(bytes.length, () => connection.send(bytes)));
      },
      close: () => {
        isLocal = true;
        if (isSwallowed) {
          // Nobody answers the closing handshake: the app's own end of it.
          isSwallowed = false;
          this.links.delete(link);
          queueMicrotask(() => listener.closed({ code: 1006, isLocal }));
        } else {
          lines.out.carry(0, () => connection.close());
          this.clock.after(closeTimeoutMs, () => {
            if (this.links.has(link)) link.cut(true);
          });
        }
      },
    };
  }

  private pass(direction: 'in' | 'out', bytes: Uint8Array, deliver: () => void): void {
    this.watch?.(direction, bytes);
    const timType = (bytes[0] ?? 0) & 0x7f;
    const index = this.faults.findIndex(
      (fault) => fault.direction === direction && (fault.timType === null || fault.timType === timType),
    );
    const fault = index < 0 ? null : (this.faults.splice(index, 1)[0]?.fault ?? null);
    if (fault === 'drop') return;
    deliver();
    if (fault === 'duplicate') deliver();
  }
}
