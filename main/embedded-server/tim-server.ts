import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { DisposableStore } from '../platform/disposable';
import { maxFrameBytes } from '../protocol/frame-limits';
import { ClientSocket } from './client-socket';
import { Dispatcher } from './dispatcher';
import { answerHttp } from './http-endpoint';
import { RateLimiter } from './rate-limiter';
import type { ServerContext } from './server-context';

const loopback = '127.0.0.1';
const socketPath = '/tim';
const anonymousSweepMs = 5_000;
const anonymousLifeMs = 5_000;
const silenceSweepMs = 10_000;

/** The network side of the server: HTTP and websockets on one loopback port. */
export class TimServer {
  private readonly http: Server;
  private readonly webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: maxFrameBytes,
    // What an acknowledgement sets free is done before the frame behind it is looked at.
    allowSynchronousEvents: false,
    // The real server echoes what the client offers.
    handleProtocols: (protocols) => [...protocols][0] ?? false,
  });
  private readonly sockets = new Set<ClientSocket>();
  private readonly timers = new DisposableStore();
  private readonly dispatcher: Dispatcher;
  private readonly limiter: RateLimiter;
  private lastConnectionId = 0;

  constructor(private readonly context: ServerContext) {
    this.dispatcher = new Dispatcher(context);
    this.limiter = new RateLimiter(context.options.requestRate, context.clock);
    this.http = createServer((request, response) => {
      answerHttp({ context, dispatcher: this.dispatcher, limiter: this.limiter }, request, response).catch(
        (error: unknown) => {
          context.log.error('request failed', { reason: error instanceof Error ? error.name : 'unknown' });
          response.destroy();
        },
      );
    });
    this.http.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  /** Listens on 127.0.0.1 and nowhere else; answers the port. Rejects when the port is taken. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.http.once('error', reject);
      this.http.listen(port, loopback, () => {
        this.http.off('error', reject);
        resolve();
      });
    });
    this.timers.add(this.context.clock.every(anonymousSweepMs, () => this.closeAnonymous()));
    this.timers.add(this.context.clock.every(silenceSweepMs, () => this.closeSilent()));
    // A TCP server's address is an object.
    return (this.http.address() as AddressInfo).port;
  }

  /** Drops every socket, as a restart does, and waits for the work in progress. */
  async close(): Promise<void> {
    this.timers.dispose();
    const closed = new Promise<void>((resolve) => this.http.close(() => resolve()));
    for (const client of this.sockets) client.drop();
    this.http.closeAllConnections();
    this.context.syncSender.dispose();
    await this.dispatcher.settled();
    await closed;
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusalStatus = handshakeRefusal(request);
    if (refusalStatus !== null) {
      socket.end(`HTTP/1.1 ${refusalStatus}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.webSockets.handleUpgrade(request, socket, head, (webSocket) => this.welcome(webSocket));
  }

  private welcome(webSocket: WebSocket): void {
    this.lastConnectionId += 1;
    const { context, dispatcher, limiter } = this;
    const client = new ClientSocket(this.lastConnectionId, webSocket, { context, dispatcher, limiter });
    this.sockets.add(client);
    webSocket.on('message', (data) => client.receive(bytesOf(data)));
    // Frames beyond the limit and broken ones end the connection without a closing handshake.
    webSocket.on('error', () => webSocket.terminate());
    webSocket.on('close', () => {
      this.sockets.delete(client);
      client.ended();
    });
  }

  private closeAnonymous(): void {
    const nowMs = this.context.clock.monotonicMs();
    for (const client of this.sockets) {
      if (client.isAnonymous && nowMs - client.openedAtMs > anonymousLifeMs) client.close();
    }
  }

  private closeSilent(): void {
    for (const client of this.sockets) client.closeIfSilent();
  }
}

/** Why a handshake is refused: the path must be exact and an origin must be named (tim protocol, section 1). */
function handshakeRefusal(request: IncomingMessage): string | null {
  if (request.url?.split('?')[0] !== socketPath) return '404 Not Found';
  const origin = request.headers.origin ?? '';
  return /^[a-z][a-z0-9+.-]*:/i.test(origin) ? null : '403 Forbidden';
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
