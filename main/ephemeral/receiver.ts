import type { ConversationAddress } from '../domain/conversation';
import type { DomainEvent } from '../domain/domain-event';
import type { EphemeralExpectations, EphemeralHandlers, EphemeralKind } from '../domain/ephemeral';
import type { NodeId } from '../domain/ids';
import type { Clock } from '../platform/clock';
import { errorFields } from '../platform/error-fields';
import type { Logger } from '../platform/logger';
import type { Frame } from '../protocol/packets';
import { carrierOf, originOf } from './kind-rules';
import { ephemeralKinds, kindOf } from './kinds';
import { RateLimit } from './rate-limit';

/** Why something that passed by was not taken. `failed`: its handler threw. */
export const dropReasons = ['unknownKind', 'own', 'stranger', 'tooOften', 'malformed', 'failed'] as const;
export type DropReason = (typeof dropReasons)[number];

/** What the receiver uses. */
export interface EphemeralReceiverEnvironment {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly self: () => NodeId;
  /** Whether we have to do with whoever says something in a chat: a friend, or a room that we are in. */
  readonly isKnown: (conversation: ConversationAddress) => boolean;
  readonly handlers: EphemeralHandlers;
  readonly expects: EphemeralExpectations;
}

/** What became of a frame that is a matter of the channel: the facts in it that have to be committed, none for most. */
export type Passed = readonly DomainEvent[];

/** Of so many people each is held to a rate of their own. */
const mostPeople = 1_000;

/** Hands what passes by to its handler, when somebody who is known says it and does not say it too often. Stores nothing. */
export class EphemeralReceiver {
  private readonly counts = new Map<DropReason, number>();
  private readonly rates = new Map<EphemeralKind, RateLimit<NodeId>>();

  constructor(private readonly environment: EphemeralReceiverEnvironment) {}

  /** Takes a frame that is a matter of the channel; null leaves it to others. Never throws. */
  offer(frame: Frame): Passed | null {
    const carrier = carrierOf(frame);
    if (carrier === null) return null;
    const kind = kindOf(carrier);
    const passed =
      kind === null ? 'unknownKind' : this.take<EphemeralKind>(kind, frame, this.environment.handlers[kind]);
    if (typeof passed !== 'string') return passed;
    this.drop(passed, frame);
    return [];
  }

  /** How many were dropped, by reason, since the start. */
  dropped(): Readonly<Record<DropReason, number>> {
    const entries = dropReasons.map((reason) => [reason, this.counts.get(reason) ?? 0]);
    // Built from the list of all reasons.
    return Object.fromEntries(entries) as Record<DropReason, number>;
  }

  private take<Kind extends EphemeralKind>(
    kind: Kind,
    frame: Frame,
    handle: EphemeralHandlers[Kind],
  ): Passed | DropReason {
    const { clock, self, isKnown } = this.environment;
    const origin = originOf(frame, self());
    if (origin === null) return 'malformed';
    const isOwn = origin.from === self();
    if (!isOwn && ephemeralKinds[kind].isForDevicesAlone) return 'stranger';
    const isFriend = isOwn || isKnown(origin.conversation);
    if (!isFriend && this.environment.expects[kind] === undefined) return 'stranger';
    // After the question who it is: strangers must not push friends out of what is remembered.
    if (isFriend && !isOwn && !this.rateOf(kind).take(origin.from, clock.monotonicMs())) return 'tooOften';
    const content = ephemeralKinds[kind].read(frame);
    if (content === null) return isOwn ? 'own' : isFriend ? 'malformed' : 'stranger';
    if (!isFriend && this.environment.expects[kind]?.({ ...origin, content }) !== true) return 'stranger';
    if (!isFriend && !this.rateOf(kind).take(origin.from, clock.monotonicMs())) return 'tooOften';
    // A server says so by mistake, and to members of rooms.
    if (isOwn && !ephemeralKinds[kind].isForDevices(content)) return 'own';
    try {
      const fact = handle({ ...origin, content });
      return fact === null ? [] : [fact];
    } catch (error) {
      this.environment.logger.error('ephemeral handler failed', { kind, ...errorFields(error) });
      return 'failed';
    }
  }

  private rateOf(kind: EphemeralKind): RateLimit<NodeId> {
    const rate = this.rates.get(kind) ?? new RateLimit(ephemeralKinds[kind].fromOne, mostPeople);
    this.rates.set(kind, rate);
    return rate;
  }

  private drop(reason: DropReason, { type }: Frame): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
    this.environment.logger.debug('ephemeral dropped', { type, reason });
  }
}
