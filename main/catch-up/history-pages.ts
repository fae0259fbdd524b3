import { ChangeSet } from '../domain/change-set';
import { addressOf, type ConversationAddress } from '../domain/conversation';
import type { DomainEvent, MessageReceived } from '../domain/domain-event';
import type { ConversationId, MessageId, ServerMid } from '../domain/ids';
import { Emitter } from '../platform/emitter';
import { isCut } from '../protocol/cut-messages';
import type { TimMessage } from '../protocol/packets';
import type { ExpectedMessage } from '../storage/message-reader';
import { ComparedRanges } from './compared-ranges';
import type { HistoryEnvironment } from './history-environment';
import { HistoryReader, type EmptyProof, type HistoryPlace } from './history-reader';
import type { Finding } from './missing-messages';

/** What the server said about a window of a chat. */
export interface Page {
  readonly packets: readonly TimMessage[];
  /** Smallest number that the page covers, 0 when it reaches the beginning; null when its numbers have no order. */
  readonly lowestMid: bigint | null;
  /** How it is known that there is nothing, where that is what the server said. */
  readonly emptyProof: EmptyProof | null;
}

/** Which page of a chat, and what for. */
export interface PageQuery {
  /** Newest number wanted; 0 for the newest there is. */
  readonly fromMid: bigint;
  /** Whether silence is to be looked into even where nothing is expected. */
  readonly mustKnow: boolean;
  /** Most messages; as many as the line bears when left out. */
  readonly most?: number;
}

/** What a page should contain. */
interface Expectation {
  readonly expected: readonly ExpectedMessage[];
  /** Upper end of the window. */
  readonly upToMid: bigint;
}

const mostExpected = 500;

/** Mids are positive int64. */
export const highestMid = 9_223_372_036_854_775_807n;

/**
 * Brings pages of the server's history into the database, and compares: what should be in a page and is not was revoked or
 * burned. Remembers what was compared over the present connection.
 */
export class HistoryPages {
  /** What a comparison of a page found. */
  readonly compared = new Emitter<Finding>();

  readonly reader: HistoryReader;

  private readonly ranges = new Map<ConversationId, ComparedRanges>();

  /** The newest number that was known when the connection began; null on a computer that begins to take part. */
  private absentSinceMid: bigint | null = null;

  /** Chats that are caught up with after an absence. */
  private readonly absent = new Set<ConversationId>();

  constructor(private readonly environment: HistoryEnvironment) {
    const { client, clock } = environment;
    this.reader = new HistoryReader({ client, clock, witness: (address) => this.witness(address) });
  }

  /** A connection begins: what the server has got since the newest message that is known was sent in an absence. */
  connected(): void {
    this.absentSinceMid = this.environment.store.messages.newestMidOfAll();
    this.absent.clear();
    this.ranges.clear();
  }

  /** What comes of a chat from now on may have been said in the absence before this connection. */
  noteAbsence(conversationId: ConversationId): void {
    this.absent.add(conversationId);
  }

  /** The highest number between these that was not compared over the present connection; null when all were. */
  highestOpen(conversationId: ConversationId, lowest: bigint, highest: bigint): bigint | null {
    const ranges = this.ranges.get(conversationId);
    return ranges === undefined ? highest : ranges.highestOpen(lowest, highest);
  }

  /** What was compared of a chat may have changed since. */
  doubt(conversationId: ConversationId): void {
    this.ranges.delete(conversationId);
  }

