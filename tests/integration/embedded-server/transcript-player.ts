import { expect } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { encodeFrame } from '../../../main/protocol/frame';
import { FrameType, OdType, type Encoding } from '../../../main/protocol/packet-types';
import { packetFromPlain, packetToPlain, type PlainPacket } from '../../../main/protocol/packet-json';
import type { Frame } from '../../../main/protocol/packets';
import { CountingRandom } from '../../support/counting-random';
import { ManualClock } from '../../support/manual-clock';
import { Symbols } from './symbols';
import type { Transcript, TranscriptEvent } from './transcript';
import { registerAccount, WireClient } from './wire-client';

const passwordCost = 1 << 10;
const bigDataHeaderBytes = 5;
const nodeLength = 11;
/** Scenarios whose device `b` leaves live messages unacknowledged. */
const silentScenarios = new Set(['resend-without-ack', 'silent-device-delays']);

/** Plays the client half of a recorded conversation and expects the server half, per connection and in order. */
export async function playTranscript(transcript: Transcript, encoding: Encoding): Promise<void> {
  const clock = new ManualClock();
  const server = await startEmbeddedServer({
    clock,
    random: new CountingRandom(),
    deviceLimit: 3,
    requestRate: 0,
    passwordCost,
  });
  const reach = (timeMs: number): void => clock.advance(Math.max(0, timeMs - clock.monotonicMs()));
  try {
    await new TranscriptPlayer(transcript, { server, encoding, reach }).play();
  } finally {
    await server.stop();
  }
}

/** Where a conversation is played. */
export interface Stage {
  readonly server: Pick<RunningServer, 'url' | 'port'>;
  readonly encoding: Encoding;
  /** Lets the time of the conversation come to `timeMs`. */
  reach(timeMs: number): Promise<void> | void;
}

/** The client half of one conversation. */
export class TranscriptPlayer {
  private readonly symbols = new Symbols();
  private readonly run: string;
  private readonly clients = new Map<string, WireClient>();
  private bigFrame: { readonly bytes: Uint8Array; sent: number } | null = null;

  constructor(
    private readonly transcript: Transcript,
    private readonly stage: Stage,
  ) {
    this.run = transcript.scenario;
  }

  async play(): Promise<void> {
    for (const account of this.accounts()) {
      this.symbols.bind(
        `$${account}`,
        await registerAccount(this.stage.server.port, `${account}_${this.run}`),
      );
    }
    for (const [index, event] of this.transcript.events.entries()) {
      await this.stage.reach(event.t);
      await this.perform(event, index);
    }
    for (const [name, client] of this.clients) {
      if (!this.isSignedIn(name)) continue;
      expect(await client.unexpected(), `frames that ${name} should not have got`).toEqual([]);
    }
  }

  private accounts(): Set<string> {
    const names = this.transcript.events.map(
      (event) => /^([a-z])_\$run$/.exec(String(event.packet?.['name']))?.[1],
    );
    return new Set(names.filter((name) => name !== undefined));
  }

  private async perform(event: TranscriptEvent, index: number): Promise<void> {
    const label = `event ${index} of ${event.conn} at ${event.t} ms`;
    switch (event.dir) {
      case 'open':
        this.clients.set(event.conn, await this.connect(event.conn));
        return;
      case 'out':
        this.client(event).sendBytes(this.outgoingBytes(event, index));
        return;
      case 'in':
        this.compare(event, await this.client(event).nextFrame(), label);
        return;
      case 'closed':
        expect(await this.closeCode(event, index), label).toBe(event.code);
        this.clients.delete(event.conn);
    }
  }

  private async connect(name: string): Promise<WireClient> {
    const client = await WireClient.open(this.stage.server.url, this.stage.encoding);
    if (silentScenarios.has(this.transcript.scenario) && name === 'b') {
      client.acknowledges = (frame) =>
        !(frame.type === FrameType.message && frame.packet.odType === OdType.message);
    }
    return client;
  }

  /** Sockets that never signed in are closed by the server, the others by their client. */
  private async closeCode(event: TranscriptEvent, index: number): Promise<number> {
    const client = this.client(event);
    const hadAnswers = this.transcript.events
      .slice(0, index)
      .some((e) => e.conn === event.conn && e.dir === 'in');
    if (hadAnswers) return client.close();
    const end = await client.next();
    return end.kind === 'closed' ? end.code : 0;
  }

  private isSignedIn(name: string): boolean {
    return this.transcript.events.some(
      (event) =>
        event.conn === name &&
        event.dir === 'in' &&
        event.packet?.['timType'] === 16 &&
        event.packet['ok'] === true,
    );
  }

  private compare(event: TranscriptEvent, frame: Frame, label: string): void {
    const actual = comparable(
      frame.type,
      packetToPlain(frame.type, 'server', frame.packet),
      this.expectsText(event),
    );
    const expected = this.symbols.resolve(this.withSortedNodes(event.packet), actual);
    const isSync = frame.syncId !== undefined;
    expect({ type: frame.type, isSync, packet: actual }, label).toEqual({
      type: event.type,
      isSync: event.sync ?? false,
      packet: expected,
    });
  }

