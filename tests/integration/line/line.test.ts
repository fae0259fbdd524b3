import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Line, type LineOptions } from '../../../main/line/line';
import { obey } from '../../../main/line/orders';
import { systemClock } from '../../../main/platform/clock';
import { createHttpPost } from '../../../main/transport/http-post';
import { eventually } from '../../support/eventually';
import { ManualClock } from '../../support/manual-clock';

const message = 90;
const ping = 13;

/** A server whose websocket tells a message's length back, and that answers a post with its body. */
let http: Server;
let sockets: WebSocketServer;
let heard: Buffer[];
let lines: Line[];
let clients: WebSocket[];

beforeEach(async () => {
  heard = [];
  lines = [];
  clients = [];
  http = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => response.end(Buffer.concat(parts)));
  });
  sockets = new WebSocketServer({ server: http, path: '/tim' });
  sockets.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      heard.push(data);
      socket.send(data.subarray(0, 1));
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  for (const client of clients) client.terminate();
  await Promise.all(lines.map((line) => line.close()));
  for (const socket of sockets.clients) socket.terminate();
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
});

async function lineWith(options: Partial<LineOptions> = {}): Promise<Line> {
  // A listening server on a host has an address record.
  const { port } = http.address() as AddressInfo;
  const line = await Line.open({
    listen: { host: '127.0.0.1', port: 0 },
    to: { host: '127.0.0.1', port },
    clock: systemClock,
    ...options,
  });
  lines.push(line);
  return line;
}

/** A client, what it heard, and whether it was closed. */
interface Client {
  readonly socket: WebSocket;
  readonly answers: Buffer[];
  isClosed(): boolean;
}

function clientOf(line: Line): Client {
  const socket = new WebSocket(`ws://127.0.0.1:${line.port}/tim`, { perMessageDeflate: false });
  clients.push(socket);
  const answers: Buffer[] = [];
  socket.on('message', (data: Buffer) => answers.push(data));
  socket.on('error', () => undefined);
  return { socket, answers, isClosed: () => socket.readyState === WebSocket.CLOSED };
}

async function connect(line: Line): Promise<Client> {
  const client = clientOf(line);
  await new Promise<void>((resolve, reject) => {
    client.socket.once('open', () => resolve());
    client.socket.once('close', () => reject(new Error('closed before it was open')));
  });
  return client;
}

const typed = (timType: number, bytes = 10): Buffer => Buffer.alloc(bytes, timType);
const types = (messages: readonly Buffer[]): (number | undefined)[] => messages.map(([type]) => type);

