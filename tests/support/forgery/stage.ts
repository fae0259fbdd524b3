import { toConversationId } from '../../../main/domain/ids';
import { burnNow, revealMessage } from '../../../main/messaging/burn-message';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import type { EventSource } from '../../../main/domain/domain-event';
import { toDomainEvents } from '../../../main/protocol/mapper';
import type { TimMessage } from '../../../main/protocol/packets';
import { self, TestCore } from '../test-core';
import { Cast } from './cast';
import { differences, Observer, type Evidence } from './evidence';
import { chatOf, numberOf, Rule, type Entry, type Verdict } from './rule';
import type { Given, Story } from './story';

const warnings = {
  senseless: 'erasure without a target',
  forged: 'forged erasure ignored',
  undone: 'forged erasure undone',
} as const;

/**
 * Plays stories on the real mapper, pipeline and database, and compares every row with what the rule allows. One database
 * for all stories: what one of them does must not show in another.
 */
export class Stage {
  /** How often the rule gave which verdict. */
  readonly verdicts: Record<Verdict['kind'], number> = {
    nothing: 0,
    senseless: 0,
    forged: 0,
    legitimate: 0,
    early: 0,
    corrects: 0,
  };
  private readonly core = new TestCore();
  private readonly observer = new Observer(this.core.files);
  private readonly ends: { readonly chats: readonly string[]; readonly evidence: Evidence }[] = [];

  constructor() {
    this.core.revokeWindowSeconds = null;
  }

  /** Plays a story; answers what went wrong. */
  play(story: Story): readonly string[] {
    const cast = new Cast(this.ends.length + 1, story.givens);
    const scene = new Scene(cast, story.givens, this.core, this.observer);
    scene.begin();
    for (const attempt of story.attempts) {
      this.verdicts[scene.command(cast.commandPacket(attempt), attempt.source)] += 1;
    }
    scene.deliverLate();
    this.ends.push({ chats: scene.chats, evidence: scene.look() });
    return scene.findings;
  }

  /** Stories that a later one has changed. */
  leftAlone(): readonly number[] {
    return this.ends.flatMap(({ chats, evidence }, index) => {
      const { changed, added, removed } = differences(evidence, this.observer.of(chats));
      return changed.length + added.length + removed.length === 0 ? [] : [index + 1];
    });
  }

  dispose(): void {
    this.core.dispose();
  }
}

/** One story under way. */
class Scene {
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
      if (given.before === 'gone') this.core.store.messages.erase(messageId, 'revoked', author);
      const numbers = given.isCopied
        ? [this.cast.midOf(index), this.cast.midOf(index, 1)]
        : [this.cast.midOf(index)];
      const { contentState } = this.core.message(messageId);
      this.rule.know(this.chatOfGiven(index), numbers, {
        messageId,
        author,
        isTombstone: false,
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
        contentState,
        left: new Set<bigint>(),
      };
      this.rule.know(chat, [number], entry);
      this.checkErased(packet, entry);
    }
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
      return { ...none, warning: warnings[verdict.kind] };
    case 'legitimate':
      return { ...none, touched: verdict.entry.messageId };
    case 'early':
      return { ...none, added: 1 };
    case 'corrects':
      return { ...none, removed: verdict.entry.messageId, added: 1 };
  }
}
