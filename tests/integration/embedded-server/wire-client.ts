import WebSocket from 'ws';
import type { CutOptions } from '../../../main/embedded-server/memory-link';
import type { RunningServer } from '../../../main/embedded-server/start-server';
import { decodeFrame, encodeFrame } from '../../../main/protocol/frame';
import { FrameType, type Encoding } from '../../../main/protocol/packet-types';
import type { Frame, TimAck, TimAuth } from '../../../main/protocol/packets';

const patienceMs = 5_000;

/** The member of the frame union that may have the type `T`. */
type FrameOf<T extends Frame['type'], F extends Frame = Frame> = F extends Frame
  ? T extends F['type']
    ? F
    : never
  : never;

/** What happened on a socket, in order. */
export type WireEvent =
  { readonly kind: 'frame'; readonly frame: Frame } | { readonly kind: 'closed'; readonly code: number };

/** What carries the frames of a test's client. */
interface WireLink {
  send(bytes: Uint8Array): void;
  close(): void;
  cut(options?: CutOptions): void;
}

/** A connection that speaks tim frames and keeps what it receives until a test asks for it. */
export class WireClient {
  /** Which sync frames are acknowledged on receipt; all of them at first. */
  acknowledges: (frame: Frame) => boolean = () => true;
  private readonly events: WireEvent[] = [];
  private wake: (() => void) | null = null;

  private link: WireLink | null = null;
  private closeCode: number | null = null;

  private constructor(private readonly encoding: Encoding) {}

  /** Connects; resolves when the handshake is done. */
  static async open(url: string, encoding: Encoding = 'compact'): Promise<WireClient> {
    const socket = new WebSocket(url, { origin: 'http://localhost', perMessageDeflate: false });
    const client = new WireClient(encoding);
    socket.on('message', (data: Buffer) => client.take(data));
    socket.on('close', (code) => client.end(code));
    socket.on('error', () => undefined);
    client.link = {
      send: (bytes) => socket.send(bytes),
      close: () => socket.close(),
      cut: () => socket.terminate(),
    };
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return client;
  }

  /** Connects within the process. */
  static inMemory(
    server: Pick<RunningServer, 'connectInMemory'>,
    encoding: Encoding = 'compact',
  ): WireClient {
    const client = new WireClient(encoding);
    client.link = server.connectInMemory({
      received: (bytes) => client.take(bytes),
      closed: (code) => client.end(code),
    });
    return client;
  }

  send(frame: Frame): void {
    this.sendBytes(encodeFrame(frame, { from: 'client', encoding: this.encoding }));
  }

  sendBytes(bytes: Uint8Array): void {
    this.link?.send(bytes);
  }

  /** The next event; rejects when none comes. */
  async next(): Promise<WireEvent> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const event = this.events.shift();
      if (event !== undefined) return event;
      const leftMs = deadline - Date.now();
      if (leftMs <= 0) throw new Error('nothing was received');
      await this.changed(leftMs);
    }
  }

  /** The next event, which must be a frame. */
  async nextFrame(): Promise<Frame> {
    const event = await this.next();
    if (event.kind === 'closed') throw new Error(`closed with ${event.code} instead of a frame`);
    return event.frame;
  }

  /** The next frame of `type`, skipping others. */
  async frameOf<T extends Frame['type']>(type: T): Promise<FrameOf<T>> {
    for (;;) {
      const frame = await this.nextFrame();
      // The comparison is what narrows the union.
      if (frame.type === type) return frame as FrameOf<T>;
    }
  }

  /** The next TimAck, skipping other frames. */
  async nextAck(): Promise<TimAck> {
    const frame = await this.frameOf(FrameType.ack);
    // A server's frame of this type carries a TimAck.
    return frame.packet as TimAck;
  }

  /** What came before the answer to a ping that is sent now: nothing, if the server had nothing to say. */
  async unexpected(): Promise<Frame[]> {
    this.send({ type: FrameType.ping, packet: {} });
    const frames: Frame[] = [];
    for (;;) {
      const frame = await this.nextFrame();
      if (frame.type === FrameType.ping) return frames;
      frames.push(frame);
    }
  }

  /** Signs in and returns the server's answer. */
  async signIn(auth: TimAuth): Promise<TimAck> {
    this.send({ type: FrameType.auth, packet: auth });
    return this.nextAck();
  }

  /** Closes without naming a code; resolves with the server's when the closing handshake is done. */
  async close(): Promise<number> {
    this.link?.close();
    while (this.closeCode === null) await this.changed(patienceMs);
    return this.closeCode;
  }

  /** Cuts the connection without a closing handshake; half open only within the process. */
  cut(options?: CutOptions): void {
    this.link?.cut(options);
  }

  private end(code: number): void {
    this.closeCode = code;
    this.push({ kind: 'closed', code });
  }

  private take(data: Uint8Array): void {
    const frame = decodeFrame(data, { from: 'server', encoding: this.encoding });
    if (frame.syncId !== undefined && this.acknowledges(frame)) {
      this.send({ type: FrameType.ack, syncId: frame.syncId, packet: {} });
    }
    this.push({ kind: 'frame', frame });
  }

  private push(event: WireEvent): void {
    this.events.push(event);
    this.wake?.();
  }

  private changed(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.wake = () => {
        clearTimeout(timer);
        this.wake = null;
        resolve();
      };
    });
  }
}

/** Sends a register or token request over HTTP as JSON and returns the answer. */
export async function postAuth(port: number, type: 14 | 15, auth: TimAuth): Promise<TimAck> {
  const body = encodeFrame({ type, packet: auth }, { from: 'client', encoding: 'json' });
  const response = await fetch(`http://127.0.0.1:${port}/tim2`, { method: 'POST', body });
  return ackIn(new Uint8Array(await response.arrayBuffer()));
}

/** Sends a register or token request as JSON within the process and returns the answer. */
export async function postInMemory(
  server: Pick<RunningServer, 'post'>,
  type: 14 | 15,
  auth: TimAuth,
): Promise<TimAck> {
  return ackIn(await server.post(encodeFrame({ type, packet: auth }, { from: 'client', encoding: 'json' })));
}

function ackIn(bytes: Uint8Array): TimAck {
  const frame = decodeFrame(bytes, { from: 'server', encoding: 'json' });
  if (frame.type !== FrameType.ack) throw new Error('no TimAck');
  // A server's frame of this type carries a TimAck.
  return frame.packet as TimAck;
}

/** Registers an account with the password `pw1` in the domain `example.org`; answers its node. */
export async function registerAccount(
  port: number,
  name: string,
  more: Partial<TimAuth> = {},
): Promise<string> {
  const ack = await postAuth(port, FrameType.register, { name, pwd: 'pw1', domain: 'example.org', ...more });
  if (ack.n === undefined) throw new Error('not registered');
  return ack.n;
}
