import type { ConversationId } from '../domain/ids';
import { addressOf } from '../domain/conversation';
import type { AccountStore } from '../storage/account-store';
import type { HistoryPages } from './history-pages';
import type { NewestAnswer } from './history-reader';

/** What going to far places uses. */
export interface FarPlacesEnvironment {
  readonly store: Pick<AccountStore, 'conversations' | 'messages' | 'gaps' | 'care'>;
  readonly pages: HistoryPages;
}

/** Whether the server said what is at a place. `unknown`: it did not; ask again. */
export type Sought = 'done' | 'unknown';

/** Questions for what stands right above a place: each at least halves what is left, and the first one mostly hits. */
const mostQuestions = 24;
/** Questions on the way to the first message of a chat. */
const mostQuestionsDown = 40;
/** Of the way to a moment before which there is nothing, a question takes this part. */
const stepsDown = 8n;
const secondNs = 1_000_000_000n;
/** So many messages right above a place are wanted, about: most of a page. */
const wantedAbove = 40n;
const densityFrom = 50;

/**
 * Goes to places of a chat that are far above what is here, in a bounded number of questions: a page that ends with a number is one
 * question, whatever lies between. What lies between is then a gap (`HistoryGap`), which is filled from both of its ends as
 * somebody reads towards it.
 */
export class FarPlaces {
  constructor(private readonly environment: FarPlacesEnvironment) {}

  /** Whether the server may have a message of this number that is not here. */
  isOpen(conversationId: ConversationId, mid: bigint): boolean {
    const { conversations, messages, gaps, care } = this.environment.store;
    if (conversations.hasRandomMids(conversationId) || mid <= care.clearedPlace(conversationId)) return false;
    const gap = gaps.from(conversationId, mid);
    if (gap !== null && gap.floorMid < mid) return true;
    const isComplete = conversations.byId(conversationId)?.isHistoryComplete ?? true;
    return !isComplete && mid < (messages.oldestMid(conversationId) ?? mid + 1n);
  }

  /** Brings the message with a number and what stands around it. */
  async toNumber(conversationId: ConversationId, mid: bigint): Promise<Sought> {
    if (!this.isOpen(conversationId, mid)) return 'done';
    const page = await this.environment.pages.pull(conversationId, { fromMid: mid, mustKnow: true });
    if (page === null) return 'unknown';
    // A peer may have made the number up. What stands below the message may fail to come: the place is there all the same.
    if (page.packets.some((packet) => packet.mid === mid)) await this.above(conversationId, mid);
    return 'done';
  }

  /** Brings the first message at or after a moment, server time in ns, and what stands around it. */
  async toTime(conversationId: ConversationId, timeNs: bigint): Promise<Sought> {
    if (!this.isOpenAt(conversationId, timeNs)) return 'done';
    const last = await this.lastUntil(conversationId, timeNs);
    if (last.kind === 'unknown' || last.kind === 'refused') return 'unknown';
    if (last.kind === 'silent') return this.toBeginning(conversationId, timeNs);
    return this.isOpen(conversationId, last.mid)
      ? this.toNumber(conversationId, last.mid)
      : this.above(conversationId, last.mid);
  }

  /** Fills the gap right above a place from below, until something comes. */
  async above(conversationId: ConversationId, mid: bigint): Promise<Sought> {
    const { gaps } = this.environment.store;
    let span = this.spanAt(conversationId, mid);
    for (let question = 0; question < mostQuestions; question += 1) {
      const gap = gaps.from(conversationId, mid);
      if (gap === null) return 'done';
      const { floorMid, ceilingMid } = gap;
      const wanted = floorMid + span;
      const fromMid = wanted < ceilingMid ? wanted : ceilingMid - 1n;
      const page = await this.environment.pages.pull(conversationId, { fromMid, mustKnow: true });
      const lowestMid = page?.lowestMid ?? null;
      if (page === null || lowestMid === null) return 'unknown';
      const isTouching = lowestMid <= floorMid + 1n;
      if (
        isTouching &&
        (page.packets.some((packet) => (packet.mid ?? 0n) > floorMid) || fromMid + 1n === ceilingMid)
      )
        return 'done';
      // Too far: what came stands above, and the rest of the gap below it. Too near: nothing stands there.
      const half = (lowestMid - floorMid) / 2n;
      span = isTouching ? span * 4n : half > 1n ? half : 1n;
    }
    return 'unknown';
  }

