import type { Clock } from '../platform/clock';
import type { DiskFailure } from '../platform/disk-failure';
import { Emitter } from '../platform/emitter';
import type { Logger } from '../platform/logger';
import type { Random } from '../platform/random';
import { encodeFrame } from '../protocol/frame';
import type { FrameShortener } from '../protocol/frame-shortener';
import { FrameType, type Encoding } from '../protocol/packet-types';
import type { Frame } from '../protocol/packets';
import type { Transport } from '../transport/transport';
import type { ClientLink } from './client/client-link';
import { FrameReader } from './frame-reader';
import { LineMeter } from './line-meter';
import { RequestQueue, type Reply, type Request } from './request-queue';
import type { SessionFailure } from './session-failure';

/** What a wire uses. */
export interface WireEnvironment {
  readonly encoding: Encoding;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** Who may use the connection: nobody, those who ask, everybody. */
export type WireAccess = 'none' | 'questions' | 'everything';

/**
 * The connection of an account as those see it who use it: frames and questions go out over it while there is one. It makes
 * none by itself; the session, which is built upon it, opens and ends connections and says who may use them.
 */
export class Wire implements ClientLink {
  /** What the connection has carried; its promises end with the connection. */
  readonly line: LineMeter;
  /** A ping leaves, whoever sends it. */
  readonly pinged = new Emitter<null>();
  /** A pong came: told before anybody hears of it who may send the next ping. */
  readonly ponged = new Emitter<null>();
  /**
   * Every frame that could be read, answers included, before it has any effect. For observers: what must not be lost belongs
   * to the hook `received` of the session.
   */
  readonly frameRead = new Emitter<Frame>();
  /** Somebody who uses the connection cannot go on with it, for this reason. */
  readonly givenUp = new Emitter<SessionFailure>();
  private readonly requests: RequestQueue;
  private readonly reader: FrameReader;
  private transport: Transport | null = null;
  private access: WireAccess = 'none';

  constructor(private readonly environment: WireEnvironment) {
    const { clock, encoding, logger, random } = environment;
    this.line = new LineMeter(clock, () => this.send({ type: FrameType.ping, packet: {} }));
    this.requests = new RequestQueue(clock, this.line, (frame) => this.send(frame));
    this.reader = new FrameReader(encoding, logger, random);
  }

  /** Whether everybody may use the connection: the account is signed in and has what waited for it. */
  get isOnline(): boolean {
    return this.access === 'everything';
  }

  /** Frames of this connection that could not be read and were skipped. */
  get unreadableFrames(): number {
    return this.reader.unreadable;
  }

  /** Sends a frame if the connection is there; a frame that cannot be sent is dropped. */
  send(frame: Frame): void {
    const { transport } = this;
    if (transport === null) return;
    const bytes = encodeFrame(frame, { from: 'client', encoding: this.environment.encoding });
    // Noted first: a connection within the process answers at once.
    const isPing = frame.type === FrameType.ping;
    this.line.sent(bytes.length, isPing ? 'ping' : 'other');
    if (isPing) this.pinged.emit(null);
    transport.send(bytes);
  }

  /** Asks the server one question after the other; without a connection that lets us in, the answer is `disconnected`. */
  ask(request: Request): Promise<Reply> {
    if (this.access === 'none') return Promise.resolve({ kind: 'disconnected' });
    return this.requests.ask(request);
  }

  /** Gives the connection up for another one: answers that it owes could be taken for answers to something else. */
  renew(): void {
    if (this.transport !== null) this.givenUp.emit('lost');
  }

  /**
   * The disk takes nothing now: what the server sends could not be kept, and must not be accepted. The connection, or what is
   * done to get one, ends; it comes back by itself when the disk takes something again.
   */
  suspend(failure: DiskFailure): void {
    this.givenUp.emit(failure);
  }

  /** A message that was read, but not taken, counts as unreadable. */
  noteSkipped(): void {
    this.reader.skip('overlongAddress');
  }

  /** Session only: a connection is there. Until it is granted nobody else may use it. */
  opened(transport: Transport): void {
    this.transport = transport;
    this.line.reset();
    this.reader.unreadable = 0;
  }

  /** Session only: who may use the connection from now on. */
  grant(access: WireAccess): void {
    this.access = access;
  }

  /** Session only: ends the connection, and with it every open question. */
  close(): void {
    const { transport } = this;
    this.transport = null;
    this.access = 'none';
    transport?.close();
    this.line.reset();
    this.requests.disconnect();
  }

  /** Session only: for a frame that is longer than any that is kept. */
  shortener(): FrameShortener {
    return this.reader.shortener();
  }

  /** Session only: the frame in a message, shown to the observers; null, and counted, when there is none. */
  read(bytes: Uint8Array): Frame | null {
    const frame = this.reader.read(bytes);
    if (frame === null) return null;
    this.frameRead.emit(frame);
    if (frame.type === FrameType.ping) {
      this.ponged.emit(null);
      this.line.ponged();
    }
    return frame;
  }

  /** Session only: shows a frame to the open questions; true when nobody else needs to see it. */
  offer(frame: Frame): boolean {
    return this.requests.offer(frame);
  }
}
