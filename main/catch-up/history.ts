import { addressOf, type ConversationAddress } from '../domain/conversation';
import type { DomainEvent, MessageReceived } from '../domain/domain-event';
import type { ConversationId, MessageId, NodeId, ServerMid } from '../domain/ids';
import type { Clock } from '../platform/clock';
import { Emitter } from '../platform/emitter';
import type { Pacer } from '../platform/pacer';
import { isCut } from '../protocol/cut-messages';
import { toDomainEvents } from '../protocol/mapper';
import type { TimMessage } from '../protocol/packets';
import type { TimClient } from '../session/tim-client';
import type { Sighting } from '../outbox/outbox-link';
import type { AccountStore } from '../storage/account-store';
import type { ExpectedMessage } from '../storage/message-reader';
import type { InboundPipeline } from '../sync/inbound-pipeline';
import { HistoryReader, type EmptyProof, type HistoryPlace } from './history-reader';
import type { Finding, SecondLook } from './missing-messages';

/** What history pulling uses. */
export interface HistoryEnvironment {
  readonly store: AccountStore;
  readonly client: TimClient;
  readonly pipeline: InboundPipeline;
  readonly clock: Clock;
  readonly pacer: Pacer;
  readonly self: () => NodeId;
  /** Whether the server would tell us about this chat: to a stranger it says nothing. */
  readonly isConfirmed: (address: ConversationAddress) => boolean;
}

/** What the server said about a window of a chat. */
interface Page {
  readonly packets: readonly TimMessage[];
  /** Smallest number that the page covers, 0 when it reaches the beginning; null when its numbers have no order. */
  readonly lowestMid: bigint | null;
  /** How it is known that there is nothing, where that is what the server said. */
  readonly emptyProof: EmptyProof | null;
}

/** What a page should contain. */
interface Expectation {
  readonly expected: readonly ExpectedMessage[];
  /** Upper end of the window. */
  readonly upToMid: bigint;
}

const mostExpected = 500;
// Mids are positive int64.
const highestMid = 9_223_372_036_854_775_807n;
// Who missed more in one chat than this has a gap above its oldest message.
const messagesPerCatchUp = 10_000;

/**
 * Brings messages from the server's history into the database, and compares: what should be in a page and is not was
 * revoked or burned. One pull at a time, because answers name no chat.
 */
export class History {
  /** What a comparison of a page found. */
  readonly compared = new Emitter<Finding>();

  /** Chats that were compared over the present connection. */
  private readonly reconciled = new Set<ConversationId>();

  /** Pages that wait for their comparison, one a chat. */
  private readonly comparisons = new Map<ConversationId, bigint>();

  /** The newest number that was known when the connection began; null on a computer that begins to take part. */
  private absentSinceMid: bigint | null = null;

  /** Chats that are caught up with after an absence. */
  private readonly absent = new Set<ConversationId>();

  private readonly reader: HistoryReader;

  constructor(private readonly environment: HistoryEnvironment) {
    const { client, clock } = environment;
    this.reader = new HistoryReader({ client, clock, witness: (address) => this.witness(address) });
  }

  /** A connection begins: what the server has got since the newest message that is known was sent in an absence. */
  connected(): void {
    this.absentSinceMid = this.environment.store.messages.newestMidOfAll();
    this.absent.clear();
  }

  /** Pulls the newest messages of a chat after an absence, in which the chat may have begun. */
  catchUp(conversationId: ConversationId): Promise<void> {
    this.absent.add(conversationId);
    return this.pullNewest(conversationId);
  }

  /**
   * Pulls the newest messages of a chat, down to where it was compared the last time. What came live since then proves
   * nothing about what is below: after some revokes during an absence the offline queue brings nothing at all.
   */
  async pullNewest(conversationId: ConversationId): Promise<void> {
    const { store } = this.environment;
    const way = await this.pullDownTo(conversationId, {
      floorMid: this.floorOf(conversationId),
      mustKnow: false,
    });
    if (way?.isProven !== true) return;
    store.transaction((write) => write.conversations.markReconciled(conversationId, way.newestMid));
    this.reconciled.add(conversationId);
  }

  /**
   * Looks for an own message of which nobody knows whether the server has it: brings everything that the server can have
   * got since the message was written. What a longer absence has left out is not waited for. `absent`: the server said all of
   * it, and the message was not among it. `refused`: it keeps the chat from this account.
   */
  async lookFor(messageId: MessageId): Promise<Sighting> {
    const { messages } = this.environment.store;
    const message = messages.byId(messageId);
    if (message === null) return 'unclear';
    const way = await this.pullDownTo(message.conversationId, {
      // Where nothing was known when it was written, down to the beginning.
      floorMid: messages.midBefore(message) ?? 1n,
      mustKnow: true,
    });
    if (way === null) return this.whyUnclear(message.conversationId);
    // The first message to somebody has no other history that could prove anything; it must not wait for ever.
    return (messages.byId(messageId)?.mid ?? null) === null ? 'absent' : 'there';
  }

