import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Clock } from '../platform/clock';
import { DisposableStore, type Disposable } from '../platform/disposable';
import { DropCount } from './drop-count';
import { Lane } from './lane';
import { goodLine, type Direction, type DropRule, type LineRules, type StallRule } from './line-rules';
import { SocketFlow } from './socket-flow';
import { UpgradeWatch } from './upgrade-watch';

/** A place to listen at, or to connect to. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** What a line is made of. */
export interface LineOptions {
  /** Where clients connect; port 0 for any free one. */
  readonly listen: Endpoint;
  /** Where the server is. */
  readonly to: Endpoint;
  readonly clock: Clock;
  /** What is not said is as on a good line. */
  readonly rules?: Partial<LineRules>;
  readonly drops?: readonly DropRule[];
  readonly stalls?: readonly StallRule[];
}

/** What a line has done so far. */
export interface LineCounters {
  readonly upBytes: number;
  readonly downBytes: number;
  readonly connections: number;
  readonly openConnections: number;
  readonly droppedMessages: number;
}

/** Buffers of the sockets: small, so that a sender soon notices that the line is slow. */
const bufferBytes = 4_096;

/**
 * A line between clients and a server that can be made bad while it runs. It listens at a place of its own and carries every connection
 * on to the server: HTTP as it is, websockets message by message.
 */
export class Line {
  private readonly lanes: Readonly<Record<Direction, Lane>>;
  private readonly dropCount: DropCount;
  private readonly connections = new Set<Connection>();
  private readonly timers = new DisposableStore();
  private readonly server: Server;
  private rules: LineRules;
  private accepted = 0;

  private constructor(private readonly options: LineOptions) {
    this.rules = { ...goodLine, ...options.rules };
    this.lanes = {
      up: new Lane(options.clock, this.rules.upBytesPerSecond),
      down: new Lane(options.clock, this.rules.downBytesPerSecond),
    };
    this.dropCount = new DropCount(options.drops ?? []);
    for (const rule of options.stalls ?? []) this.planStall(rule);
    this.server = createServer({ allowHalfOpen: true, highWaterMark: bufferBytes }, (client) =>
      this.accept(client),
    );
  }

  /** Begins to listen. Rejects with the system's error when the place cannot be had. */
  static async open(options: LineOptions): Promise<Line> {
    const line = new Line(options);
    const { host, port } = options.listen;
    await new Promise<void>((resolve, reject) => {
      line.server.once('error', reject);
      line.server.listen({ host, port }, () => resolve());
    });
    return line;
  }

  /** The port it listens at. */
  get port(): number {
    // A server that listens on a host has an address record.
    return (this.server.address() as AddressInfo).port;
  }

  /** What the line has done so far. */
  get counters(): LineCounters {
    return {
      upBytes: this.lanes.up.carriedBytes,
      downBytes: this.lanes.down.carriedBytes,
      connections: this.accepted,
      openConnections: this.connections.size,
      droppedMessages: this.dropCount.droppedMessages,
    };
  }

  /** Changes how good the line is, for connections that are open as well; what is not named stays. */
  change(change: Partial<LineRules>): void {
    this.rules = { ...this.rules, ...change };
    this.lanes.up.setSpeed(this.rules.upBytesPerSecond);
    this.lanes.down.setSpeed(this.rules.downBytesPerSecond);
    if (change.isSwallowing === true) for (const connection of this.connections) connection.swallow();
  }

  /** Nothing passes in a direction for so long; what waits then passes. */
  stall(direction: Direction, durationMs: number): void {
    this.lanes[direction].stall(durationMs);
  }

  /** The next message of a tim type in a direction gets lost. */
  dropNext(direction: Direction, timType: number): void {
    const nth = this.dropCount.seenMessages(direction, timType) + 1;
    this.dropCount.add({ direction, timType, nth });
  }

  /** Breaks all connections, as a network that goes away and comes back; new ones are taken. */
  cut(): void {
    for (const connection of this.connections) connection.cut();
  }

  /** Breaks all connections and listens no more. */
  close(): Promise<void> {
    this.timers.dispose();
    for (const lane of Object.values(this.lanes)) lane.stop();
    this.cut();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private planStall({ direction, at, durationMs }: StallRule): void {
    const lane = this.lanes[direction];
    if ('bytes' in at) lane.stallAfter(at.bytes, durationMs);
    else this.timers.add(this.options.clock.after(at.elapsedMs, () => lane.stall(durationMs)));
  }

  private accept(client: Socket): void {
    this.accepted += 1;
    const server = connect({
      ...this.options.to,
      allowHalfOpen: true,
      noDelay: true,
      // Passed on to the stream, though the type of the options of `connect` does not name it.
      ...{ highWaterMark: bufferBytes },
    });
    client.setNoDelay(true);
    const connection: Connection = new Connection({
      sockets: { client, server },
      lanes: this.lanes,
      clock: this.options.clock,
      delayMs: () => this.rules.delayMs,
      isSwallowing: this.rules.isSwallowing,
      mayPass: (direction, timType) => this.dropCount.mayPass(direction, timType),
      onClosed: () => this.connections.delete(connection),
    });
    this.connections.add(connection);
  }
}

interface ConnectionParts {
  readonly sockets: { readonly client: Socket; readonly server: Socket };
  readonly lanes: Readonly<Record<Direction, Lane>>;
  readonly clock: Clock;
  readonly delayMs: () => number;
  /** Whether it is swallowed from its beginning. */
  readonly isSwallowing: boolean;
  readonly mayPass: (direction: Direction, timType: number) => boolean;
  readonly onClosed: () => void;
}

/** A connection through the line: a flow in each lane. */
class Connection {
  private readonly flows: readonly SocketFlow[];
  private readonly places: readonly Disposable[];
  private isSwallowing: boolean;

  constructor(private readonly parts: ConnectionParts) {
    const { client, server } = parts.sockets;
    this.isSwallowing = parts.isSwallowing;
    const up = this.flow('up', { source: client, target: server });
    const down = this.flow('down', { source: server, target: client });
    this.flows = [up, down];
    this.places = [parts.lanes.up.join(up), parts.lanes.down.join(down)];
    for (const socket of [client, server]) {
      socket.once('close', () => this.end());
      // The other side learns it from the close that follows.
      socket.on('error', () => undefined);
    }
  }

  /** Nothing of this connection arrives any more, ever: bytes would be missing in the middle. */
  swallow(): void {
    this.isSwallowing = true;
  }

  /** Breaks both sides at once. */
  cut(): void {
    const { client, server } = this.parts.sockets;
    client.destroy();
    server.destroy();
    this.end();
  }

  /** One side is gone: the other still gets what has arrived. */
  private end(): void {
    for (const flow of this.flows) flow.stop();
    for (const place of this.places) place.dispose();
    const { client, server } = this.parts.sockets;
    client.destroySoon();
    server.destroySoon();
    this.parts.onClosed();
  }

  private flow(direction: Direction, ends: { readonly source: Socket; readonly target: Socket }): SocketFlow {
    const { clock, delayMs, lanes, mayPass } = this.parts;
    const watch = new UpgradeWatch(direction === 'up' ? 'client' : 'server', (timType) =>
      mayPass(direction, timType),
    );
    return new SocketFlow(ends, {
      clock,
      delayMs,
      filter: (bytes) => watch.push(bytes),
      isSwallowing: () => this.isSwallowing,
      wake: () => lanes[direction].wake(),
    });
  }
}