  /** Fills the gap right below a place from above, if there is one. */
  async below(conversationId: ConversationId, mid: bigint): Promise<Sought> {
    const gap = this.environment.store.gaps.under(conversationId, mid);
    if (gap === null) return 'done';
    return this.pageAt(conversationId, gap.ceilingMid - 1n);
  }

  /** Whether there may be messages that are not here right before the first one at or after a moment. */
  private isOpenAt(conversationId: ConversationId, timeNs: bigint): boolean {
    const { conversations, messages, gaps } = this.environment.store;
    if (conversations.hasRandomMids(conversationId)) return false;
    const first = messages.atTime(conversationId, timeNs);
    const place = first?.place ?? messages.newestPlace(conversationId);
    if (first !== null && gaps.under(conversationId, place)?.ceilingMid === place) return true;
    const isComplete = conversations.byId(conversationId)?.isHistoryComplete ?? true;
    if (isComplete || first?.place !== messages.oldestPlace(conversationId)) return false;
    // Numbers are positive: above the first one there is nothing to be asked for.
    return messages.oldestMid(conversationId) !== 1n;
  }

  /**
   * The server has nothing of before a moment, as far as silence tells: brings the beginning of the chat. Times lead there, first in
   * steps that double, and from the first silence on in small ones, because a silence takes longer than an answer.
   */
  private async toBeginning(conversationId: ConversationId, timeNs: bigint): Promise<Sought> {
    const { messages } = this.environment.store;
    const oldestNs = messages.oldestNs(conversationId);
    if (oldestNs === null) return 'unknown';
    // Mostly what is here is all there is: one question tells, and what silence takes is not waited for many times.
    const aboveOldest = (messages.oldestMid(conversationId) ?? 1n) - 1n;
    if (aboveOldest > 0n && (await this.pageAt(conversationId, aboveOldest)) === 'unknown') return 'unknown';
    if (!this.isOpenAt(conversationId, timeNs)) return 'done';
    const known = (messages.newest(conversationId)?.sortNs ?? oldestNs) - oldestNs;
    let stepNs = known > secondNs ? known : secondNs;
    let range = { lowNs: timeNs, highNs: oldestNs };
    let isBracketed = false;
    let reached: bigint | null = null;
    for (let question = 0; question < mostQuestionsDown && range.highNs > range.lowNs; question += 1) {
      isBracketed ||= range.highNs - stepNs <= range.lowNs;
      if (isBracketed) stepNs = (range.highNs - range.lowNs) / stepsDown + 1n;
      const atNs = range.highNs - stepNs;
      const last = await this.lastUntil(conversationId, atNs);
      if (last.kind === 'unknown' || last.kind === 'refused') return 'unknown';
      if (last.kind === 'newest') {
        reached = last.mid;
        range = { ...range, highNs: atNs };
        stepNs *= 2n;
        continue;
      }
      isBracketed = true;
      range = { ...range, lowNs: atNs };
      if (reached === null) continue;
      if ((await this.pageAt(conversationId, reached)) === 'unknown') return 'unknown';
      if (!this.isOpenAt(conversationId, timeNs)) return 'done';
      reached = null;
    }
    // The beginning is in the last page, or so little above it that the next one has it.
    const down = reached ?? (messages.oldestMid(conversationId) ?? 1n) - 1n;
    const outcome = down < 1n ? 'done' : await this.pageAt(conversationId, down);
    return outcome === 'done' && this.isOpenAt(conversationId, timeNs) ? 'unknown' : outcome;
  }

  private async pageAt(conversationId: ConversationId, fromMid: bigint): Promise<Sought> {
    const page = await this.environment.pages.pull(conversationId, { fromMid, mustKnow: true });
    return page === null ? 'unknown' : 'done';
  }

  private async lastUntil(conversationId: ConversationId, untilNs: bigint): Promise<NewestAnswer> {
    const address = addressOf(conversationId);
    return address === null ? { kind: 'unknown' } : this.environment.pages.reader.lastUntil(address, untilNs);
  }

  /** How many numbers most of a page takes at a place, by how far its neighbours below are from each other. */
  private spanAt(conversationId: ConversationId, mid: bigint): bigint {
    const place = { place: mid, tieBreaker: mid + 1n };
    const mids = this.environment.store.messages
      .page(conversationId, place, { limit: densityFrom })
      .flatMap((message) => message.mid ?? []);
    const [newest, oldest] = [mids[0], mids.at(-1)];
    if (newest === undefined || oldest === undefined || newest === oldest) return wantedAbove;
    return ((newest - oldest) * wantedAbove) / BigInt(mids.length - 1) + 1n;
  }
}
