import { addressOf } from '../domain/conversation';
import { toServerMid, type ConversationId } from '../domain/ids';
import { holdsPicture } from '../domain/message';
import type { Clock } from '../platform/clock';
import type { AccountStore } from '../storage/account-store';
import type { ConversationOutline } from '../storage/conversation-repository';
import type { Directory } from './directory';
import type { History } from './history';
import { refusalsNeeded, silencesNeeded } from './history-reader';
import type { Job } from './job-lane';
import { OutlineSurvey } from './outline-survey';

/** What the rounds use. */
export interface ChatRoundsEnvironment {
  readonly store: AccountStore;
  readonly history: History;
  readonly directory: Pick<Directory, 'isConfirmed'>;
  readonly clock: Clock;
}

// Over a line that breaks again and again, what was looked at lately must not keep the others from their turn.
const latelyMs = 600_000;
// Looking what a chat ends with takes some microseconds, and must not be done for all of them in a row.
const mostPassed = 100;

/**
 * Looks at every chat once a connection: asks for its newest message alone, and pulls pages only where that is another than
 * the one that is here, or where what is here may have a gap. A round ends when every chat had its turn; those of which the
 * server did not say enough have one in the next.
 */
export class ChatRounds {
  /** Chats that were here, or listed, when this connection began. */
  private known: ReadonlySet<ConversationId> | null = null;
  /** While a round begins. */
  private survey: OutlineSurvey | null = null;
  private open: readonly ConversationOutline[] = [];
  private next = 0;
  /** Of this round, with a picture at the end. */
  private heavy: ConversationOutline[] = [];
  /** Silent since the last sign that history is answered. */
  private readonly silent = new Set<ConversationId>();
  private readonly silences = new Map<ConversationId, { readonly count: number; readonly needed: number }>();
  private readonly refusals = new Map<ConversationId, number>();
  /** Of which nothing can be learnt while the server confirms them, or does not, as it did then. */
  private readonly leftAlone = new Map<ConversationId, boolean>();
  /** Of which the server has said, over whatever connection, that they are empty. */
  private knownEmpty: ReadonlySet<ConversationId> = new Set();
  /** When a chat was last found to be without a gap, monotonic ms; over all connections. */
  private readonly settledAtMs = new Map<ConversationId, number>();

  constructor(private readonly environment: ChatRoundsEnvironment) {}

  /** A connection begins: whatever was learnt over the one before is past. */
  connected(): void {
    this.known = null;
    this.survey = null;
    this.open = [];
    this.heavy = [];
    this.next = 0;
    this.silent.clear();
    this.silences.clear();
    this.refusals.clear();
    this.leftAlone.clear();
  }

  /** Begins a round with all chats that are not settled. */
  begin(): void {
    const { conversations } = this.environment.store;
    this.known ??= conversations.listed();
    this.open = [];
    this.heavy = [];
    this.next = 0;
    this.survey = new OutlineSurvey(conversations);
  }

  /** Which chats have their turn, and in which order. */
  private arrange(outlines: readonly ConversationOutline[]): void {
    const nowMs = this.environment.clock.monotonicMs();
    const wasLately = ({ conversationId }: ConversationOutline): boolean =>
      nowMs - (this.settledAtMs.get(conversationId) ?? Number.NEGATIVE_INFINITY) < latelyMs;
    const open = outlines.filter(({ conversationId }) => !this.isSettled(conversationId)).sort(byNewest);
    this.open = [
      // Chats that are new here come first: nothing is known of them at all.
      ...open.filter((outline) => this.isNew(outline)),
      ...open.filter((outline) => outline.newestMid !== null && !wasLately(outline)),
      ...open.filter((outline) => outline.newestMid !== null && wasLately(outline)),
      // Where silence is what will come, it keeps everybody waiting.
      ...open.filter((outline) => outline.newestMid === null && !this.isNew(outline)),
    ];
    this.knownEmpty = new Set(open.filter(isKnownEmpty).map(({ conversationId }) => conversationId));
  }

  /** The next piece of work of this round; null when every chat had its turn. */
  nextJob(): Job | null {
    if (this.survey !== null) {
      const { outlines, nextStep } = this.survey;
      if (outlines === null) return nextStep;
      this.survey = null;
      this.arrange(outlines);
    }
    for (let outline = this.take(); outline !== undefined; outline = this.take()) {
      const visited = outline;
      if (!this.isSettled(visited.conversationId)) return () => this.visit(visited);
    }
    const [silent] = this.silent;
    return silent === undefined ? null : () => this.seekSign(silent);
  }

  /** The next chat. Where a picture was said last, it comes with the answer, and the words of others do not wait for it. */
  private take(): ConversationOutline | undefined {
    for (let passed = 0; passed < mostPassed; passed += 1) {
      const outline = this.open[this.next];
      if (outline === undefined || !this.endsWithPicture(outline)) break;
      this.heavy.push(outline);
      this.next += 1;
    }
    const outline = this.open[this.next];
    // Behind those that say something only those are left that will be silent.
    if (outline?.newestMid === null || outline === undefined) {
      const heavy = this.heavy.shift();
      if (heavy !== undefined) return heavy;
    }
    this.next += 1;
    return outline;
  }

