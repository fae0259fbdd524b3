import WebSocket, { type ClientOptions } from 'ws';
import type { Clock } from '../platform/clock';
import { toDisposable } from '../platform/disposable';
import { afterTurn } from '../platform/turn';
import { toDialError } from './dial-error';
import { Intake } from './intake';
import { GatedSocket, type SocketTarget } from './gated-socket';
import { OverlongFilter } from './overlong-filter';
import { DialError, type Dial, type Transport, type TransportListener } from './transport';

/** Limits of a connection. */
export interface WebSocketOptions {
  readonly clock: Clock;
  /** tim refuses a handshake without an Origin header; any app or http origin will do. */
  readonly origin: string;
  readonly connectTimeoutMs: number;
  /** Largest message taken from the server as it is, bytes; see `MessageShortener`. */
  readonly maxMessageBytes: number;
  /** How long a closing handshake may take before the socket is cut. */
  readonly closeTimeoutMs: number;
}

/** A `Dial` over websockets. TLS certificates are always verified, whatever the environment says. */
export function createWebSocketDial(options: WebSocketOptions): Dial {
  return (url, listener, signal) =>
    new Promise<Transport>((resolve, reject) => {
      if (signal.aborted) {
        reject(new DialError('aborted'));
        return;
      }
      const socket = openSocket(url, listener, options);
      const timer = options.clock.after(options.connectTimeoutMs, () => giveUp(new DialError('timeout')));
      const giveUp = (error: DialError): void => {
        settle();
        socket.terminate();
        reject(error);
      };
      const abort = (): void => giveUp(new DialError('aborted'));
      const fail = (error: unknown): void => {
        settle();
        reject(toDialError(error));
      };
      const settle = (): void => {
        timer.dispose();
        signal.removeEventListener('abort', abort);
        socket.removeAllListeners();
        // A socket that is torn down may still report; nobody waits for it any more.
        socket.on('error', () => undefined);
      };
      signal.addEventListener('abort', abort);
      socket.once('error', fail);
      socket.once('close', fail);
      socket.once('open', () => {
        settle();
        resolve(attach(socket, listener, options));
      });
    });
}

function openSocket(url: string, listener: TransportListener, options: WebSocketOptions): WebSocket {
  const connect = (): GatedSocket => {
    const filter = new OverlongFilter({
      limitBytes: options.maxMessageBytes,
      shortener: () => listener.shortener?.() ?? null,
    });
    return new GatedSocket(targetOf(url), {
      pass: (chunk) => filter.pass(chunk),
      moved: (direction, byteCount) => listener.moved?.(direction, byteCount),
    });
  };
  try {
    return new WebSocket(url, {
      // The library takes any duplex stream; its types know of sockets only.
      createConnection: connect as unknown as NonNullable<ClientOptions['createConnection']>,
      origin: options.origin,
      perMessageDeflate: false,
      maxPayload: options.maxMessageBytes,
      followRedirects: false,
    });
  } catch (error) {
    // Thrown at once for what is no websocket address.
    throw toDialError(error);
  }
}

function targetOf(url: string): SocketTarget {
  const { protocol, hostname, port } = new URL(url);
  const isSecure = protocol === 'wss:';
  return {
    host: hostname.replace(/^\[(.*)\]$/u, '$1'),
    port: port === '' ? (isSecure ? 443 : 80) : Number(port),
    isSecure,
  };
}

function attach(socket: WebSocket, listener: TransportListener, options: WebSocketOptions): Transport {
  let isLocal = false;
  let cut = toDisposable(() => undefined);
  const intake = new Intake({
    afterTurn,
    take: (messages) => takeSeveral(listener, messages),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
  });
  socket.binaryType = 'nodebuffer';
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    // tim speaks binary only; a text message is garbage and treated like any other unreadable frame.
    intake.push(isBinary ? data : Buffer.from([0]));
  });
  socket.once('close', (code) => {
    cut.dispose();
    intake.end(() => listener.closed({ code, isLocal }));
  });
  return {
    send(bytes) {
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes);
    },
    close() {
      if (isLocal) return;
      isLocal = true;
      // Nobody waits for what is left, and a socket that stands still would not notice its end.
      intake.clear();
      socket.resume();
      socket.close(1000);
      cut = options.clock.after(options.closeTimeoutMs, () => socket.terminate());
    },
  };
}

function takeSeveral(listener: TransportListener, messages: readonly Uint8Array[]): number {
  if (listener.receivedSeveral !== undefined) return listener.receivedSeveral(messages);
  for (const message of messages) listener.received(message);
  return messages.length;
}
