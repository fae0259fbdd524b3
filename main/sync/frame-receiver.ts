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

/** What passes by: the channel beside the pipeline. */
export interface EphemeralPort {
  /** Takes a frame that is a matter of the channel and answers the facts in it, none for most; null leaves it to others. */
  offer(frame: Frame): readonly DomainEvent[] | null;
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
    const { replay } = this.environment;
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
        this.takePassing(frame);
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
      const one = this.nextOf(next);
      if (one === null || 'facts' in one) return one?.facts ?? null;
      if (!reader.needsOpening(one.packet)) return this.toEvents(one.packet, reader.read(one.packet, 'live'));
      unread.push(one.packet);
      return null;
    });
    if (unread.length === 0) return null;
    const passing: DomainEvent[] = [];
    while (unread.length < mostOpened) {
      const one = this.nextOf(next);
      if (one === null) break;
      if ('facts' in one) passing.push(...one.facts);
      else unread.push(one.packet);
    }
    return this.open(unread, 'live', passing);
  }

  /** The next message that is a matter of the pipeline, or the facts of something that passed by. */
  private nextOf(
    next: () => Frame | null,
  ): { readonly packet: TimMessage } | { readonly facts: readonly DomainEvent[] } | null {
    for (let frame = next(); frame !== null; frame = next()) {
      if (!isMessage(frame)) continue;
      const facts = this.environment.ephemeral.offer(frame);
      if (facts !== null && facts.length > 0) return { facts };
      if (facts !== null) continue;
      this.learnOffset(frame.packet);
      return { packet: frame.packet };
    }
    return null;
  }

  private takePassing(frame: Frame): void {
    const { ephemeral, pipeline, logger } = this.environment;
    const facts = ephemeral.offer(frame);
    if (facts === null) logger.debug('frame dropped', { type: frame.type });
    else pipeline.apply(facts);
  }

  /** `passing`: facts of what passed by among the packets; the order of the two means nothing. */
  private open(
    packets: readonly TimMessage[],
    source: EventSource,
    passing: readonly DomainEvent[],
  ): Promise<void> {
    const { pipeline, reader } = this.environment;
    return reader.readAll(packets, source, (read) =>
      pipeline.apply([...read.flatMap(({ packet, facts }) => this.toEvents(packet, facts)), ...passing]),
    );
  }

  private takePage(packets: readonly TimMessage[]): Promise<void> | null {
    const { pipeline, reader, ephemeral } = this.environment;
    const passing: DomainEvent[] = [];
    const kept = packets.filter((packet) => {
      const facts = ephemeral.offer({ type: FrameType.message, packet });
      passing.push(...(facts ?? []));
      return facts === null;
    });
    if (kept.some((packet) => reader.needsOpening(packet))) {
      return this.open(kept, 'offline', passing).then(() => this.pageApplied(packets));
    }
    const events = kept.flatMap((packet) => this.toEvents(packet, reader.read(packet, 'offline')));
    pipeline.apply([...events, ...passing]);
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