  /** A chat of which the history did not say all: a room that was left, or somebody who is no friend any more. */
  private async whyUnclear(conversationId: ConversationId): Promise<Sighting> {
    const address = addressOf(conversationId);
    if (address === null) return 'unclear';
    if (await this.reader.isForbidden(address)) return 'refused';
    if (address.kind === 'room' || this.environment.isConfirmed(address)) return 'unclear';
    // To a stranger the server says nothing, and will refuse what is sent again: it cannot be there twice.
    const answer = await this.reader.read({ ...address, fromMid: 0n }, true);
    return answer.kind === 'empty' ? 'absent' : 'unclear';
  }

  /** The connection has ended: what it brought of chats that were compared before has no gap. */
  disconnected(): void {
    const { store } = this.environment;
    const reconciled = [...this.reconciled];
    // Even if the disk does not take it: the next connection has to compare anew.
    this.reconciled.clear();
    if (reconciled.length === 0) return;
    store.transaction((write) => {
      for (const conversationId of reconciled) {
        write.conversations.markReconciled(conversationId, store.messages.newestMid(conversationId) ?? 0n);
      }
    });
  }

  /**
   * Pulls the page above the oldest known message; does nothing when the beginning is known. `unknown`: the server did not
   * say what is there; ask again.
   */
  async pullEarlier(conversationId: ConversationId): Promise<'done' | 'unknown'> {
    const { conversations, messages } = this.environment.store;
    const conversation = conversations.byId(conversationId);
    if (conversation === null || conversation.isHistoryComplete) return 'done';
    const oldest = messages.oldestMid(conversationId);
    if (oldest === 1n) return 'done';
    const fromMid = oldest === null ? 0n : oldest - 1n;
    return (await this.pull(conversationId, fromMid, true)) === null ? 'unknown' : 'done';
  }

  /** Whether the server no longer has a number; null when that could not be found out. */
  async isGone(conversationId: ConversationId, mid: ServerMid): Promise<boolean | null> {
    const address = addressOf(conversationId);
    if (address === null) return true;
    const isThere = await this.reader.has(address, mid);
    return isThere === null ? null : !isThere;
  }

  /** Asks the server once more about messages of a chat that it did not have; what it does not say is in neither list. */
  async lookAgain(conversationId: ConversationId, messageIds: readonly MessageId[]): Promise<SecondLook> {
    const gone: MessageId[] = [];
    const there: MessageId[] = [];
    let open = messageIds
      .map((messageId) => ({ messageId, mids: this.numbersOf(messageId) }))
      .filter(({ mids }) => mids.length > 0)
      .sort((one, other) => (highestOf(one.mids) < highestOf(other.mids) ? 1 : -1));
    while (open.length > 0) {
      const topMid = highestOf(open[0]?.mids ?? []);
      if (!(await this.environment.pacer.turn())) break;
      const { lowestMid, packets } = (await this.pullFrom(conversationId, topMid)) ?? { lowestMid: null };
      if (lowestMid === null) break;
      const present: ReadonlySet<bigint | undefined> = new Set(packets.map(({ mid }) => mid));
      for (const { messageId, mids } of open) {
        if (mids.some((mid) => present.has(mid))) there.push(messageId);
        else if (mids.every((mid) => mid >= lowestMid)) gone.push(messageId);
      }
      open = open.filter(({ mids }) => highestOf(mids) < lowestMid);
    }
    return { gone, there };
  }

  /** Compares a page that was known before with the server: what was revoked long after it was sent disappears here. */
  async compare(conversationId: ConversationId, fromMid: bigint): Promise<void> {
    const isWaiting = this.comparisons.has(conversationId);
    // Fast scrolling asks for many pages; the last one is on the screen, and the catch-up must not wait for the others.
    this.comparisons.set(conversationId, fromMid);
    if (isWaiting) return;
    if (!(await this.environment.pacer.turn())) return;
    const latestMid = this.comparisons.get(conversationId) ?? fromMid;
    this.comparisons.delete(conversationId);
    await this.pull(conversationId, latestMid, false);
  }

  /** Whether the chat was compared with the server over the present connection. */
  isReconciled(conversationId: ConversationId): boolean {
    return this.reconciled.has(conversationId);
  }

  /**
   * Pulls page below page from the newest down to `floorMid`, and answers the newest number, 0 for an empty chat. Null when
   * the server did not say it all; not proven when refusals are all that it said.
   */
  private async pullDownTo(
    conversationId: ConversationId,
    { floorMid, mustKnow }: { readonly floorMid: bigint; readonly mustKnow: boolean },
  ): Promise<{ readonly newestMid: bigint; readonly isProven: boolean } | null> {
    let fromMid = 0n;
    let newestMid: bigint | null = null;
    let isProven = true;
    for (let count = 0; count < messagesPerCatchUp;) {
      if (!(await this.environment.pacer.turn())) return null;
      const page = await this.pull(conversationId, fromMid, mustKnow || fromMid > 0n);
      const lowestMid = page?.lowestMid ?? null;
      if (page === null || lowestMid === null) return null;
      newestMid ??= page.packets[0]?.mid ?? 0n;
      isProven &&= page.emptyProof !== 'refusal';
      if (lowestMid <= floorMid || floorMid === 0n) break;
      fromMid = lowestMid - 1n;
      count += page.packets.length;
    }
    return newestMid === null ? null : { newestMid, isProven };
  }

