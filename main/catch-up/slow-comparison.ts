import type { ConversationId } from '../domain/ids';
import { holdsPicture } from '../domain/message';
import type { Clock } from '../platform/clock';
import type { AccountStore } from '../storage/account-store';
import type { ConversationOutline } from '../storage/conversation-repository';
import type { History } from './history';
import { highestMid } from './history-pages';
import type { Job } from './job-lane';
import { OutlineSurvey } from './outline-survey';

/** What the slow comparison uses. */
export interface SlowComparisonEnvironment {
  readonly store: AccountStore;
  readonly history: History;
  readonly clock: Clock;
}

/** How much of a chat is compared in one connection: about what a window shows first. */
const messagesPerChat = 50;
const withPicturesPerPage = 10;
// A thousand chats take half an hour, and their pages no more than a tenth of the line, however slow it is.
const pauseMs = { texts: 2_000, pictures: 10_000 } as const;
const shareOfLine = 10;
// Looking at what is here takes a millisecond, but not of a thousand chats in a row.
const passMs = 20;

/** A chat that is being compared. */
interface Place {
  readonly conversationId: ConversationId;
  readonly hasPictures: boolean;
  /** Where the next page begins, 0 for the newest. */
  readonly fromMid: bigint;
  /** Messages that are still to be compared. */
  readonly left: number;
}

/**
 * tim does not tell what was taken back in an absence without saying which message it was, and over some databases nothing at
 * all. So every chat is compared once a connection, whether something was said in it or not: after everything else, slowly, and
 * those with pictures last and in small pages. A line that breaks goes on where it was: what was compared longest ago is first.
 */
export class SlowComparison {
  /** While it begins. */
  private survey: OutlineSurvey | null = null;
  private texts: ConversationId[] = [];
  private readonly withPictures: ConversationId[] = [];
  private place: Place | null = null;
  private notBeforeMs = Number.NEGATIVE_INFINITY;
  /** When a chat was last compared, monotonic ms; over all connections. */
  private readonly comparedAtMs = new Map<ConversationId, number>();

  constructor(private readonly environment: SlowComparisonEnvironment) {}

  /** The connection has ended. */
  end(): void {
    this.survey = null;
    this.texts = [];
    this.withPictures.length = 0;
    this.place = null;
  }

  /** Everything else is done: every chat has its turn from now on. */
  begin(): void {
    this.survey = new OutlineSurvey(this.environment.store.conversations);
    this.texts = [];
    this.withPictures.length = 0;
  }

  private arrange(outlines: readonly ConversationOutline[]): void {
    const lastMs = ({ conversationId }: ConversationOutline): number =>
      this.comparedAtMs.get(conversationId) ?? Number.NEGATIVE_INFINITY;
    this.texts = outlines
      .filter(({ newestMid }) => newestMid !== null)
      .sort((one, other) => {
        const [oneMs, otherMs] = [lastMs(one), lastMs(other)];
        if (oneMs !== otherMs) return oneMs - otherMs;
        return (one.newestMid ?? 0n) < (other.newestMid ?? 0n) ? 1 : -1;
      })
      .map(({ conversationId }) => conversationId);
  }

  /** The next piece of work; how long it has to wait, ms; or null when every chat was compared. */
  next(): Job | number | null {
    if (this.survey !== null) {
      const { outlines, nextStep } = this.survey;
      if (outlines === null) return nextStep;
      this.survey = null;
      this.arrange(outlines);
    }
    const waitMs = this.notBeforeMs - this.environment.clock.monotonicMs();
    if (waitMs > 0) return this.isDone ? null : waitMs;
    this.place ??= this.nextPlace();
    const { place } = this;
    if (place !== null) return () => this.compare(place);
    return this.isDone ? null : this.pause(passMs);
  }

  private get isDone(): boolean {
    return this.place === null && this.texts.length === 0 && this.withPictures.length === 0;
  }

  /** The next chat that was not compared yet; null when the next one has pictures, whose turn comes later. */
  private nextPlace(): Place | null {
    const { history } = this.environment;
    for (;;) {
      const hasPictures = this.texts.length === 0;
      const conversationId = (hasPictures ? this.withPictures : this.texts).shift();
      if (conversationId === undefined) return null;
      if (history.isCompared(conversationId)) continue;
      if (!hasPictures && this.hasPictures(conversationId)) {
        this.withPictures.push(conversationId);
        return null;
      }
      return { conversationId, hasPictures, fromMid: 0n, left: messagesPerChat };
    }
  }

  private async compare(place: Place): Promise<void> {
    const { history, clock } = this.environment;
    const { conversationId, hasPictures, fromMid, left } = place;
    this.place = null;
    const most = hasPictures ? Math.min(left, withPicturesPerPage) : left;
    const beganAtMs = clock.monotonicMs();
    const page = await history.comparePage(conversationId, { fromMid, most });
    const endedAtMs = clock.monotonicMs();
    this.comparedAtMs.set(conversationId, endedAtMs);
    const leastMs = hasPictures ? pauseMs.pictures : pauseMs.texts;
    this.pause(Math.max(leastMs, (endedAtMs - beganAtMs) * shareOfLine));
    const lowestMid = page?.lowestMid ?? 0n;
    const rest = left - (page?.packets.length ?? 0);
    if (lowestMid > 0n && rest > 0) this.place = { ...place, fromMid: lowestMid - 1n, left: rest };
  }

  private pause(durationMs: number): number {
    this.notBeforeMs = this.environment.clock.monotonicMs() + durationMs;
    return durationMs;
  }

  private hasPictures(conversationId: ConversationId): boolean {
    const { messages } = this.environment.store;
    return messages.expectedOnServer(conversationId, highestMid, messagesPerChat).some(({ messageId }) => {
      const message = messages.byId(messageId);
      return message !== null && holdsPicture(message);
    });
  }
}
