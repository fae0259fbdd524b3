import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Logger } from '../platform/logger';
import { maxFrameBytes } from '../protocol/frame-limits';
import type { Connection } from './connection';
import { answerHttp } from './http-endpoint';
import type { TimServer } from './tim-server';
import { TurnQueue, turnsBetweenFrames } from './turn-queue';

const loopback = '127.0.0.1';
const socketPath = '/tim';
const normalClosure = 1000;
/** Protocol error, invalid data, message too big. */
const complaints: ReadonlySet<number> = new Set([1002, 1007, 1009]);

/** The network side of the server: HTTP and websockets on one loopback port. */
export class LoopbackEndpoint {
  private readonly http: Server;
  private readonly webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: maxFrameBytes,
    // The real server echoes what the client offers.
    handleProtocols: (protocols) => [...protocols][0] ?? false,
  });

  constructor(
    private readonly server: TimServer,
    log: Logger,
  ) {
    this.http = createServer((request, response) => {
      answerHttp((body) => server.post(body), request, response).catch((error: unknown) => {
        log.error('request failed', { reason: error instanceof Error ? error.name : 'unknown' });
        response.destroy();
      });
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
    // A TCP server's address is an object.
    return (this.http.address() as AddressInfo).port;
  }

  /** Gives the port back and cuts every connection; resolves when the port is free. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.http.close(() => resolve()));
    for (const webSocket of this.webSockets.clients) webSocket.terminate();
    this.http.closeAllConnections();
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
    const end = this.server.attach(connectionOver(webSocket));
    const arrivals = new TurnQueue(turnsBetweenFrames);
    closeAsTim(webSocket);
    webSocket.on('message', (data) => arrivals.push(() => end.receive(bytesOf(data))));
    webSocket.on('error', () => webSocket.terminate());
    webSocket.on('close', () => arrivals.push(() => end.ended()));
  }
}

/**
 * Every close frame of the real server says 1000, whatever the client's said; the websocket's own way is to repeat that.
 * Frames beyond the limit and broken ones end the connection without a closing handshake, where the websocket's own way is
 * a close frame with one of the complaints.
 */
function closeAsTim(webSocket: WebSocket): void {
  const close = webSocket.close.bind(webSocket);
  webSocket.close = (code) => {
    if (code !== undefined && complaints.has(code)) webSocket.terminate();
    else close(normalClosure);
  };
}

function connectionOver(webSocket: WebSocket): Connection {
  return {
    get isOpen() {
      return webSocket.readyState === webSocket.OPEN;
    },
    send: (bytes) => webSocket.send(bytes),
    close: (code) => webSocket.close(code),
    terminate: () => webSocket.terminate(),
  };
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
