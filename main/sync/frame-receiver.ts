import { conversationIdOf } from '../domain/conversation';
import type { DomainEvent, EventSource } from '../domain/domain-event';
import type { ConversationId, NodeId } from '../domain/ids';
import type { Outbox } from '../outbox/outbox';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import { isCut } from '../protocol/cut-messages';
import { hasOverlongAddress, toDomainEvents, toOwnErasure } from '../protocol/mapper';
import { FrameType, OdType } from '../protocol/packet-types';
import type { Frame, TimAck, TimMessage } from '../protocol/packets';
import { isAck } from '../session/request-queue';
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

/** Sorts the frames that nobody asked for. When `receive` returns, what a frame said is committed. */
export class FrameReceiver {
  constructor(private readonly environment: FrameReceiverEnvironment) {}

  receive(frame: Frame): void {
    const { replay, ephemeral, logger } = this.environment;
    switch (frame.type) {
      case FrameType.message:
      case FrameType.revoke:
      case FrameType.burn:
        this.environment.pipeline.apply(this.toLiveEvents(frame));
        break;
      case FrameType.offlineMessages:
        this.applyPage('messageList' in frame.packet ? (frame.packet.messageList ?? []) : []);
        break;
      case FrameType.offlineMessagesEnd:
        replay.end();
        break;
      case FrameType.ack:
        if (isAck(frame.packet)) this.acknowledge(frame.packet);
        break;
      default:
        if (!ephemeral.offer(frame)) logger.debug('frame dropped', { type: frame.type });
    }
  }

  /** Messages, revokes and burns that came together: committed in one transaction, or none of them. */
  receiveSeveral(next: () => Frame | null): void {
    this.environment.pipeline.applyAll(() => {
      const frame = next();
      return frame === null ? null : this.toLiveEvents(frame);
    });
  }

  private toLiveEvents(frame: Frame): readonly DomainEvent[] {
    if (!isMessage(frame) || this.environment.ephemeral.offer(frame)) return [];
    this.learnOffset(frame.packet);
    return this.toEvents(frame.packet, 'live');
  }

  private applyPage(packets: readonly TimMessage[]): void {
    const { pipeline, replay, ephemeral } = this.environment;
    const kept = packets.filter((packet) => !ephemeral.offer({ type: FrameType.message, packet }));
    pipeline.apply(kept.flatMap((packet) => this.toEvents(packet, 'offline')));
    replay.pageApplied(packets.map(({ mid, timestamp }) => `${mid ?? 0n} ${timestamp ?? 0n}`));
  }

  /** What a packet says. A message that lost something in a frame that was too long is left to the history. */
  private toEvents(packet: TimMessage, source: EventSource): readonly DomainEvent[] {
    const { self, skipped, tooLong } = this.environment;
    if (hasOverlongAddress(packet)) skipped();
    const events = toDomainEvents(packet, { self: self(), source });
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

const isMessage = (frame: Frame): frame is Extract<Frame, { readonly type: 90 | 92 | 93 }> =>
  frame.type === FrameType.message || frame.type === FrameType.revoke || frame.type === FrameType.burn;
