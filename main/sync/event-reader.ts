import { conversationIdOf } from '../domain/conversation';
import type { DomainEvent, EventSource, MessageReceived } from '../domain/domain-event';
import type { NodeId } from '../domain/ids';
import { OneAtATime } from '../platform/one-at-a-time';
import { toDomainEvents, toEnvelope, type Envelope } from '../protocol/mapper';
import { OdType } from '../protocol/packet-types';
import type { TimMessage } from '../protocol/packets';
import type { Protection } from '../protocol/protection';
import type { AccountStore } from '../storage/account-store';

/** What reading uses. */
export interface EventReaderEnvironment {
  readonly store: AccountStore;
  readonly protection: Protection;
  readonly self: () => NodeId;
}

/** A packet as it came, and what it says. */
export interface ReadPacket {
  readonly packet: TimMessage;
  readonly facts: readonly DomainEvent[];
}

/**
 * From packets to facts: what is here already is not opened again, what has to be opened is, and then all of it is read. The
 * one place where the protection of messages meets the way in. From the look whether a message is here to its commit nothing
 * else is opened: what the history and the server's delivery bring at the same time is opened once, and in one order.
 */
export class EventReader {
  private readonly opening = new OneAtATime();

  constructor(private readonly environment: EventReaderEnvironment) {}

  /** Whether a packet can be read only by `readAll`. */
  needsOpening(packet: TimMessage): boolean {
    return (
      packet.odType === OdType.message &&
      this.environment.protection.needsOpening(packet) &&
      !this.isHere(packet)
    );
  }

  /** The facts in a packet that need not be opened, or is here already: then nobody looks at what it says. */
  read(packet: TimMessage, source: EventSource): readonly DomainEvent[] {
    return toDomainEvents(packet, { self: this.environment.self(), source });
  }

  /**
   * Reads several packets in their order, and has `commit` store what they say. Rejects when they could not be opened or
   * stored: then they come again.
   */
  readAll(
    packets: readonly TimMessage[],
    source: EventSource,
    commit: (read: readonly ReadPacket[]) => void,
  ): Promise<void> {
    return this.opening.run(async () => commit(await this.openAll(packets, source)));
  }

  /** Reads messages that were kept as they came once more, and has `commit` store them; one that still says nothing is null. */
  readAgain(
    packets: readonly TimMessage[],
    commit: (read: readonly (MessageReceived | null)[]) => void,
  ): Promise<void> {
    return this.opening.run(async () => commit(await this.openAgain(packets)));
  }

  private async openAll(packets: readonly TimMessage[], source: EventSource): Promise<readonly ReadPacket[]> {
    const sealed = this.firstOfEach(packets.filter((packet) => this.needsOpening(packet)));
    const opened = sealed.length === 0 ? [] : await this.environment.protection.open(sealed);
    if (opened.length !== sealed.length) throw new Error('not every message was answered for');
    const outcomes = new Map(sealed.map((packet, index) => [packet, opened[index]]));
    return packets.map((packet) => {
      const outcome = outcomes.get(packet);
      const facts =
        outcome?.kind === 'unopened'
          ? toDomainEvents(packet, { self: this.environment.self(), source, unopened: outcome.reason })
          : this.read(outcome?.packet ?? packet, source);
      return { packet, facts };
    });
  }

  private async openAgain(packets: readonly TimMessage[]): Promise<readonly (MessageReceived | null)[]> {
    const { protection, self } = this.environment;
    const sealed = packets.filter((packet) => protection.needsOpening(packet));
    const opened = sealed.length === 0 ? [] : await protection.open(sealed);
    const outcomes = new Map(sealed.map((packet, index) => [packet, opened[index]]));
    return packets.map((packet) => {
      const outcome = outcomes.get(packet);
      if (outcome?.kind === 'unopened') return null;
      const [event] = toDomainEvents(outcome?.packet ?? packet, { self: self(), source: 'offline' });
      return event?.kind === 'messageReceived' && event.content.kind !== 'unreadable' ? event : null;
    });
  }

  /** tim repeats what was not acknowledged in time; the same bytes open only once. */
  private firstOfEach(packets: readonly TimMessage[]): readonly TimMessage[] {
    const seen = new Set<string>();
    return packets.filter((packet) => {
      const message = this.envelopeOf(packet);
      if (message === null) return false;
      const key = `${conversationIdOf(message.conversation)} ${message.mid}`;
      return !seen.has(key) && seen.add(key) !== null;
    });
  }

  /** Whether the message is known, under this number or as one that was sent from here. */
  private isHere(packet: TimMessage): boolean {
    const { messages } = this.environment.store;
    const message = this.envelopeOf(packet);
    if (message === null) return true;
    const conversationId = conversationIdOf(message.conversation);
    const known = messages.byMid(conversationId, message.mid);
    if (known !== null && !messages.isPlaceholder(known.messageId)) return true;
    return message.cid !== null && messages.byCid(conversationId, message.author, message.cid) !== null;
  }

  private envelopeOf(packet: TimMessage): Envelope | null {
    return toEnvelope(packet, this.environment.self());
  }
}