  /** A page from a number on; where silence leaves it open, whether the chat has anything at all. */
  private async pullFrom(conversationId: ConversationId, fromMid: bigint): Promise<Page | null> {
    const page = await this.pull(conversationId, fromMid, true);
    if (page !== null) return page;
    const whole = await this.pull(conversationId, 0n, true);
    return whole !== null && whole.emptyProof !== null ? whole : null;
  }

  /** Where a catch-up may end; 0 for a chat that is new here, which is filled in as the user scrolls. */
  private floorOf(conversationId: ConversationId): bigint {
    const { conversations, messages } = this.environment.store;
    const reconciledMid = conversations.reconciledMid(conversationId);
    return reconciledMid > 0n ? reconciledMid : (messages.oldestMid(conversationId) ?? 0n);
  }

  /** Asks for a page and applies it; null when there is no answer that can be trusted. */
  private async pull(
    conversationId: ConversationId,
    fromMid: bigint,
    mustKnow: boolean,
  ): Promise<Page | null> {
    const { store, pipeline, self } = this.environment;
    const address = addressOf(conversationId);
    if (address === null || store.conversations.byId(conversationId) === null) return null;
    // Noted before asking: what arrives meanwhile is in no answer yet.
    const upToMid = fromMid === 0n ? highestMid : fromMid;
    const expected = store.messages.expectedOnServer(conversationId, upToMid, mostExpected);
    const page = await this.ask({ ...address, fromMid }, mustKnow || expected.length > 0);
    if (page === null) return null;
    const oldestKnown = store.messages.oldestPlace(conversationId);
    const events = page.packets
      .flatMap((packet) => {
        const events = toDomainEvents(packet, { self: self(), source: 'history' });
        return isCut(packet) ? events.map(withoutContent) : events;
      })
      // A late answer to an earlier question is about another chat.
      .flatMap((event) =>
        event.kind === 'messageReceived' && event.conversation.node === address.node ? [event] : [],
      )
      .map((event) => ({ ...event, isNews: this.isNews(event, conversationId, oldestKnown) }));
    pipeline.apply(events.reverse());
    if (page.lowestMid === 0n && page.emptyProof !== 'refusal') {
      store.transaction((write) => write.conversations.markHistoryComplete(conversationId));
    }
    this.compareWith(page, { expected, upToMid });
    return page;
  }

  private async ask(place: HistoryPlace, mustKnow: boolean): Promise<Page | null> {
    // To a stranger the server says nothing about a chat that may well be there.
    const answer = await this.reader.read(place, mustKnow && this.environment.isConfirmed(place));
    if (answer.kind === 'page') return { ...answer, emptyProof: null };
    if (answer.kind === 'unknown' || !this.environment.isConfirmed(place)) return null;
    return { packets: [], lowestMid: 0n, emptyProof: answer.proof };
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

  private compareWith({ packets, lowestMid, emptyProof }: Page, { expected, upToMid }: Expectation): void {
    if (lowestMid === null) return;
    const present: ReadonlySet<bigint | undefined> = new Set(packets.map(({ mid }) => mid));
    // A message whose copies lie partly above the window cannot be judged by it.
    const inWindow = expected.filter(({ mids }) => mids.every((mid) => mid >= lowestMid && mid <= upToMid));
    const found = inWindow.map(({ messageId, mids }) => {
      // The page itself may have brought a copy under another number, so the numbers are read again.
      const numbers = this.numbersOf(messageId);
      if (numbers.some((mid) => present.has(mid))) return { messageId, verdict: 'present' } as const;
      // One that came meanwhile by another way is younger than the page, which can say nothing about it.
      const isAskedFor = numbers.every((mid) => mids.includes(mid));
      return { messageId, verdict: isAskedFor ? 'missing' : 'unknown' } as const;
    });
    const idsOf = (verdict: 'missing' | 'present'): readonly MessageId[] =>
      found.filter((one) => one.verdict === verdict).map(({ messageId }) => messageId);
    this.compared.emit({ missing: idsOf('missing'), present: idsOf('present'), emptyProof });
  }

  private numbersOf(messageId: MessageId): readonly ServerMid[] {
    const { messages, copies } = this.environment.store;
    const mid = messages.byId(messageId)?.mid ?? null;
    return [...(mid === null ? [] : [mid]), ...copies.ofMessage(messageId)];
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

const highestOf = (mids: readonly bigint[]): bigint =>
  mids.reduce((highest, mid) => (mid > highest ? mid : highest), 0n);

/** A message that is too long even alone stands in its place without what it says. */
const withoutContent = (event: DomainEvent): DomainEvent =>
  event.kind === 'messageReceived'
    ? { ...event, content: { kind: 'unsupported', text: '' }, mentions: [], burnTerms: null }
    : event;
