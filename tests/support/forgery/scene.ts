import { toConversationId } from '../../../main/domain/ids';
import { burnNow, revealMessage } from '../../../main/messaging/burn-message';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import type { EventSource } from '../../../main/domain/domain-event';
import { toDomainEvents } from '../../../main/protocol/mapper';
import type { TimMessage } from '../../../main/protocol/packets';
import { self, type TestCore } from '../test-core';
import type { Cast } from './cast';
import { differences, type Evidence, type Observer } from './evidence';
import { chatOf, numberOf, Rule, type Entry, type Verdict } from './rule';
import type { Given } from './story';

const warnings = {
  senseless: 'erasure without a target',
  forged: 'forged erasure ignored',
  opensNothing: 'opening ignored',
} as const;

/** One story under way. */
export class Scene {
  readonly findings: string[] = [];
  readonly chats: readonly string[];
  private readonly rule = new Rule();

  constructor(
    private readonly cast: Cast,
    private readonly givens: readonly Given[],
    private readonly core: TestCore,
    private readonly observer: Observer,
  ) {
    const people = (['friend', 'other', 'stranger'] as const).map((role) => `u:${cast.nodeOf(role)}`);
    this.chats = [...people, `r:${cast.room}`];
  }

  /** Brings every message that is not late, and what has become of it. */
  begin(): void {
    const packets = this.givens.flatMap(({ before, isCopied }, index) => {
      if (before === 'late') return [];
      const packet = this.cast.messagePacket(index);
      return isCopied ? [packet, this.cast.messagePacket(index, 1)] : [packet];
    });
    this.apply(packets, 'live');
    this.givens.forEach((given, index) => {
      if (given.before === 'late') return;
      const { messageId, author } = this.stored(index);
      if (given.before === 'busy' && author === self) revokeMessage(messageId, this.core.messaging);
      if (given.before === 'busy') revealMessage(messageId, this.core.messaging);
      if (given.before === 'burning') burnNow(messageId, this.core.messaging);
      if (given.before === 'gone')
        this.core.store.transaction((write) => write.messages.erase(messageId, 'revoked', author));
      const numbers = given.isCopied
        ? [this.cast.midOf(index), this.cast.midOf(index, 1)]
        : [this.cast.midOf(index)];
      const { contentState, revealedAtMs } = this.core.message(messageId);
      this.rule.know(this.chatOfGiven(index), numbers, {
        messageId,
        author,
        isTombstone: false,
        isBurn: this.cast.isBurn(index),
        isOpened: revealedAtMs !== null,
        contentState,
        left: new Set(numbers),
      });
    });
  }

  /** Applies a command and compares what it did with what it may do. */
  command(packet: TimMessage, source: EventSource): Verdict['kind'] {
    const verdict = this.rule.judge(packet);
    const before = this.look();
    const warned = this.core.logger.lines.length;
    this.apply([packet], source);
    const { changed, added, removed } = differences(before, this.look());
    const expected = expectedRows(verdict);
    const isAsExpected =
      changed.every((id) => id === expected.touched) &&
      removed.join() === (expected.removed ?? '') &&
      added.length === expected.added;
    const said = this.core.logger.lines.slice(warned);
    const isSaid =
      expected.warning === null
        ? said.length === 0
        : said.length === 1 && said[0]?.startsWith(expected.warning);
    if (!isAsExpected || isSaid !== true) this.blame(packet, verdict, { changed, added, removed, said });
    this.follow(packet, verdict, added[0]);
    return verdict.kind;
  }

  /** The messages that the commands overtook arrive: hidden only if the right person took them back. */
  deliverLate(): void {
    this.givens.forEach(({ before }, index) => {
      if (before !== 'late') return;
      const packet = this.cast.messagePacket(index);
      const tombstone = this.rule.find(this.chatOfGiven(index), this.cast.midOf(index));
      const isHidden = tombstone !== null && tombstone.author === packet.fromTid?.node;
      this.apply([packet], 'offline');
      const { contentState, text } = this.stored(index);
      const expected = isHidden ? [tombstone.contentState, null] : ['present', this.cast.textOf(index)];
      if (contentState !== expected[0] || text !== expected[1])
        this.blame(packet, isHidden ? 'hidden' : 'shown', { contentState });
    });
  }

