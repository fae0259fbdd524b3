import { conversationIdOf } from '../domain/conversation';
import type { DomainEvent, EventSource } from '../domain/domain-event';
import type { ConversationId, NodeId } from '../domain/ids';
import type { Outbox } from '../outbox/outbox';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import { isCut } from '../protocol/cut-messages';
import { hasOverlongAddress, toOwnErasure } from '../protocol/mapper';
import { FrameType, OdType } from '../protocol/packet-types';
import type { Frame, TimAck, TimMessage } from '../protocol/packets';
import { isAck } from '../session/request-queue';
import type { EventReader } from './event-reader';
import type { InboundPipeline } from './inbound-pipeline';
import type { OfflineReplay } from './offline-replay';

/** What passes by and is never stored: the channel beside the pipeline. */
export interface EphemeralPort {
  /** Takes a frame that is a matter of the channel; false leaves it to others. */
  offer(frame: Frame): boolean;
  /** Takes a refusal that may be meant for something that the channel has sent. */
  refused(frameType: number, code: number): boolean;
}

/** Where frames go. */
export interface FrameReceiverEnvironment {
  readonly pipeline: InboundPipeline;
  readonly reader: EventReader;
  readonly outbox: Outbox;
  readonly ephemeral: EphemeralPort;
  readonly replay: OfflineReplay;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly self: () => NodeId;
  /** Learnt from echoes: the server's clock minus this computer's, ms. */
  readonly serverOffset: (offsetMs: number) => void;
  /** A message was dropped because it names somebody in a way that no server does. */
  readonly skipped: () => void;
  /** A message of this chat came without what it says, in a frame that was too long. The history has it. */
  readonly tooLong: (conversationId: ConversationId) => void;
}

// What is opened together is committed together, and a commit must not take the window's time.
const mostOpened = 64;

/** Sorts the frames that nobody asked for. What a frame said is committed once it was received, or the promise is kept. */
export class FrameReceiver {
  constructor(private readonly environment: FrameReceiverEnvironment) {}

  /** Takes one frame. Null: it is done; a promise: something in it is being opened. */
  receive(frame: Frame): Promise<void> | null {
    const { replay, ephemeral, logger } = this.environment;
    switch (frame.type) {
      case FrameType.message:
      case FrameType.revoke:
      case FrameType.burn:
        return this.receiveSeveral(once(frame));
      case FrameType.offlineMessages:
        return this.takePage('messageList' in frame.packet ? (frame.packet.messageList ?? []) : []);
      case FrameType.offlineMessagesEnd:
        replay.end();
        return null;
      case FrameType.ack:
        if (isAck(frame.packet)) this.acknowledge(frame.packet);
        return null;
      default:
        if (!ephemeral.offer(frame)) logger.debug('frame dropped', { type: frame.type });
        return null;
    }
  }

  /**
   * Messages, revokes and burns that came together: committed in one transaction, or none of them. From the first that has to
   * be opened on, they are opened together and committed after those before it.
   */
  receiveSeveral(next: () => Frame | null): Promise<void> | null {
    const { pipeline, reader } = this.environment;
    const unread: TimMessage[] = [];
    pipeline.applyAll(() => {
      const packet = this.nextMessage(next);
      if (packet === null) return null;
      if (!reader.needsOpening(packet)) return this.toEvents(packet, reader.read(packet, 'live'));
      unread.push(packet);
      return null;
    });
    if (unread.length === 0) return null;
    while (unread.length < mostOpened) {
      const packet = this.nextMessage(next);
      if (packet === null) break;
      unread.push(packet);
    }
    return this.open(unread, 'live');
  }

  /** The next message that is a matter of the pipeline. */
  private nextMessage(next: () => Frame | null): TimMessage | null {
    for (let frame = next(); frame !== null; frame = next()) {
      if (!isMessage(frame) || this.environment.ephemeral.offer(frame)) continue;
      this.learnOffset(frame.packet);
      return frame.packet;
    }
    return null;
  }

  private open(packets: readonly TimMessage[], source: EventSource): Promise<void> {
    const { pipeline, reader } = this.environment;
    return reader.readAll(packets, source, (read) =>
      pipeline.apply(read.flatMap(({ packet, facts }) => this.toEvents(packet, facts))),
    );
  }

  private takePage(packets: readonly TimMessage[]): Promise<void> | null {
    const { pipeline, reader, ephemeral } = this.environment;
    const kept = packets.filter((packet) => !ephemeral.offer({ type: FrameType.message, packet }));
    if (kept.some((packet) => reader.needsOpening(packet))) {
      return this.open(kept, 'offline').then(() => this.pageApplied(packets));
    }
    pipeline.apply(kept.flatMap((packet) => this.toEvents(packet, reader.read(packet, 'offline'))));
    this.pageApplied(packets);
    return null;
  }

  private pageApplied(packets: readonly TimMessage[]): void {
    this.environment.replay.pageApplied(
      packets.map(({ mid, timestamp }) => `${mid ?? 0n} ${timestamp ?? 0n}`),
    );
  }

  /** What a packet says. A message that lost something in a frame that was too long is left to the history. */
  private toEvents(packet: TimMessage, events: readonly DomainEvent[]): readonly DomainEvent[] {
    const { skipped, tooLong } = this.environment;
    if (hasOverlongAddress(packet)) skipped();
    if (!isCut(packet) || packet.odType !== OdType.message) return events;
    for (const event of events) {
      if (event.kind === 'messageReceived') tooLong(conversationIdOf(event.conversation));
    }
    return [];
  }

  private acknowledge(ack: TimAck): void {
    const { outbox, ephemeral, pipeline, self } = this.environment;
    // A refusal names nothing but the type of a frame. One that may not be the outbox's leaves its entry waiting, which asks
    // the history then; taken for its own, a message would be called refused that has arrived.
    if (!ack.ok && ephemeral.refused(ack.timType, ack.error?.code ?? 0)) return;
    if (!ack.ok) outbox.refused(ack.timType, ack.error?.code ?? 0);
    // Field 6 is the mid; only the 2.0.1 style depends on it, 2.1.0 sends the echo as well.
    else outbox.acknowledged(ack.timType, ack.t2 ?? null);
    // It may have been another device of this account that asked.
    const erasure = toOwnErasure(ack, self());
    if (erasure !== null) pipeline.apply([erasure]);
  }

  /** Only echoes of own frames: others may have waited somewhere on their way. */
  private learnOffset(packet: TimMessage): void {
    const { self, clock, serverOffset } = this.environment;
    if (packet.timestamp === undefined || packet.timestamp <= 0n || packet.fromTid?.node !== self()) return;
    serverOffset(Number(packet.timestamp / 1_000_000n) - clock.nowMs());
  }
}

function once(frame: Frame): () => Frame | null {
  let rest: Frame | null = frame;
  return () => {
    const next = rest;
    rest = null;
    return next;
  };
}

const isMessage = (frame: Frame): frame is Extract<Frame, { readonly type: 90 | 92 | 93 }> =>
  frame.type === FrameType.message || frame.type === FrameType.revoke || frame.type === FrameType.burn;
