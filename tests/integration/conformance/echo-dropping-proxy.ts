import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import WebSocket, { WebSocketServer, type RawData } from 'ws';
import { FrameType } from '../../../main/protocol/packet-types';

/** A proxy before a tim server that loses what its clients wait for. */
export interface Proxy {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a proxy that drops every message without sync: the echoes that are tim's only confirmation. */
export async function startEchoDroppingProxy(port: number): Promise<Proxy> {
  const http = createServer((incoming, outgoing) => {
    const forward = request({ port, host: '127.0.0.1', path: incoming.url, method: 'POST' }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500);
      answer.pipe(outgoing);
    });
    incoming.pipe(forward);
  });
  const sockets = new WebSocketServer({ server: http, path: '/tim', perMessageDeflate: false });
  sockets.on('connection', (client) => connect(client, port));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has such an address.
  const address = http.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${address.port}/tim`,
    async stop() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function connect(client: WebSocket, port: number): void {
  const server = new WebSocket(`ws://127.0.0.1:${port}/tim`, {
    origin: 'http://localhost',
    perMessageDeflate: false,
  });
  const early: RawData[] = [];
  server.on('open', () => {
    for (const data of early.splice(0)) server.send(data);
  });
  client.on('message', (data) => {
    if (server.readyState === WebSocket.OPEN) server.send(data);
    else early.push(data);
  });
  server.on('message', (data: Buffer) => {
    if (data[0] !== FrameType.message) client.send(data);
  });
  server.on('close', () => client.close(1000));
  client.on('close', () => server.terminate());
  server.on('error', () => client.terminate());
  client.on('error', () => server.terminate());
}