  private expectsText(event: TranscriptEvent): boolean {
    return typeof event.packet?.['text'] === 'string';
  }

  /** The recording sorts nodes by their symbols, the run by their values. */
  private withSortedNodes(packet: PlainPacket | undefined): PlainPacket {
    const nodes = packet?.['nodelist'];
    if (!Array.isArray(nodes)) return packet ?? {};
    return { ...packet, nodelist: nodes.map((node) => this.symbols.valueOf(String(node))).sort() };
  }

  private outgoingBytes(event: TranscriptEvent, index: number): Uint8Array {
    if (event.raw !== undefined) return this.withEncodingBit(this.rawBytes(event.raw, index));
    const type = event.type ?? 0;
    const plain = this.withPassword(event, index);
    // `run` is part of a longer text, the other symbols stand alone.
    const text = JSON.stringify(plain).replaceAll('$run', this.run);
    const filled = this.symbols.fill(JSON.parse(text) as PlainPacket) as PlainPacket;
    // The type decides the shape, which packetFromPlain has checked.
    const frame = { type, packet: packetFromPlain(type, 'client', filled) } as Frame;
    return encodeFrame(frame, { from: 'client', encoding: this.stage.encoding });
  }

  /** The recording hides passwords; a wrong one is recognised by its answer. */
  private withPassword(event: TranscriptEvent, index: number): PlainPacket {
    if (event.packet?.['pwd'] === undefined) return event.packet ?? {};
    const answer = this.transcript.events
      .slice(index + 1)
      .find((e) => e.conn === event.conn && e.dir === 'in');
    return { ...event.packet, pwd: answer?.packet?.['ok'] === false ? 'wrong' : 'pw1' };
  }

  /** Big data was recorded as bytes that hold another run's nodes. */
  private rawBytes(raw: string, index: number): Uint8Array {
    const size = /^(\d+) bytes$/.exec(raw)?.[1];
    if (size !== undefined) return this.nextPiece(Number(size), index);
    const bytes = Buffer.from(raw, 'hex');
    bytes.write(this.receiverOf(index), bigDataHeaderBytes, 'latin1');
    return bytes;
  }

  /** A frame of 3017 bytes in pieces, or one whose length field is too small. */
  private nextPiece(size: number, index: number): Uint8Array {
    const isTooLong = this.bigFrame === null && size > 1000;
    if (isTooLong) return bigFrameOfAs(this.symbols.valueOf('$b'), { announced: size - 17, total: size });
    this.bigFrame ??= {
      bytes: bigFrameOfAs(this.receiverOf(index), { announced: 3017, total: 3017 }),
      sent: 0,
    };
    const piece = this.bigFrame.bytes.subarray(this.bigFrame.sent, this.bigFrame.sent + size);
    this.bigFrame.sent += size;
    if (this.bigFrame.sent === this.bigFrame.bytes.length) this.bigFrame = null;
    return piece;
  }

  private receiverOf(index: number): string {
    const next = this.transcript.events.slice(index + 1).find((event) => event.dir === 'in');
    const isStream = next?.type === FrameType.stream || next?.type === FrameType.bigBinaryStream;
    return this.symbols.valueOf(isStream ? '$vroom' : `$${next?.conn.charAt(0) ?? ''}`);
  }

  private withEncodingBit(bytes: Uint8Array): Uint8Array {
    const first = bytes[0] ?? 0;
    const isStart = first >= FrameType.bigString && first <= FrameType.bigBinaryStream;
    return this.stage.encoding === 'json' && isStart
      ? Uint8Array.from([first | 0x80, ...bytes.subarray(1)])
      : bytes;
  }

  private client(event: TranscriptEvent): WireClient {
    const client = this.clients.get(event.conn);
    if (client === undefined) throw new Error(`${event.conn} is not connected`);
    return client;
  }
}

function comparable(type: number, plain: PlainPacket, asText: boolean): PlainPacket {
  if (asText && type === FrameType.bigString)
    return { text: `${String(plain['node'])}|${String(plain['dataString'])}` };
  const nodes = plain['nodelist'];
  return Array.isArray(nodes) ? { ...plain, nodelist: nodes.map(String).sort() } : plain;
}

function bigFrameOfAs(
  node: string,
  size: { readonly announced: number; readonly total: number },
): Uint8Array {
  const bytes = Buffer.alloc(size.total, 'A');
  bytes.writeUInt8(FrameType.bigBinary, 0);
  bytes.writeUInt32BE(size.announced, 1);
  bytes.write(node, bigDataHeaderBytes, 'latin1');
  bytes.writeUInt8(0x83, bigDataHeaderBytes + nodeLength);
  return bytes;
}
