import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { encodeFrame } from '../../../main/protocol/frame';
import { FrameType, type Encoding } from '../../../main/protocol/packet-types';
import type { Frame } from '../../../main/protocol/packets';

const hex = (frame: Frame, encoding: Encoding = 'compact'): string =>
  Buffer.from(encodeFrame(frame, { from: 'server', encoding })).toString('hex');
const ok = (timType: number, n: string): Frame => ({ type: FrameType.ack, packet: { ok: true, timType, n } });

/** The message with a number, from a friend. */
const messageOf = (number: number): Frame => ({
  type: FrameType.message,
  syncId: number,
  packet: {
    msType: 2,
    odType: 1,
    mid: BigInt(number),
    fromTid: { node: 'friend' },
    toTid: { node: 'self' },
    timestamp: 1_790_000_000_000_000_000n + BigInt(number) * 1_000_000n,
    dataString: `message ${number} of a burst`,
    extend: { cid: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`, v: '1' },
  },
});

/** A server in a process of its own that sends as fast as it can. */
export class BurstServer {
  private readonly lines: AsyncIterator<string>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    lines: AsyncIterable<string>,
  ) {
    this.lines = lines[Symbol.asyncIterator]();
  }

  static start(count: number): BurstServer {
    const folder = mkdtempSync(join(tmpdir(), 'tim-desktop-burst-'));
    const file = join(folder, 'frames.json');
    const frames = Array.from({ length: count }, (_, index) => hex(messageOf(index + 1)));
    // The app registers in JSON, whatever it speaks afterwards.
    const registered = hex(ok(FrameType.register, 'self'), 'json');
    const signedIn = hex(ok(FrameType.auth, 'self'));
    const pong = hex({ type: FrameType.ping, packet: {} });
    const nothingWaited = hex({ type: FrameType.offlineMessagesEnd, packet: {} });
    writeFileSync(file, JSON.stringify({ frames, registered, signedIn, pong, nothingWaited }));
    const child = spawn(process.execPath, [join(__dirname, 'burst-server.mjs'), file], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (child.stdout === null) throw new Error('no output');
    return new BurstServer(child, folder, createInterface({ input: child.stdout }));
  }

  /** The next fact that the server tells. */
  async next(): Promise<Readonly<Record<string, number>>> {
    const { value, done } = await this.lines.next();
    if (done === true) throw new Error('the server has ended');
    // Written by the program beside this one.
    return JSON.parse(value) as Record<string, number>;
  }

  /** Starts the burst; when it is sent, the server tells it. */
  burst(): void {
    this.child.stdin?.write('burst\n');
  }

  /** How many messages were acknowledged, and how often one was so again. */
  async acknowledged(): Promise<Readonly<Record<string, number>>> {
    this.child.stdin?.write('count\n');
    return this.next();
  }

  stop(): void {
    this.child.kill();
    rmSync(this.folder, { recursive: true });
  }
}
