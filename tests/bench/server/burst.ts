import type WebSocket from 'ws';
import { encodeFrame } from '../../../main/protocol/frame';
import { FrameType, MsType, OdType } from '../../../main/protocol/packet-types';
import type { TimMessage } from '../../../main/protocol/packets';
import type { BurstOrder, BurstReport, Said } from './orders';
import { selfNode, uuidOf, type World } from '../world/world';

// More than this in the program is left to the socket.
const highBytes = 4_194_304;
const lookMs = 2;
// Numbers of messages that are in no world.
const firstBurstIndex = 100_000_000;

/** Whom a burst goes to, and who hears of it. */
export interface BurstEnvironment {
  readonly world: World;
  readonly socket: WebSocket;
  /** Number of the first message among all that this server ever sends; the others follow. */
  readonly firstNumber: number;
  readonly sent: (message: TimMessage) => void;
  readonly over: (report: BurstReport) => void;
}

/** A message and its frame, made before the clock runs: the server's own work is not measured. */
interface Prepared {
  readonly message: TimMessage;
  readonly bytes: Uint8Array;
}

/** Sends messages to the app, and watches when each is acknowledged, which the app does after its commit. */
export class Burst {
  private readonly sentAtMs: number[] = [];
  private readonly waitsMs: number[] = [];
  private readonly prepared: readonly Prepared[];
  private readonly startedMs: number;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly order: BurstOrder,
    private readonly environment: BurstEnvironment,
  ) {
    const { chats, count, said } = order;
    const { world, firstNumber } = environment;
    this.prepared = Array.from({ length: count }, (_, offset) =>
      prepare(world, {
        number: firstNumber + offset,
        chat: chats[offset % chats.length] ?? 0,
        said: said?.[offset] ?? { text: world.message((firstNumber + offset) % world.size.messages).text },
      }),
    );
    this.startedMs = performance.now();
    this.timer = setInterval(() => this.go(), lookMs);
    this.go();
  }

  /** The app has committed the message with a number. */
  acknowledge(number: number): void {
    const sentAtMs = this.sentAtMs[number - this.environment.firstNumber];
    if (sentAtMs === undefined || this.timer === null) return;
    this.waitsMs.push(performance.now() - sentAtMs);
    if (this.waitsMs.length === this.order.count) this.end();
  }

  private go(): void {
    const elapsedMs = performance.now() - this.startedMs;
    if (elapsedMs > this.order.limitMs) {
      this.end();
      return;
    }
    const { perSecond, count } = this.order;
    const due = perSecond === null ? count : Math.min(count, Math.floor((elapsedMs / 1_000) * perSecond) + 1);
    const { socket, sent } = this.environment;
    while (this.sentAtMs.length < due && socket.bufferedAmount < highBytes) {
      const next = this.prepared[this.sentAtMs.length];
      if (next === undefined) return;
      this.sentAtMs.push(performance.now());
      sent(next.message);
      socket.send(next.bytes);
    }
  }

  private end(): void {
    if (this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
    this.environment.over({
      sent: this.sentAtMs.length,
      acknowledged: this.waitsMs.length,
      tookMs: performance.now() - this.startedMs,
      waitsMs: this.waitsMs,
    });
  }
}

/** `udtype` of a picture (tim protocol, section 16). */
const pictureType = 1001;

const contentOf = (said: Said): Pick<TimMessage, 'dataString' | 'dataBinary' | 'udtype'> =>
  'text' in said
    ? { dataString: said.text }
    : {
        udtype: pictureType,
        dataString: 'a picture',
        dataBinary: new Uint8Array(Buffer.from(said.picture, 'base64')),
      };

/** A new message of the other side of a chat. */
function prepare(
  world: World,
  { number, chat, said }: { readonly number: number; readonly chat: number; readonly said: Said },
): Prepared {
  const isRoom = world.isRoom(chat);
  const node = world.nodeOf(chat);
  const message: TimMessage = {
    msType: isRoom ? MsType.room : MsType.user,
    odType: OdType.message,
    mid: BigInt(firstBurstIndex + number),
    fromTid: { node: isRoom ? (world.membersOf(chat)[0] ?? '') : node },
    ...(isRoom ? { roomTid: { node } } : { toTid: { node: selfNode } }),
    timestamp: BigInt(Date.now()) * 1_000_000n + BigInt(number),
    ...contentOf(said),
    extend: { cid: uuidOf(firstBurstIndex + number), v: '1' },
  };
  const frame = { type: FrameType.message, syncId: number, packet: message };
  return { message, bytes: encodeFrame(frame, { from: 'server', encoding: 'compact' }) };
}