  /**
   * Asks for a page and applies it; null when there is no answer that can be trusted. A page that lacks something may be the
   * late answer to a question about another place of the same chat, so the place is asked once more: missing is what both lack.
   */
  async pull(conversationId: ConversationId, query: PageQuery): Promise<Page | null> {
    const { store, pacer } = this.environment;
    const { fromMid } = query;
    if (addressOf(conversationId) === null || store.conversations.byId(conversationId) === null) return null;
    // Noted before asking: what arrives meanwhile is in no answer yet, and what is doubted meanwhile stays in doubt.
    const ranges = this.rangesOf(conversationId);
    const upToMid = fromMid === 0n ? highestMid : fromMid;
    const expected = store.messages.expectedOnServer(conversationId, upToMid, mostExpected);
    const expectation = { expected, upToMid };
    let page = await this.askAndApply(conversationId, query, expectation);
    if (page === null) return null;
    let found = this.compare(page, expectation);
    if (page.emptyProof === null && found.missing.length > 0) {
      const doubted = new Set(found.missing);
      page = (await pacer.turn()) ? await this.askAndApply(conversationId, query, expectation) : null;
      if (page === null) return null;
      found = this.compare(page, expectation);
      // What the first page had was there a moment ago.
      if (!found.missing.every((messageId) => doubted.has(messageId))) return null;
    }
    if (page.lowestMid === 0n && page.emptyProof !== 'refusal') this.noteBeginning(conversationId);
    if (page.lowestMid !== null) this.compared.emit({ ...found, emptyProof: page.emptyProof });
    if (page.lowestMid !== null && page.emptyProof !== 'refusal') ranges.add(page.lowestMid, upToMid);
    return page;
  }

  private async askAndApply(
    conversationId: ConversationId,
    { fromMid, mustKnow, most }: PageQuery,
    { expected }: Expectation,
  ): Promise<Page | null> {
    const { store, pipeline, eventReader } = this.environment;
    const address = addressOf(conversationId);
    if (address === null) return null;
    const page = await this.ask({ ...address, fromMid }, { mustKnow: mustKnow || expected.length > 0, most });
    if (page === null) return null;
    // What stands behind what was deleted with the chat is news, as it is behind what is known.
    const clearedPlace = store.care.clearedPlace(conversationId);
    const oldestKnown = clearedPlace > 0n ? clearedPlace : this.newsFrom(conversationId);
    this.openGap(conversationId, page, fromMid);
    // Oldest first: what is sealed opens in the order in which it was sealed.
    await eventReader.readAll([...page.packets].reverse(), 'history', (read) => {
      const events = read
        .flatMap(({ packet, facts }) => (isCut(packet) ? facts.map(withoutContent) : facts))
        // A late answer to an earlier question is about another chat.
        .flatMap((event) =>
          event.kind === 'messageReceived' && event.conversation.node === address.node ? [event] : [],
        )
        .map((event) => ({ ...event, isNews: this.isNews(event, conversationId, oldestKnown) }));
      pipeline.apply(events);
    });
    this.coverGaps(conversationId, page, fromMid);
    return page;
  }

  /**
   * A page that does not touch what is here leaves a gap below that: noted before its messages come, so that no crash lets a gap look
   * like none.
   */
  private openGap(conversationId: ConversationId, { lowestMid }: Page, fromMid: bigint): void {
    const { store } = this.environment;
    const ceilingMid = store.messages.oldestMid(conversationId);
    if (fromMid === 0n || lowestMid === null || ceilingMid === null || fromMid >= ceilingMid - 1n) return;
    if (store.conversations.hasRandomMids(conversationId)) return;
    store.transaction((write) => write.gaps.open(conversationId, { floorMid: fromMid, ceilingMid }));
  }

  private coverGaps(conversationId: ConversationId, { packets, lowestMid }: Page, fromMid: bigint): void {
    const { store } = this.environment;
    const highestMid = fromMid === 0n ? (packets[0]?.mid ?? 0n) : fromMid;
    const gap = lowestMid === null ? null : store.gaps.from(conversationId, lowestMid);
    if (lowestMid === null || gap === null || gap.floorMid >= highestMid) return;
    store.transaction((write) => write.gaps.cover(conversationId, lowestMid, highestMid));
  }

  /** What stands above this was said since this computer takes part; null where nothing is here. What was fetched from far back was not. */
  private newsFrom(conversationId: ConversationId): bigint | null {
    const { gaps, messages } = this.environment.store;
    return gaps.under(conversationId, highestMid)?.ceilingMid ?? messages.oldestPlace(conversationId);
  }

