import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '../../main/protocol/frame';
import { FrameType } from '../../main/protocol/packet-types';
import type { Frame, TimMessage } from '../../main/protocol/packets';

/** A server that lets everybody in and otherwise does only what a test tells it. Compact encoding. */
export class SilentServer {
  private constructor(private readonly server: WebSocketServer) {}

  /**
   * `queue` is the page that every request for offline messages is answered with; left out, the end of them. `answerTo` is
   * asked about every other frame; null is silence.
   */
  static start(
    queue: readonly TimMessage[] = [],
    answerTo: (frame: Frame) => Frame | null = () => null,
  ): Promise<SilentServer> {
    return new Promise((resolve) => {
      const server = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/tim' });
      server.on('connection', (socket) => {
        socket.on('message', (data: Buffer) => greet(socket, data, { queue, answerTo }));
      });
      server.once('listening', () => resolve(new SilentServer(server)));
    });
  }

  get url(): string {
    // A listening server on a host has an address record.
    const { port } = this.server.address() as AddressInfo;
    return `ws://127.0.0.1:${port}/tim`;
  }

  /** Sends bytes to every client as they are. */
  sendBytes(bytes: Uint8Array): void {
    for (const client of this.server.clients) client.send(bytes);
  }

  /** Sends a frame to every client. */
  send(frame: Frame): void {
    this.sendBytes(encodeFrame(frame, { from: 'server', encoding: 'compact' }));
  }

  stop(): Promise<void> {
    for (const client of this.server.clients) client.terminate();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

interface Answers {
  readonly queue: readonly TimMessage[];
  readonly answerTo: (frame: Frame) => Frame | null;
}

function greet(socket: WebSocket, data: Buffer, { queue, answerTo }: Answers): void {
  const frame = decodeFrame(data, { from: 'client', encoding: 'compact' });
  const answer = (reply: Frame): void =>
    socket.send(encodeFrame(reply, { from: 'server', encoding: 'compact' }));
  if (frame.type === FrameType.auth) {
    answer({ type: FrameType.ack, packet: { ok: true, timType: FrameType.auth, n: 'self' } });
  } else if (frame.type === FrameType.offlineMessages && queue.length > 0) {
    answer({ type: FrameType.offlineMessages, syncId: 1, packet: { messageList: [...queue] } });
  } else if (frame.type === FrameType.offlineMessages) {
    answer({ type: FrameType.offlineMessagesEnd, packet: {} });
  } else {
    const reply = answerTo(frame);
    if (reply !== null) answer(reply);
  }
}
