import type { Disposable } from '../platform/disposable';
import { errorFields } from '../platform/error-fields';
import { bigDataHeaderBytes, isBigDataType } from '../protocol/big-data';
import { BigDataAssembler } from '../protocol/big-data-assembler';
import { encodeFrame, encodingOfClientFrame } from '../protocol/frame';
import { FrameType, TimErrorCode, type Encoding } from '../protocol/packet-types';
import type { Frame, Tid, TimAck } from '../protocol/packets';
import { ProtocolError } from '../protocol/protocol-error';
import type { Connection } from './connection';
import type { Dispatcher } from './dispatcher';
import { frameTypeOf } from './frame-type';
import { identify, readAuth } from './handlers/auth';
import { announceOffline, announceOfflineToItself } from './handlers/presence';
import type { RateLimiter } from './rate-limiter';
import type { ServerContext } from './server-context';
import type { Session } from './session';
import { refusal, type Fault } from './tim-faults';

/*
 *                 auth frame            identified
 *   anonymous ───────────────▶ (check) ───────────▶ signedIn
 *       │  other frame                                 │ socket gone, evicted, silent too long
 *       └──────────────────────▶ closed ◀──────────────┘
 *
 * While a check runs the socket is still anonymous: what it sends early closes it, as on the real server.
 */
type SocketState = 'anonymous' | 'signedIn' | 'closed';
type FrameKind = 'auth' | 'ping' | 'other';
type Reaction = 'checkIdentity' | 'confirmIdentity' | 'pong' | 'dispatch' | 'ignore' | 'close';

const reactions: Readonly<Record<SocketState, Readonly<Record<FrameKind, Reaction>>>> = {
  anonymous: { auth: 'checkIdentity', ping: 'ignore', other: 'close' },
  signedIn: { auth: 'confirmIdentity', ping: 'pong', other: 'dispatch' },
  closed: { auth: 'ignore', ping: 'ignore', other: 'ignore' },
};

const normalClosure = 1000;

/** What a socket needs of the server. */
export interface SocketParts {
  readonly context: ServerContext;
  readonly dispatcher: Dispatcher;
  readonly limiter: RateLimiter;
}

/** One connection of a client, from its handshake to its end; a `Session` once it has signed in. */
export class ClientSocket implements Session {
  /** Milliseconds of the monotonic clock at the handshake. */
  readonly openedAtMs: number;
  lastPingMs: number;
  private state: SocketState = 'anonymous';
  private identity: Tid = { node: '' };
  private encoding: Encoding = 'compact';
  private readonly bigData = new BigDataAssembler();
  private readonly backlog: Uint8Array[] = [];
  private pause: Disposable | null = null;

  constructor(
    readonly connectionId: number,
    private readonly connection: Connection,
    private readonly parts: SocketParts,
  ) {
    this.openedAtMs = parts.context.clock.monotonicMs();
    this.lastPingMs = this.openedAtMs;
  }

  get tid(): Tid {
    return this.identity;
  }

  get termtyp(): number | undefined {
    return this.identity.termtyp;
  }

  get isOpen(): boolean {
    return this.state !== 'closed' && this.connection.isOpen;
  }

  get isAnonymous(): boolean {
    return this.state === 'anonymous';
  }

  /** Takes one message. */
  receive(bytes: Uint8Array): void {
    if (this.pause !== null) this.backlog.push(bytes);
    else this.take(bytes);
  }

  send(frame: Frame): void {
    if (!this.isOpen) return;
    if (this.state === 'signedIn' && this.isSilentTooLong()) {
      this.close();
      return;
    }
    try {
      this.connection.send(encodeFrame(frame, { from: 'server', encoding: this.encoding }));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.parts.context.log.error('frame cannot be sent', { type: frame.type, code: error.code });
    }
  }

  close(): void {
    if (this.state === 'closed') return;
    this.connection.close(normalClosure);
    this.ended();
  }

  /** Closes the socket if its client has not sent a TIMPING for too long. */
  closeIfSilent(): void {
    if (this.state === 'signedIn' && this.isSilentTooLong()) this.close();
  }

  /** Tells the socket that its connection is gone. */
  ended(): void {
    const wasSignedIn = this.state === 'signedIn';
    this.release();
    if (wasSignedIn) this.signOut();
  }

  /** Cuts the connection because the server stops: nobody is told. */
  drop(): void {
    this.release();
    this.parts.context.sessions.remove(this);
    this.connection.terminate();
  }

  private release(): void {
    this.state = 'closed';
    this.pause?.dispose();
    this.backlog.length = 0;
    this.bigData.reset();
  }

  private signOut(): void {
    const { context } = this.parts;
    context.virtualRooms.forgetConnection(this.connectionId);
    const wasLast = context.sessions.remove(this);
    if (!context.behaviour.reconnectGap) context.syncSender.abandon(this);
    if (wasLast) announceOffline(context, this);
  }

  private isSilentTooLong(): boolean {
    const { clock, options } = this.parts.context;
    return clock.monotonicMs() - this.lastPingMs > options.pingTimeoutMs;
  }

