import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import WebSocket from 'ws';
import { maxPieceBytes } from '../../../main/domain/file-transfer';
import { decodeFrame, encodeFrame } from '../../../main/protocol/frame';
import { FrameType } from '../../../main/protocol/packet-types';
import { peerPassword, registerPeer } from '../../support/raw-peer';

/** Word of the command line that makes the program of the benches one end of a plain copy. */
export const copyWord = '--copy';

/** What an end of a copy is told. */
export interface CopyOrder {
  readonly serverUrl: string;
  readonly name: string;
  /** Whom the bytes are for; null for the end that takes them. */
  readonly to: string | null;
  readonly sizeBytes: number;
}

type CopyReport = { readonly kind: 'ready'; readonly node: string } | { readonly kind: 'done' };

/** As much may wait in a socket as an app has under way. */
const mostWaitingBytes = 16 * 1024 * 1024;

/**
 * Copies bytes from one plain websocket to another through a server, each in a process of its own: frames of the length of a piece, made
 * once, thrown away where they come, as fast as the server takes them. Answers the seconds that it took.
 */
export async function copySeconds(serverUrl: string, sizeBytes: number): Promise<number> {
  const names = ['giver', 'taker'].map((name) => `${name} ${Math.random().toString(36).slice(2)}`);
  const [giver = '', taker = ''] = names;
  for (const name of names) await registerPeer(serverUrl, name);
  const taking = fork(__filename, [copyWord]);
  const giving = fork(__filename, [copyWord]);
  try {
    tell(taking, { serverUrl, name: taker, to: null, sizeBytes });
    const ready = await next(taking);
    const startedMs = performance.now();
    tell(giving, { serverUrl, name: giver, to: ready.kind === 'ready' ? ready.node : '', sizeBytes });
    await next(taking);
    return (performance.now() - startedMs) / 1_000;
  } finally {
    for (const child of [taking, giving]) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
  }
}

const tell = (child: ChildProcess, order: CopyOrder): void => void child.send(order);

async function next(child: ChildProcess): Promise<CopyReport> {
  // Written by `copy` of this file.
  const [report] = (await once(child, 'message')) as [CopyReport];
  return report;
}

/** Is one end of a copy until its parent ends it. */
export function copy(): void {
  process.on('message', (order: CopyOrder) => void begin(order));
}

function begin({ serverUrl, name, to, sizeBytes }: CopyOrder): void {
  const socket = new WebSocket(serverUrl, { origin: 'http://localhost', perMessageDeflate: false });
  let cameBytes = 0;
  socket.on('open', () => {
    const packet = { name, pwd: peerPassword, resource: 'copy', termtyp: 4 };
    socket.send(encodeFrame({ type: FrameType.auth, packet }, { from: 'client', encoding: 'compact' }));
  });
  socket.on('message', (data: Buffer) => {
    if (((data[0] ?? 0) & 0x7f) === FrameType.bigBinary) {
      cameBytes += data.length;
      if (cameBytes >= sizeBytes) process.send?.({ kind: 'done' } satisfies CopyReport);
      return;
    }
    const frame = decodeFrame(data, { from: 'server', encoding: 'compact' });
    if (frame.type !== FrameType.ack || frame.packet.timType !== FrameType.auth) return;
    if (to === null) process.send?.({ kind: 'ready', node: frame.packet.n ?? '' } satisfies CopyReport);
    else void give(socket, to, sizeBytes);
  });
}

async function give(socket: WebSocket, node: string, sizeBytes: number): Promise<void> {
  const packet = { node, data: Buffer.alloc(maxPieceBytes, 7) };
  const frame = encodeFrame({ type: FrameType.bigBinary, packet }, { from: 'client', encoding: 'compact' });
  for (let sentBytes = 0; sentBytes < sizeBytes; sentBytes += maxPieceBytes) {
    while (socket.bufferedAmount > mostWaitingBytes) await new Promise((resolve) => setTimeout(resolve, 1));
    socket.send(frame);
  }
}
