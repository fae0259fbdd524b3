import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import type { Logger } from '../platform/logger';
import type { Random } from '../platform/random';
import { decodeFrame, encodeFrame } from '../protocol/frame';
import { FrameType, OdType } from '../protocol/packet-types';
import type { Frame, TimAuth, TimMessage } from '../protocol/packets';
import type { MemoryConnection, MemoryListener } from '../embedded-server/memory-link';
import { TimerGroup } from './timer-group';

const reconnectMs = 11_000;
const pingMs = 60_000;
const echoTimeoutMs = 10_000;
const rememberedMids = 1_000;
// A guest who writes faster than it is answered is not answered to everything.
const mostWaitingPosts = 100;

/** What a cast member needs to live. */
export interface CastMemberParts {
  readonly connect: (listener: MemoryListener) => MemoryConnection;
  readonly node: string;
  /** Fresh credentials for one sign-in. */
  readonly authenticate: () => TimAuth;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

/** Something to send. */
export interface CastPost {
  readonly type: 90 | 92 | 93;
  readonly message: TimMessage;
  /** Asked right before it is sent: nobody is written to who has left meanwhile. */
  readonly isWanted: () => boolean;
  /** Gets the mid that the server gave it; null when it was not sent, or was not confirmed. Called exactly once unless the member leaves. */
  readonly settled?: (mid: bigint | null) => void;
}

/** What a cast member hears of others, each once. */
export type Heard = (message: TimMessage) => void;

// Whatever else there is (receipts, streams) says nothing that the cast would answer.
const heardKinds: readonly number[] = [OdType.message, OdType.revoke, OdType.burn];

/**
 * One person of the demo: an ordinary client on a connection of its own. It acknowledges what it gets, keeps at most one
 * message without an echo in flight, and comes back when its connection is lost.
 */
export class CastMember implements Disposable {
  readonly node: string;
  private readonly timers: TimerGroup;
  private readonly heartbeat: Disposable;
  private readonly queue: CastPost[] = [];
  private readonly seen = new Set<string>();
  private connection: MemoryConnection | null = null;
  private isSignedIn = false;
  private isDisposed = false;
  private inFlight: { readonly post: CastPost; readonly cid: string; readonly timer: Disposable } | null =
    null;

  /** `hear` gets every message, revoke and burn of others once. */
  constructor(
    private readonly parts: CastMemberParts,
    private readonly hear: Heard,
  ) {
    this.node = parts.node;
    this.timers = new TimerGroup(parts.clock);
    this.heartbeat = parts.clock.every(pingMs, () => this.ping());
    this.connect();
  }

  /** Sends in order of posting, each with an id and a `cid` of its own, as soon as the line is free. Too many are not sent. */
  post(post: CastPost): void {
    if (this.queue.length >= mostWaitingPosts) {
      post.settled?.(null);
      return;
    }
    this.queue.push(post);
    this.pump();
  }

  dispose(): void {
    this.isDisposed = true;
    this.inFlight?.timer.dispose();
    this.timers.dispose();
    this.heartbeat.dispose();
    this.connection?.cut();
  }

  private connect(): void {
    if (this.isDisposed) return;
    this.connection = this.parts.connect({
      received: (bytes) => this.receive(bytes),
      closed: () => this.lost(),
    });
    this.send({ type: FrameType.auth, packet: this.parts.authenticate() });
  }

  private lost(): void {
    this.isSignedIn = false;
    this.settle(null);
    if (this.isDisposed) return;
    this.parts.log.info('cast member lost its connection');
    this.timers.after(reconnectMs, () => this.connect());
  }

  private ping(): void {
    if (this.isSignedIn) this.send({ type: FrameType.ping, packet: {} });
  }

  private receive(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes, { from: 'server', encoding: 'compact' });
    if (frame.syncId !== undefined) this.send({ type: FrameType.ack, syncId: frame.syncId, packet: {} });
    if (frame.type === FrameType.message) this.takeMessage(frame.packet);
    else if (frame.type === FrameType.ack) this.takeAnswer(frame);
  }

  private takeAnswer(frame: Extract<Frame, { type: 12 }>): void {
    if (frame.packet.timType !== FrameType.auth) {
      // A refusal, or the confirmation of a revoke or burn: what was in flight is settled.
      this.settle(null);
      return;
    }
    this.isSignedIn = frame.packet.ok;
    if (this.isSignedIn) this.pump();
    else this.connection?.cut();
  }

  private takeMessage(message: TimMessage): void {
    if (message.fromTid?.node === this.node) {
      if (message.extend?.['cid'] === this.inFlight?.cid) this.settle(message.mid ?? null);
      return;
    }
    if (!heardKinds.includes(message.odType) || message.mid === undefined) return;
    const key = `${message.odType}:${message.mid}`;
    if (this.seen.has(key)) return;
    this.remember(key);
    this.hear(message);
  }

  private remember(key: string): void {
    this.seen.add(key);
    const oldest = this.seen.values().next();
    if (this.seen.size > rememberedMids && oldest.done !== true) this.seen.delete(oldest.value);
  }

  private pump(): void {
    if (!this.isSignedIn || this.inFlight !== null) return;
    const post = this.queue.shift();
    if (post === undefined) return;
    if (!post.isWanted()) {
      post.settled?.(null);
      this.pump();
      return;
    }
    const cid = this.parts.random.uuid();
    const timer = this.parts.clock.after(echoTimeoutMs, () => this.settle(null));
    this.inFlight = { post, cid, timer };
    const extend = { ...post.message.extend, cid, v: '1' };
    this.send({ type: post.type, packet: { ...post.message, id: this.parts.random.int64(), extend } });
    // Receipts are never echoed.
    if (post.message.odType > OdType.burn) this.settle(null);
  }

  private settle(mid: bigint | null): void {
    const { inFlight } = this;
    if (inFlight === null) return;
    this.inFlight = null;
    inFlight.timer.dispose();
    inFlight.post.settled?.(mid);
    this.pump();
  }

  private send(frame: Frame): void {
    this.connection?.send(encodeFrame(frame, { from: 'client', encoding: 'compact' }));
  }
}
