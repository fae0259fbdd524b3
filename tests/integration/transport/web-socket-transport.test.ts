import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { createHttpPost } from '../../../main/transport/http-post';
import {
  DialError,
  type CloseReason,
  type Post,
  type TransportListener,
} from '../../../main/transport/transport';
import { createWebSocketDial } from '../../../main/transport/web-socket-transport';
import { ManualClock } from '../../support/manual-clock';
import { eventually } from '../../support/test-messenger';

let http: Server;
let sockets: WebSocketServer;
let origins: (string | undefined)[];
const never = new AbortController().signal;

beforeEach(async () => {
  origins = [];
  http = createServer((request, response) => {
    origins.push(request.headers.origin);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/tim2') response.end(Buffer.concat(chunks));
      else if (request.url === '/moved') response.writeHead(302, { location: '/tim2' }).end();
      else if (request.url === '/big') response.end(Buffer.alloc(5_000));
      else if (request.url !== '/silent') response.writeHead(404).end();
    });
  });
  sockets = new WebSocketServer({ server: http, path: '/tim' });
  sockets.on('connection', (_socket, request) => origins.push(request.headers.origin));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  for (const client of sockets.clients) client.terminate();
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
});

// A listening server on a host has an address record.
const address = (path: string): string => `127.0.0.1:${(http.address() as AddressInfo).port}${path}`;
const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'ok',
    (error: unknown) => (error instanceof DialError ? error.code : 'another error'),
  );

class Listener implements TransportListener {
  readonly messages: Buffer[] = [];
  readonly ends: CloseReason[] = [];
  received = (bytes: Uint8Array): void => void this.messages.push(Buffer.from(bytes));
  closed = (reason: CloseReason): void => void this.ends.push(reason);
}

describe('the websocket transport', () => {
  const dialWith = (clock = new ManualClock()) => ({
    clock,
    dial: createWebSocketDial({
      clock,
      origin: 'app://bundle',
      connectTimeoutMs: 1_000,
      maxMessageBytes: 1_024,
      closeTimeoutMs: 500,
    }),
  });

  it('moves bytes both ways, with an origin, and leaves no timer behind', async () => {
    const { clock, dial } = dialWith();
    const listener = new Listener();
    const transport = await dial(`ws://${address('/tim')}`, listener, never);
    const [client] = [...sockets.clients];
    const heard: Buffer[] = [];
    client?.on('message', (data: Buffer) => heard.push(data));
    transport.send(Uint8Array.of(1, 2));
    client?.send(Buffer.of(3, 4));
    client?.send('text, which tim does not speak');
    await eventually(() => heard.length === 1 && listener.messages.length === 2);
    expect([heard, listener.messages]).toEqual([[Buffer.of(1, 2)], [Buffer.of(3, 4), Buffer.of(0)]]);
    expect(origins).toEqual(['app://bundle']);
    transport.close();
    transport.close();
    await eventually(() => listener.ends.length === 1);
    transport.send(Uint8Array.of(1));
    expect([listener.ends, clock.waitingTimers]).toEqual([[{ code: 1000, isLocal: true }], 0]);
  });

  it('tells how the other side ended it', async () => {
    for (const [end, code] of [
      [() => sockets.clients.forEach((client) => client.close(1000)), 1000],
      [() => sockets.clients.forEach((client) => client.terminate()), 1006],
      [() => sockets.clients.forEach((client) => client.send(Buffer.alloc(2_000))), 1006],
    ] as const) {
      const listener = new Listener();
      await dialWith().dial(`ws://${address('/tim')}`, listener, never);
      await eventually(() => sockets.clients.size === 1);
      end();
      await eventually(() => listener.ends.length === 1);
      expect(listener.ends).toEqual([{ code, isLocal: false }]);
      expect(listener.messages).toEqual([]);
      await eventually(() => sockets.clients.size === 0);
    }
  });

  it('T5: takes what a shortener leaves of a message that is too long, and goes on', async () => {
    const moved = { in: 0, out: 0 };
    let longBytes = 0;
    const messages: number[] = [];
    const ends: CloseReason[] = [];
    const listener: TransportListener = {
      received: (bytes) => void messages.push(bytes.length),
      moved: (direction, byteCount) => (moved[direction] += byteCount),
      shortener: () => ({
        write: (chunk) => (longBytes += chunk.length),
        end: () => Buffer.from('what is left'),
      }),
      closed: (reason) => void ends.push(reason),
    };
    const transport = await dialWith().dial(`ws://${address('/tim')}`, listener, never);
    const [client] = [...sockets.clients];
    for (const bytes of [10, 5_000_000, 1_024, 2_000]) client?.send(Buffer.alloc(bytes));
    await eventually(() => messages.length === 4);
    expect([messages, longBytes, ends]).toEqual([[10, 12, 1_024, 12], 5_002_000, []]);
    transport.send(Buffer.alloc(300_000));
    await eventually(() => moved.out > 300_000);
    expect(moved.in).toBeGreaterThan(5_000_000);
    transport.close();
  });

  it.each([
    ['ws://127.0.0.1:1/tim', 'refused'],
    ['not a url', 'notTim'],
  ])('tells why it could not connect: %s', async (url, code) => {
    expect(await codeOf(dialWith().dial(url, new Listener(), never))).toBe(code);
  });

  it('tells a server that speaks something else', async () => {
    expect(await codeOf(dialWith().dial(`ws://${address('/other')}`, new Listener(), never))).toBe('notTim');
    expect(await codeOf(dialWith().dial(`wss://${address('/tim')}`, new Listener(), never))).toMatch(
      /tls|notTim/u,
    );
  });

  it('gives up when told to, before and while it tries', async () => {
    const aborted = new AbortController();
    aborted.abort();
    expect(await codeOf(dialWith().dial(`ws://${address('/tim')}`, new Listener(), aborted.signal))).toBe(
      'aborted',
    );
    const later = new AbortController();
    const attempt = codeOf(dialWith().dial(`ws://${address('/tim')}`, new Listener(), later.signal));
    later.abort();
    expect(await attempt).toBe('aborted');
  });

  it('gives up when nobody answers in time', async () => {
    const { clock, dial } = dialWith();
    const attempt = codeOf(dial(`ws://${address('/tim')}`, new Listener(), never));
    clock.advance(1_000);
    expect(await attempt).toBe('timeout');
    expect(clock.waitingTimers).toBe(0);
  });
});

describe('a post', () => {
  const postWithin = (timeoutMs: number): Post =>
    createHttpPost({ origin: 'app://bundle', timeoutMs, maxAnswerBytes: 1_024 });
  const sendTo = (path: string, post: Post): Promise<Uint8Array> =>
    post(`http://${address(path)}`, Uint8Array.of(7, 8), never);
  const send = (path: string): Promise<Uint8Array> => sendTo(path, postWithin(20_000));

  it('answers the body of the answer', async () => {
    expect([...(await send('/tim2'))]).toEqual([7, 8]);
    expect(origins).toEqual(['app://bundle']);
  });

  it.each([
    ['/missing', 'notTim'],
    ['/moved', 'notTim'],
    ['/big', 'notTim'],
  ])('of something else is refused: %s', async (path, code) => {
    expect(await codeOf(send(path))).toBe(code);
  });

  it('of something that never answers is given up in time', async () => {
    expect(await codeOf(sendTo('/silent', postWithin(300)))).toBe('timeout');
  });
});
