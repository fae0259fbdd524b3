import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '../../../main/protocol/frame';
import { FrameType } from '../../../main/protocol/packet-types';
import type { Frame, TimMessage, TimReq } from '../../../main/protocol/packets';
import { World, selfNode, worldSizes } from '../world/world';
import { businessAnswer, cardsAnswer, historyPage } from './answers';
import { Burst } from './burst';
import type { BurstReport, ServerOrder, ServerReport } from './orders';
import { servePlainSockets } from './plain-sockets';

const quietLookMs = 200;
/** First number that the server gives to a message of the app. */
const firstEchoMid = 500_000_000n;

/** The server of a bench: it knows a world, answers what the app asks, and sends what it is told to. Runs in a process of its own. */
class BenchServer {
  private client: WebSocket | null = null;
  private burst: Burst | null = null;
  private nextNumber = 1;
  private nextMid = firstEchoMid;
  private lastAskedMs = performance.now();
  private readonly news = new Map<number, TimMessage[]>();

  constructor(private readonly world: World) {}

  listen(ready: (port: number) => void): Server {
    const http = createServer((request, response) => {
      request.resume();
      request.on('end', () => response.end());
    });
    const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
    http.on('upgrade', (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (client) => {
        if (request.url === '/tim') this.accept(client);
        else servePlainSockets(request.url ?? '', client, this.world);
      });
    });
    return http.listen(0, '127.0.0.1', () => {
      // An address of a port, because it listens on one.
      ready((http.address() as AddressInfo).port);
    });
  }

  take(order: Extract<ServerOrder, { kind: 'burst' }>): void {
    if (this.client === null) throw new Error('no app is connected');
    const first = this.nextNumber;
    this.nextNumber += order.burst.count;
    const over = (report: BurstReport): void => {
      this.burst = null;
      tell({ kind: 'burstOver', report });
    };
    this.burst = new Burst(order.burst, {
      world: this.world,
      socket: this.client,
      firstNumber: first,
      sent: (message) => this.keep(message),
      over,
    });
  }

  /** Tells when the app has asked nothing for a time. */
  waitForQuiet({ quietMs, limitMs }: Extract<ServerOrder, { kind: 'quiet' }>): void {
    const startedMs = performance.now();
    const timer = setInterval(() => {
      const isQuiet = performance.now() - this.lastAskedMs > quietMs;
      if (!isQuiet && performance.now() - startedMs < limitMs) return;
      clearInterval(timer);
      tell({ kind: 'quiet', isQuiet });
    }, quietLookMs);
  }

  private accept(client: WebSocket): void {
    this.client = client;
    client.on('message', (data: Buffer) => this.receive(client, data));
  }

  private receive(client: WebSocket, data: Buffer): void {
    const frame = decodeFrame(data, { from: 'client', encoding: 'compact' });
    if (frame.type === FrameType.ack) {
      this.burst?.acknowledge(frame.syncId ?? 0);
      return;
    }
    if (frame.type !== FrameType.ping) this.lastAskedMs = performance.now();
    const answer = this.answer(frame);
    if (answer !== null) client.send(encodeFrame(answer, { from: 'server', encoding: 'compact' }));
  }

  private answer(frame: Frame): Frame | null {
    const { world } = this;
    switch (frame.type) {
      case FrameType.auth:
        return { type: FrameType.ack, packet: { ok: true, timType: FrameType.auth, n: selfNode } };
      case FrameType.ping:
        return { type: FrameType.ping, packet: {} };
      case FrameType.offlineMessages:
        return { type: FrameType.offlineMessagesEnd, packet: {} };
      case FrameType.business:
        return businessAnswer(world, frame.packet);
      case FrameType.nodes:
        return cardsAnswer(world, frame.packet);
      case FrameType.pullMessages:
        // A client's frame of this type is a question.
        return historyPage(world, this.news, frame.packet as TimReq);
      case FrameType.message:
        return this.echo(frame.packet);
      default:
        return null;
    }
  }

  /** What the author gets back (tim protocol, section 5). */
  private echo(packet: TimMessage): Frame | null {
    if (packet.odType !== 1) return null;
    this.nextMid += 1n;
    const timestamp = BigInt(Date.now()) * 1_000_000n;
    const stored = { ...packet, mid: this.nextMid, fromTid: { node: selfNode }, timestamp };
    this.keep(stored);
    return { type: FrameType.message, packet: stored };
  }

  /** What was said is in the history from then on. */
  private keep(message: TimMessage): void {
    const { roomTid, fromTid, toTid } = message;
    const peer = roomTid?.node ?? (fromTid?.node === selfNode ? toTid?.node : fromTid?.node) ?? '';
    const chat = this.world.chatOf(peer);
    if (chat === null) return;
    const said = this.news.get(chat) ?? [];
    said.push(message);
    this.news.set(chat, said);
  }
}

const tell = (report: ServerReport): void => void process.send?.(report);

/** Runs the server until its parent goes. */
export function serve(): void {
  let server: BenchServer | null = null;
  process.on('disconnect', () => process.exit());
  process.on('message', (order: ServerOrder) => {
    if (order.kind === 'start') {
      server = new BenchServer(new World(worldSizes[order.start.world]));
      server.listen((port) => tell({ kind: 'started', port }));
    } else if (order.kind === 'burst') server?.take(order);
    else server?.waitForQuiet(order);
  });
}