  /** The beginning of a chat is here. The window may have been waiting for its first message: it is told that there is none. */
  noteBeginning(conversationId: ConversationId): void {
    const { store, changed } = this.environment;
    if (store.conversations.byId(conversationId)?.isHistoryComplete === true) return;
    store.transaction((write) => write.conversations.markHistoryComplete(conversationId));
    const changes = new ChangeSet();
    changes.addConversation(conversationId);
    changed(changes);
  }

  /** The numbers under which the server may have a message. */
  numbersOf(messageId: MessageId): readonly ServerMid[] {
    const { messages, copies } = this.environment.store;
    const mid = messages.byId(messageId)?.mid ?? null;
    return [...(mid === null ? [] : [mid]), ...copies.ofMessage(messageId)];
  }

  private async ask(
    place: HistoryPlace,
    { mustKnow, most }: { readonly mustKnow: boolean; readonly most: number | undefined },
  ): Promise<Page | null> {
    const { isConfirmed } = this.environment;
    // To a stranger the server says nothing about a chat that may well be there.
    const answer = await this.reader.read(place, { mustKnow: mustKnow && isConfirmed(place), most });
    if (answer.kind === 'page') return { ...answer, emptyProof: null };
    if (answer.kind === 'unknown' || !isConfirmed(place)) return null;
    return { packets: [], lowestMid: 0n, emptyProof: answer.proof };
  }

  private rangesOf(conversationId: ConversationId): ComparedRanges {
    const ranges = this.ranges.get(conversationId) ?? new ComparedRanges();
    this.ranges.set(conversationId, ranges);
    return ranges;
  }

  /** Another chat with a message that the server should have, the newest that this computer knows of. */
  private witness({ node }: ConversationAddress): HistoryPlace | null {
    const { store, isConfirmed } = this.environment;
    for (const { conversationId, ...other } of store.conversations.all()) {
      if (other.node === node || !isConfirmed(other)) continue;
      const [newest] = store.messages.expectedOnServer(conversationId, highestMid, 1);
      if (newest !== undefined) return { kind: other.kind, node: other.node, fromMid: 0n };
    }
    return null;
  }

  /** Which of the expected messages a page has, and which it should have and lacks. */
  private compare(
    { packets, lowestMid }: Page,
    { expected, upToMid }: Expectation,
  ): Omit<Finding, 'emptyProof'> {
    if (lowestMid === null) return { missing: [], present: [] };
    const inPage: ReadonlySet<bigint | undefined> = new Set(packets.map(({ mid }) => mid));
    const missing: MessageId[] = [];
    const present: MessageId[] = [];
    for (const { messageId, mids } of expected) {
      // A message whose copies lie partly above the window cannot be judged by it.
      if (!mids.every((mid) => mid >= lowestMid && mid <= upToMid)) continue;
      // The page itself may have brought a copy under another number, so the numbers are read again.
      const numbers = this.numbersOf(messageId);
      if (numbers.some((mid) => inPage.has(mid))) present.push(messageId);
      // One that came meanwhile by another way is younger than the page, which can say nothing about it.
      else if (numbers.every((mid) => mids.includes(mid))) missing.push(messageId);
    }
    return { missing, present };
  }

  /** What was said before this computer took part in a chat is none; what stands behind anything that it knows is. */
  private isNews(
    { mid, sentAtNs }: MessageReceived,
    conversationId: ConversationId,
    oldestKnown: bigint | null,
  ): boolean {
    // In a chat that began in an absence, everything since then is news; one that is entered now has a past.
    if (oldestKnown === null)
      return this.absent.has(conversationId) && this.absentSinceMid !== null && mid > this.absentSinceMid;
    const isByTime = this.environment.store.conversations.hasRandomMids(conversationId);
    return (isByTime ? sentAtNs : mid) > oldestKnown;
  }
}

/** A message that is too long even alone stands in its place without what it says. */
const withoutContent = (event: DomainEvent): DomainEvent =>
  event.kind === 'messageReceived'
    ? { ...event, content: { kind: 'unsupported', text: '' }, mentions: [], burnTerms: null }
    : event;