describe('a good line', () => {
  it('carries websocket messages of any size as they are, and a close', async () => {
    const { socket, answers, isClosed } = await connect(await lineWith());
    const sent = [typed(1, 1), typed(2, 130), typed(3, 70_000), typed(4, 3_000_000)];
    for (const bytes of sent) socket.send(bytes);
    await eventually(() => answers.length === sent.length);
    expect(heard.map((bytes, index) => bytes.equals(sent[index] ?? Buffer.alloc(0)))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    socket.close(1000);
    await eventually(isClosed);
    await eventually(() => sockets.clients.size === 0);
  });

  it('carries posts', async () => {
    const { port } = await lineWith();
    const post = createHttpPost({ origin: 'app://bundle', timeoutMs: 20_000, maxAnswerBytes: 1_000_000 });
    const body = Buffer.alloc(200_000, 'b');
    const answer = await post(`http://127.0.0.1:${port}/tim2`, body, new AbortController().signal);
    expect(Buffer.from(answer).equals(body)).toBe(true);
  });

  it('tells clients when the server is gone, and takes them again when it is back', async () => {
    const line = await lineWith();
    const { isClosed } = await connect(line);
    for (const socket of sockets.clients) socket.terminate();
    await eventually(isClosed);
    await connect(line);
    expect(line.counters).toMatchObject({ connections: 2 });
  });

  it('lets a client know that nobody is behind it', async () => {
    const line = await lineWith({ to: { host: '127.0.0.1', port: 1 } });
    const { isClosed } = clientOf(line);
    await eventually(isClosed);
  });
});

describe('a slow line', () => {
  it('carries as many bytes as it may, no more, and its sender notices', async () => {
    const clock = new ManualClock();
    const line = await lineWith({ clock });
    const { socket } = await connect(line);
    line.change({ upBytesPerSecond: 10_000 });
    const before = line.counters.upBytes;
    const size = 16_000_000;
    socket.send(typed(message, size));
    const carried = (): number => line.counters.upBytes - before;
    for (let second = 1; second <= 10; second += 1) {
      // Steps so short that no credit is lost; after each the socket has time to hand over more.
      for (let step = 0; step < 20; step += 1) {
        clock.advance(50);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await eventually(() => carried() >= second * 10_000 - 2_000);
      expect(carried()).toBeLessThanOrEqual(second * 10_000 + 2_000);
    }
    // What does not fit into the buffers of two sockets stays with the sender.
    expect(socket.bufferedAmount).toBeGreaterThan(size / 2);
    expect(heard).toEqual([]);
  });

  it('makes everything later, in order', async () => {
    const clock = new ManualClock();
    const line = await lineWith({ clock });
    const { socket, answers } = await connect(line);
    line.change({ delayMs: 300 });
    const before = line.counters.upBytes;
    socket.send(typed(1));
    await eventually(() => line.counters.upBytes > before);
    clock.advance(299);
    line.change({ delayMs: 0 });
    socket.send(typed(2));
    await eventually(() => line.counters.upBytes > before + 20);
    expect(heard).toEqual([]);
    clock.advance(1);
    await eventually(() => answers.length === 2);
    expect(types(heard)).toEqual([1, 2]);
  });

  it('stalls, and then carries what waited', async () => {
    const clock = new ManualClock();
    const line = await lineWith({
      clock,
      stalls: [{ direction: 'up', at: { elapsedMs: 1_000 }, durationMs: 5_000 }],
    });
    const { socket, answers } = await connect(line);
    clock.advance(1_000);
    const before = line.counters;
    for (const type of [1, 2, 3]) socket.send(typed(type));
    clock.advance(4_999);
    // The other direction goes on: the server can speak.
    for (const client of sockets.clients) client.send(typed(ping));
    await eventually(() => answers.length === 1);
    expect(line.counters.upBytes).toBe(before.upBytes);
    clock.advance(1);
    await eventually(() => answers.length === 4);
    expect(types(heard)).toEqual([1, 2, 3]);
  });
});

describe('a lossy line', () => {
  it('loses the messages that it was told to lose, counted over all connections, and nothing else', async () => {
    const line = await lineWith({ drops: [{ direction: 'up', timType: message, nth: 3 }] });
    const first = await connect(line);
    for (const type of [message, ping, message]) first.socket.send(typed(type));
    await eventually(() => first.answers.length === 3);
    const second = await connect(line);
    for (const type of [message, message | 0x80, ping]) second.socket.send(typed(type));
    await eventually(() => second.answers.length === 2);
    expect(types(second.answers)).toEqual([message | 0x80, ping]);
    expect(line.counters.droppedMessages).toBe(1);
  });

  it('loses the next message of a kind when told while it runs', async () => {
    const line = await lineWith();
    const { socket, answers } = await connect(line);
    socket.send(typed(message));
    await eventually(() => answers.length === 1);
    line.dropNext('down', message);
    for (const type of [message, ping, message]) socket.send(typed(type));
    await eventually(() => answers.length === 3);
    expect(types(heard)).toEqual([message, message, ping, message]);
    expect(types(answers)).toEqual([message, ping, message]);
  });
});

describe('a silent line', () => {
  it('swallows everything while its connections stay open, and for good', async () => {
    const line = await lineWith();
    const client = await connect(line);
    line.change({ isSwallowing: true });
    const before = line.counters;
    client.socket.send(typed(1));
    for (const socket of sockets.clients) socket.send(typed(2));
    await eventually(
      () => line.counters.upBytes > before.upBytes && line.counters.downBytes > before.downBytes,
    );
    const dialled = clientOf(line);
    await eventually(() => line.counters.openConnections === 2);
    line.change({ isSwallowing: false });
    // A connection in the middle of which bytes are missing cannot go on; new ones can.
    client.socket.send(typed(3));
    const { socket, answers } = await connect(line);
    socket.send(typed(4));
    await eventually(() => answers.length === 1);
    expect(types(heard)).toEqual([4]);
    expect(client.answers).toEqual([]);
    expect([client.isClosed(), dialled.isClosed()]).toEqual([false, false]);
    expect(dialled.socket.readyState).toBe(WebSocket.CONNECTING);
  });

  it('breaks all connections when it is cut, and takes new ones', async () => {
    const line = await lineWith();
    const client = await connect(line);
    line.cut();
    await eventually(client.isClosed);
    await eventually(() => sockets.clients.size === 0);
    const { socket, answers } = await connect(line);
    socket.send(typed(1));
    await eventually(() => answers.length === 1);
  });
});

describe('orders to a line that runs', () => {
  it('change it, and answer in words', async () => {
    const line = await lineWith();
    const { isClosed } = await connect(line);
    expect(obey(line, 'drop down.message')).toBe('done');
    expect(obey(line, ' up  5000 ')).toBe('done');
    expect(obey(line, 'stall up.10')).toBe('done');
    expect(obey(line, 'swallow maybe')).toBe('swallow needs another value');
    expect(obey(line, 'drop massage')).toBe('drop needs another value');
    expect(obey(line, 'constructor')).toBe(
      'unknown order; there are up, down, delay, drop, stall, swallow, cut, show',
    );
    expect(obey(line, '')).toBe('');
    expect(obey(line, 'show')).toMatch(/^upBytes \d+, downBytes \d+, connections 1, openConnections 1, /);
    expect(obey(line, 'cut')).toBe('done');
    await eventually(isClosed);
  });
});