  look(): Evidence {
    return this.observer.of(this.chats);
  }

  /** What the verdict says about the message itself. */
  private follow(packet: TimMessage, verdict: Verdict, added: string | undefined): void {
    if (verdict.kind === 'opens') this.checkOpened(packet, verdict.entry);
    const [chat, number] = [chatOf(packet), numberOf(packet)];
    if (chat === null || number === null) return;
    const contentState = packet.odType === 2 ? 'revoked' : 'burned';
    if (verdict.kind === 'legitimate') {
      const { entry } = verdict;
      if (entry.contentState === 'present') entry.contentState = contentState;
      entry.left.delete(number);
      this.checkErased(packet, entry);
    }
    if ((verdict.kind === 'early' || verdict.kind === 'corrects') && added !== undefined) {
      const entry = {
        messageId: added,
        author: verdict.author,
        isTombstone: true,
        isBurn: false,
        isOpened: false,
        contentState,
        left: new Set<bigint>(),
      };
      this.rule.know(chat, [number], entry);
      this.checkErased(packet, entry);
    }
  }

  private checkOpened(packet: TimMessage, entry: Entry): void {
    if (entry.contentState === 'present') entry.isOpened = true;
    const { contentState, revealedAtMs, text } = this.core.message(entry.messageId);
    const hasText = text !== null;
    if (contentState === entry.contentState && hasText === (contentState === 'present')) {
      if ((revealedAtMs !== null) === entry.isOpened) return;
    }
    this.blame(packet, 'not opened', { contentState, hasText, revealedAtMs });
  }

  private checkErased(packet: TimMessage, { messageId, author, contentState, left }: Entry): void {
    const message = this.core.message(messageId);
    const isPendingRight = left.size > 0 || message.pendingOperation === null;
    if (
      message.contentState === contentState &&
      message.text === null &&
      message.author === author &&
      message.expiresAtMs === null &&
      isPendingRight
    )
      return;
    this.blame(packet, 'not done', { contentState: message.contentState, pending: message.pendingOperation });
  }

  private apply(packets: readonly TimMessage[], source: EventSource): void {
    this.core.pipeline.apply(packets.flatMap((packet) => toDomainEvents(packet, { self, source })));
  }

  private chatOfGiven(index: number): string {
    return chatOf(this.cast.messagePacket(index)) ?? '';
  }

  private stored(index: number) {
    return this.core.byMid(this.cast.midOf(index), toConversationId(this.chatOfGiven(index)));
  }

  private blame(...what: readonly unknown[]): void {
    this.findings.push(
      JSON.stringify(what, (_, value: unknown) =>
        typeof value === 'bigint' ? `${value}n` : value instanceof Set ? [...value] : value,
      ),
    );
  }
}

interface ExpectedRows {
  readonly touched: string | null;
  readonly removed: string | null;
  readonly added: 0 | 1;
  readonly warning: string | null;
}

function expectedRows(verdict: Verdict): ExpectedRows {
  const none = { touched: null, removed: null, added: 0, warning: null } as const;
  switch (verdict.kind) {
    case 'nothing':
      return none;
    case 'senseless':
    case 'forged':
    case 'opensNothing':
      return { ...none, warning: warnings[verdict.kind] };
    case 'legitimate':
      return { ...none, touched: verdict.entry.messageId };
    case 'opens': {
      const { messageId, contentState, isOpened } = verdict.entry;
      return { ...none, touched: contentState === 'present' && !isOpened ? messageId : null };
    }
    case 'early':
      return { ...none, added: 1 };
    case 'corrects':
      return { ...none, removed: verdict.entry.messageId, added: 1 };
  }
}
