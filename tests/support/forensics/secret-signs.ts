import type { DomainEvent } from '../../../main/domain/domain-event';
import type { MessageId, ServerMid } from '../../../main/domain/ids';
import { reactToMessage } from '../../../main/messaging/react-to-message';
import type { ManualClock } from '../manual-clock';
import type { SeededChance } from '../seeded-chance';
import { peer } from '../test-core';
import type { CoreOnDisk } from './core-on-disk';
import type { Needle } from './piece-search';
import { secretSign } from './secret-content';

const sayers = ['own', 'device', 'peer'] as const;
type Sayer = (typeof sayers)[number];

/** With which signs messages are answered: by the user, here or on another device of the account, and by the other side. */
export class SecretSigns {
  /** The user is one, whichever device they say it on. */
  private readonly signs = new Map<MessageId, Map<'user' | 'peer', string>>();

  constructor(
    private readonly core: CoreOnDisk,
    private readonly clock: ManualClock,
    private readonly chance: SeededChance,
  ) {}

  /** Somebody answers a message of the server, or no more; the answer is what has gone with it. */
  react(messageId: MessageId, mid: ServerMid): readonly Needle[] {
    const sayer = sayers[this.chance.below(sayers.length)] ?? 'own';
    const emoji = this.chance.below(4) === 0 ? null : secretSign(this.chance);
    if (sayer === 'own') {
      const outcome = reactToMessage(messageId, emoji, this.core.messaging);
      if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
    } else this.core.pipeline.apply([this.event(sayer, mid, emoji)]);
    const signs = this.signs.get(messageId) ?? new Map<'user' | 'peer', string>();
    const who = sayer === 'peer' ? 'peer' : 'user';
    const before = signs.get(who);
    if (emoji === null) signs.delete(who);
    else signs.set(who, emoji);
    this.signs.set(messageId, signs);
    return before === undefined ? [] : [needleOf(messageId, before)];
  }

  /** A message is gone, and what was said to it. */
  gone(messageId: MessageId): readonly Needle[] {
    const signs = [...(this.signs.get(messageId)?.values() ?? [])];
    this.signs.delete(messageId);
    return signs.map((sign) => needleOf(messageId, sign));
  }

  private event(sayer: Exclude<Sayer, 'own'>, mid: ServerMid, emoji: string | null): DomainEvent {
    // Later than whatever was said before.
    this.clock.advance(1_000);
    const saidAtNs = BigInt(this.clock.nowMs()) * 1_000_000n;
    if (sayer === 'device') return { kind: 'ownReactionsCame', said: [{ peer, mid, emoji, saidAtNs }] };
    const conversation = { kind: 'user', node: peer } as const;
    return { kind: 'messageReactedTo', conversation, by: peer, claimedMid: mid, emoji, sentAtNs: saidAtNs };
  }
}

/** Its marks: all signs begin alike. */
const needleOf = (messageId: MessageId, sign: string): Needle => ({
  label: `sign ${messageId}`,
  bytes: Buffer.from(sign).subarray(4),
});
