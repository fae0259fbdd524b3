import { readClientFrame, type ClientFrame } from '../protocol/client-frame';
import { encodingOfClientFrame } from '../protocol/frame';
import { FrameType, TimErrorCode, type Encoding } from '../protocol/packet-types';
import type { TimReq } from '../protocol/packets';
import { ProtocolError } from '../protocol/protocol-error';
import { isDatabaseBusy } from './database-load';
import { FrameScheduler } from './frame-scheduler';
import { frameTypeOf } from './frame-type';
import { passBigBinary, passBigString } from './handlers/big-data';
import { takeBusiness } from './handlers/business';
import { pullHistory } from './handlers/history';
import { takeMessage } from './handlers/messages';
import { takeNodes } from './handlers/nodes';
import { sendOfflineMessages } from './handlers/offline';
import { broadcastPresence, sendPresence } from './handlers/presence';
import { pushBigStream, pushStream, takeVirtualRoom } from './handlers/virtual-room';
import type { ServerContext } from './server-context';
import type { Session } from './session';
import { refusal, type Fault } from './tim-faults';

/** Frames that the rate limit counts (tim protocol, section 13). */
const limitedTypes: ReadonlySet<number> = new Set([
  FrameType.message,
  FrameType.revoke,
  FrameType.burn,
  FrameType.presence,
  FrameType.stream,
  FrameType.bigString,
  FrameType.bigBinary,
  FrameType.bigBinaryStream,
]);

/** Frames whose work ends in the database. */
const storedTypes: ReadonlySet<number> = new Set([FrameType.message, FrameType.revoke, FrameType.burn]);

/** How many operations the real server counts for one message while it is being delivered. */
const operationsPerMessage = 3;

/** What a frame of the type is answered with when its body cannot be read, by encoding; `null` is silence. */
const unreadable: ReadonlyMap<number, Readonly<Record<Encoding, Fault | null>>> = new Map<
  number,
  Record<Encoding, Fault | null>
>([
  [FrameType.message, { compact: TimErrorCode.account, json: TimErrorCode.format }],
  [FrameType.revoke, { compact: TimErrorCode.account, json: TimErrorCode.format }],
  [FrameType.burn, { compact: TimErrorCode.account, json: TimErrorCode.format }],
  [FrameType.presence, { compact: TimErrorCode.account, json: TimErrorCode.format }],
  [FrameType.broadcastPresence, { compact: null, json: TimErrorCode.format }],
  [FrameType.stream, { compact: TimErrorCode.parameters, json: null }],
  [FrameType.bigString, { compact: null, json: null }],
  [FrameType.bigBinary, { compact: null, json: null }],
  [FrameType.bigBinaryStream, { compact: null, json: null }],
  [FrameType.ack, { compact: null, json: null }],
]);

/** Hands the frames of signed-in sockets to their handlers and answers what the handlers refuse. */
export class Dispatcher {
  private readonly running = new Set<Promise<void>>();
  private operationsInFlight = 0;
  private isHalted = false;

  private readonly scheduler: FrameScheduler;

  constructor(private readonly context: ServerContext) {
    this.scheduler = new FrameScheduler(context);
  }

  /** Whether the rate limit counts frames of this type. */
  isLimited(type: number): boolean {
    return limitedTypes.has(type);
  }

  /** Number of operations being worked on, in the real server's counting. */
  get inFlight(): number {
    return this.operationsInFlight;
  }

  /** Starts the work on one frame; several may be worked on at the same time. */
  dispatch(session: Session, bytes: Uint8Array): void {
    if (this.isHalted) return;
    const type = frameTypeOf(bytes[0] ?? 0);
    const operations = this.isLimited(type) ? operationsPerMessage : 0;
    this.operationsInFlight += operations;
    const delay = this.scheduler.delayOf(type);
    const handle = (): Promise<void> =>
      this.context.crashGate.during(bytes, () => this.handle(session, bytes));
    const handled = delay === null ? handle() : delay.then(handle);
    const work: Promise<void> = handled.finally(() => {
      this.operationsInFlight -= operations;
      this.running.delete(work);
    });
    this.running.add(work);
  }

  /** Starts nothing any more; what is being worked on fails without a word. */
  halt(): void {
    this.isHalted = true;
  }

  /** Resolves when nothing is being worked on any more. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private async handle(session: Session, bytes: Uint8Array): Promise<void> {
    if (this.isHalted) return;
    const type = frameTypeOf(bytes[0] ?? 0);
    const fault = await this.faultOf(session, bytes, type);
    if (fault !== null) session.send({ type: FrameType.ack, packet: refusal(type, fault) });
  }

  private async faultOf(session: Session, bytes: Uint8Array, type: number): Promise<Fault | null> {
    const read = this.read(bytes, type);
    if (read === null) {
      const answers = unreadable.get(type);
      return answers === undefined ? TimErrorCode.parameters : answers[encodingOfClientFrame(bytes[0] ?? 0)];
    }
    if (storedTypes.has(type) && this.isDatabaseBusy()) return TimErrorCode.database;
    try {
      return await route(this.context, session, read);
    } catch (error) {
      if (this.isHalted) return null;
      const reason = error instanceof Error ? error.name : 'unknown';
      this.context.log.error('handler failed', { type, reason });
      return TimErrorCode.database;
    }
  }

  /** The frame, `null` when nobody could read it. */
  private read(bytes: Uint8Array, type: number): ClientFrame | null {
    const { behaviour, log } = this.context;
    try {
      const read = readClientFrame(bytes);
      if (read.isIntact || behaviour.brokenBodiesRead) return read;
      log.warn('unreadable frame', { type, code: 'broken' });
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      log.warn('unreadable frame', { type, code: error.code });
    }
    return null;
  }

  private isDatabaseBusy(): boolean {
    const { behaviour, random } = this.context;
    return behaviour.databaseBusy && isDatabaseBusy(this.operationsInFlight, random);
  }
}

function route(
  context: ServerContext,
  session: Session,
  { frame, isIntact }: ClientFrame,
): Fault | null | Promise<Fault | null> {
  switch (frame.type) {
    case FrameType.ack:
      context.syncSender.acknowledge(frame.syncId ?? 0, session);
      return null;
    case FrameType.offlineMessages:
      return sendOfflineMessages(context, session);
    case FrameType.pullMessages:
      // A client's frame of this type carries a TimReq.
      return pullHistory(context, session, frame.packet as TimReq);
    case FrameType.virtualRoom:
      return takeVirtualRoom(context, session, frame.packet);
    case FrameType.business:
      return takeBusiness(context, session, frame.packet);
    case FrameType.nodes:
      return takeNodes(context, session, frame.packet);
    case FrameType.message:
    case FrameType.revoke:
    case FrameType.burn:
      return takeMessage(context, session, { packet: frame.packet, isIntact });
    case FrameType.presence:
      return sendPresence(context, session, frame.packet);
    case FrameType.broadcastPresence:
      return broadcastPresence(context, session, frame.packet);
    case FrameType.stream:
      return pushStream(context, session, frame.packet);
    case FrameType.bigString:
      return passBigString(context, session, frame.packet);
    case FrameType.bigBinary:
      return passBigBinary(context, session, frame.packet);
    case FrameType.bigBinaryStream:
      return pushBigStream(context, session, frame.packet);
    default:
      return TimErrorCode.parameters;
  }
}