  private take(bytes: Uint8Array): void {
    // A big frame announces its length at once: shorter pieces are dropped, not waited for.
    if (!this.bigData.isCollecting && isBigDataStub(bytes)) return;
    const progress = this.bigData.push(bytes);
    if (progress.kind === 'complete') this.react(progress.frame);
    else if (progress.kind === 'notBigData' && bytes.length > 0) this.react(bytes);
    else if (progress.kind === 'rejected' && this.state === 'signedIn') {
      // The real server names TIMBIGBINARY whichever of the three types it was.
      this.answer(refusal(FrameType.bigBinary, TimErrorCode.bigData));
    }
  }

  private react(bytes: Uint8Array): void {
    const type = frameTypeOf(bytes[0] ?? 0);
    switch (reactions[this.state][frameKindOf(type)]) {
      case 'checkIdentity':
        this.checkIdentity(bytes).catch((error: unknown) => {
          this.parts.context.log.error('socket failed', errorFields(error));
        });
        return;
      case 'confirmIdentity':
        this.answer({ ok: true, timType: FrameType.auth });
        return;
      case 'pong':
        this.lastPingMs = this.parts.context.clock.monotonicMs();
        this.send({ type: FrameType.ping, packet: {} });
        return;
      case 'dispatch':
        this.dispatch(bytes, type);
        return;
      case 'close':
        this.close();
        return;
      case 'ignore':
        return;
    }
  }

  private dispatch(bytes: Uint8Array, type: number): void {
    const { dispatcher, limiter } = this.parts;
    if (!dispatcher.isLimited(type)) {
      dispatcher.dispatch(this, bytes);
      return;
    }
    if (limiter.isOverloaded(dispatcher.inFlight) && !limiter.tryTake()) {
      this.answer(refusal(type, TimErrorCode.overload));
      return;
    }
    const waitMs = limiter.reserveMs();
    if (waitMs === 0) dispatcher.dispatch(this, bytes);
    else this.pauseFor(waitMs, () => dispatcher.dispatch(this, bytes));
  }

  /** The read loop waits for its token; pings and acknowledgements behind the message wait with it. */
  private pauseFor(waitMs: number, resume: () => void): void {
    this.pause = this.parts.context.clock.after(waitMs, () => {
      this.pause = null;
      resume();
      while (this.backlog.length > 0 && this.pause === null) {
        const next = this.backlog.shift();
        if (next !== undefined) this.take(next);
      }
    });
  }

  private async checkIdentity(bytes: Uint8Array): Promise<void> {
    const { context } = this.parts;
    const encoding = encodingOfClientFrame(bytes[0] ?? 0);
    try {
      const auth = readAuth(bytes);
      const identification =
        auth === null ? { fault: TimErrorCode.parameters } : await identify(context, auth);
      if ('fault' in identification) this.refuseIdentity(identification.fault, encoding);
      else this.admit(identification.tid, encoding);
    } catch (error) {
      context.log.error('sign-in failed', { reason: error instanceof Error ? error.name : 'unknown' });
      this.refuseIdentity(TimErrorCode.database, encoding);
    }
  }

  private admit(tid: Tid, encoding: Encoding): void {
    if (this.state === 'closed') return;
    if (this.state === 'signedIn') {
      this.answer({ ok: true, timType: FrameType.auth });
      return;
    }
    const { context } = this.parts;
    const nowMs = context.clock.monotonicMs();
    const devices = context.sessions.devicesOf(tid.node);
    const admission = context.deviceLimit.decide({ node: tid.node, termtyp: tid.termtyp, nowMs }, devices);
    if (admission.kind === 'refuse') {
      this.refuseIdentity(TimErrorCode.overEntry, encoding);
      return;
    }
    if (admission.kind === 'admit') {
      this.signIn(tid, encoding);
      return;
    }
    const { falseOfflineOnEviction } = context.behaviour;
    // Closed before the newcomer counts, the account's only device is its last one: its friends hear of it.
    if (falseOfflineOnEviction) admission.device.close();
    this.signIn(tid, encoding);
    if (!falseOfflineOnEviction) admission.device.close();
    else if (devices.length === 1) announceOfflineToItself(context, admission.device);
  }

  private signIn(tid: Tid, encoding: Encoding): void {
    const { context } = this.parts;
    this.state = 'signedIn';
    this.identity = tid;
    this.encoding = encoding;
    this.lastPingMs = context.clock.monotonicMs();
    context.sessions.add(this);
    context.deviceLimit.recordLogin(tid.node, this.lastPingMs);
    const n2 = context.nodeIds.randomNode(context.random);
    this.answer({ ok: true, timType: FrameType.auth, t: context.serverId, n: tid.node, n2 });
    context.events.emit({ kind: 'signed-in', node: tid.node });
  }

  /** A refusal comes in the encoding of the frame that it answers: the socket has none of its own yet. */
  private refuseIdentity(fault: Fault, encoding: Encoding): void {
    if (this.state === 'anonymous') this.encoding = encoding;
    this.answer(refusal(FrameType.auth, fault));
  }

  private answer(packet: TimAck): void {
    this.send({ type: FrameType.ack, packet });
  }
}

function isBigDataStub(bytes: Uint8Array): boolean {
  return bytes.length <= bigDataHeaderBytes && isBigDataType(frameTypeOf(bytes[0] ?? 0));
}

function frameKindOf(type: number): FrameKind {
  if (type === FrameType.auth) return 'auth';
  return type === FrameType.ping ? 'ping' : 'other';
}
