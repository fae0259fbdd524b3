import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

/** What went through the door, in order. */
export interface PassedMessage {
  readonly from: 'client' | 'server';
  readonly bytes: Uint8Array;
}

/** A tim server's front door that passes everything on, keeps a copy, and can say something of its own in between. */
export class GarbageProxy {
  /** Everything that was passed on. */
  readonly passed: PassedMessage[] = [];

  private constructor(
    private readonly server: Server,
    private readonly sockets: WebSocketServer,
  ) {}

  /** Listens on a free port and passes on to the server at `serverUrl`. */
  static async start(serverUrl: string): Promise<GarbageProxy> {
    const target = new URL(serverUrl);
    const server = createServer((incoming, answer) => passRequest(target, incoming, answer));
    const sockets = new WebSocketServer({ server });
    const proxy = new GarbageProxy(server, sockets);
    sockets.on('connection', (client) => passMessages(target, client, proxy.passed));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** `ws://127.0.0.1:port/tim` */
  get url(): string {
    // A listening server on a host has an address record.
    const { port } = this.server.address() as AddressInfo;
    return `ws://127.0.0.1:${port}/tim`;
  }

  /** Sends every client these bytes as one message. */
  say(bytes: Uint8Array): void {
    for (const client of this.sockets.clients) client.send(bytes);
  }

  /** Cuts every connection and stops listening. */
  stop(): Promise<void> {
    for (const client of this.sockets.clients) client.terminate();
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

function passRequest(target: URL, incoming: IncomingMessage, answer: ServerResponse): void {
  const { method, url, headers } = incoming;
  const outgoing = request(
    { host: target.hostname, port: target.port, method, path: url, headers },
    (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    },
  );
  outgoing.on('error', () => answer.destroy());
  incoming.pipe(outgoing);
}

function passMessages(target: URL, client: WebSocket, passed: PassedMessage[]): void {
  const server = new WebSocket(target, { origin: 'http://localhost', perMessageDeflate: false });
  const waiting: (readonly [Buffer, boolean])[] = [];
  client.on('message', (data: Buffer, isBinary) => {
    passed.push({ from: 'client', bytes: data });
    if (server.readyState === WebSocket.OPEN) server.send(data, { binary: isBinary });
    else waiting.push([data, isBinary]);
  });
  server.on('open', () => {
    for (const [data, isBinary] of waiting) server.send(data, { binary: isBinary });
  });
  server.on('message', (data: Buffer, isBinary) => {
    passed.push({ from: 'server', bytes: data });
    client.send(data, { binary: isBinary });
  });
  client.on('close', () => server.terminate());
  server.on('close', () => client.terminate());
  for (const socket of [client, server]) socket.on('error', () => socket.terminate());
}