  private endsWithPicture({ conversationId, newestMid }: ConversationOutline): boolean {
    const mid = newestMid === null ? null : toServerMid(newestMid);
    if (mid === null) return false;
    const message = this.environment.store.messages.byMid(conversationId, mid);
    return message !== null && holdsPicture(message);
  }

  /** Whether some chat of the round still has to be looked at in another one. */
  get hasUnsettled(): boolean {
    return this.open.some(({ conversationId }) => !this.isSettled(conversationId));
  }

  /** Whether a chat was there when the connection began; what is entered later has a past, which is no news. */
  wasThere(conversationId: ConversationId): boolean {
    return this.known === null || this.known.has(conversationId);
  }

  /** Brings what has come of a chat. */
  bring(conversationId: ConversationId): Promise<void> {
    const { history } = this.environment;
    return this.wasThere(conversationId)
      ? history.catchUp(conversationId)
      : history.pullNewest(conversationId);
  }

  /** Of a friend, or a room of ours, nothing is here, and the server has not said that there is nothing. */
  private isNew(outline: ConversationOutline): boolean {
    return outline.newestMid === null && !isKnownEmpty(outline) && this.isConfirmed(outline.conversationId);
  }

  private isSettled(conversationId: ConversationId): boolean {
    return (
      this.environment.history.isReconciled(conversationId) ||
      this.leftAlone.get(conversationId) === this.isConfirmed(conversationId)
    );
  }

  private async visit(outline: ConversationOutline): Promise<void> {
    const { history, clock } = this.environment;
    const { conversationId, newestMid, reconciledMid } = outline;
    const hasGap = newestMid !== null && newestMid > reconciledMid;
    const glance = hasGap ? 'changed' : await history.glance(conversationId);
    if (glance === 'same' || (glance === 'changed' && !hasGap)) this.noteSign('page');
    if (glance === 'changed') await this.pull(conversationId);
    else if (glance === 'refused') this.noteRefusal(conversationId);
    else if (glance === 'silent') await this.noteSilence(outline);
    if (history.isReconciled(conversationId)) this.settledAtMs.set(conversationId, clock.monotonicMs());
  }

  private async pull(conversationId: ConversationId): Promise<void> {
    const { history } = this.environment;
    await this.bring(conversationId);
    // Of somebody who is no friend any more the server says nothing, and of a room that was left it refuses to.
    const isDumb = !history.isReconciled(conversationId) && !this.isConfirmed(conversationId);
    if (isDumb) this.silent.add(conversationId);
  }

  /** Of a chat of which the server should have something it has to say so, or to be silent in a way that proves something. */
  private async noteSilence({ conversationId, newestMid }: ConversationOutline): Promise<void> {
    if (newestMid !== null && this.isConfirmed(conversationId)) await this.pull(conversationId);
    else this.silent.add(conversationId);
  }

  private noteRefusal(conversationId: ConversationId): void {
    const count = (this.refusals.get(conversationId) ?? 0) + 1;
    this.refusals.set(conversationId, count);
    if (count >= refusalsNeeded) this.leaveAlone(conversationId);
  }

  private async seekSign(conversationId: ConversationId): Promise<void> {
    const sign = await this.environment.history.seekSign(conversationId);
    if (sign !== null) this.noteSign(sign);
    this.silent.clear();
  }

  /** Other history was answered after these chats were silent, or at least questions for it were refused. */
  private noteSign(sign: keyof typeof silencesNeeded): void {
    for (const conversationId of this.silent) {
      const before = this.silences.get(conversationId) ?? { count: 0, needed: 0 };
      const silences = {
        count: before.count + 1,
        needed: Math.max(before.needed, silencesNeeded[sign]),
      };
      this.silences.set(conversationId, silences);
      // What was proven once needs no second proof: what has been said since was delivered, or will be.
      if (silences.count >= silences.needed || this.knownEmpty.has(conversationId))
        this.noteSilent(conversationId, sign);
    }
    this.silent.clear();
  }

  private noteSilent(conversationId: ConversationId, sign: keyof typeof silencesNeeded): void {
    const { store, history } = this.environment;
    const isEmptyHere = store.messages.newestMid(conversationId) === null;
    if (sign === 'page' && isEmptyHere && this.isConfirmed(conversationId)) history.noteEmpty(conversationId);
    else this.leaveAlone(conversationId);
  }

  private leaveAlone(conversationId: ConversationId): void {
    this.leftAlone.set(conversationId, this.isConfirmed(conversationId));
  }

  private isConfirmed(conversationId: ConversationId): boolean {
    const address = addressOf(conversationId);
    return address !== null && this.environment.directory.isConfirmed(address);
  }
}

const isKnownEmpty = ({ newestMid, isHistoryComplete }: ConversationOutline): boolean =>
  newestMid === null && isHistoryComplete;

/** Where something was said last, something was probably said since. */
function byNewest(one: ConversationOutline, other: ConversationOutline): number {
  const [oneMid, otherMid] = [one.newestMid ?? 0n, other.newestMid ?? 0n];
  return oneMid < otherMid ? 1 : oneMid > otherMid ? -1 : 0;
}
