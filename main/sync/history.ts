import { addressOf, type ConversationAddress } from '../domain/conversation';
import type { MessageReceived } from '../domain/domain-event';
import type { ConversationId, MessageId, NodeId, ServerMid } from '../domain/ids';
import type { Pacer } from '../platform/pacer';
import { toDomainEvents } from '../protocol/mapper';
import type { TimMessage } from '../protocol/packets';
import type { Answer } from '../session/client/answer';
import type { HistoryQuery } from '../session/client/history';
import type { TimClient } from '../session/tim-client';
import type { AccountStore } from '../storage/account-store';
import type { ExpectedMessage } from '../storage/message-repository';
import type { InboundPipeline } from './inbound-pipeline';
import type { MissingMessages } from './missing-messages';

/** What history pulling uses. */
export interface HistoryEnvironment {
  readonly store: AccountStore;
  readonly client: TimClient;
  readonly pipeline: InboundPipeline;
  readonly missing: MissingMessages;
  readonly pacer: Pacer;
  readonly self: () => NodeId;
  /** Whether the server would tell us about this chat: to a stranger it says nothing. */
  readonly isConfirmed: (address: ConversationAddress) => boolean;
}

/** A page of the server's history. */
interface Page {
  readonly packets: readonly TimMessage[];
  /** Smallest number that the page covers, 0 when it reaches the beginning; null when its numbers have no order. */
  readonly lowestMid: bigint | null;
}

/** What a page should contain. */
interface Expectation {
  readonly expected: readonly ExpectedMessage[];
  /** Upper end of the window. */
  readonly upToMid: bigint;
  readonly address: ConversationAddress;
}

const pageSize = 50;
// Mids are positive int64.
const highestMid = 9_223_372_036_854_775_807n;
// Ten thousand messages: who missed more in one chat than this has a gap above its oldest message.
const pagesPerCatchUp = 200;

/**
 * Brings messages from the server's history into the database, and compares: what should be in a page and is not was
 * revoked or burned. One pull at a time, because answers name no chat.
 */
export class History {
  /** Chats that were compared over the present connection. */
  private readonly reconciled = new Set<ConversationId>();

  /** Pages that wait for their comparison, one a chat. */
  private readonly comparisons = new Map<ConversationId, bigint>();

  constructor(private readonly environment: HistoryEnvironment) {}

  /**
   * Pulls the newest messages of a chat, down to where it was compared the last time. What came live since then proves
   * nothing about what is below: after some revokes during an absence the offline queue brings nothing at all.
   */
  async pullNewest(conversationId: ConversationId): Promise<void> {
    const { store } = this.environment;
    const newestMid = await this.pullDownTo(conversationId, this.floorOf(conversationId));
    if (newestMid === null) return;
    store.transaction(() => store.conversations.markReconciled(conversationId, newestMid));
    this.reconciled.add(conversationId);
  }

  /**
   * Looks for an own message of which nobody knows whether the server has it: brings everything that the server can have
   * got since the message was written. What a longer absence has left out is not waited for.
   */
  async lookFor(messageId: MessageId): Promise<void> {
    const { messages } = this.environment.store;
    const message = messages.byId(messageId);
    if (message !== null) await this.pullDownTo(message.conversationId, messages.midBefore(message) ?? 0n);
  }

  /** The connection has ended: what it brought of chats that were compared before has no gap. */
  disconnected(): void {
    const { store } = this.environment;
    const reconciled = [...this.reconciled];
    // Even if the disk does not take it: the next connection has to compare anew.
    this.reconciled.clear();
    if (reconciled.length === 0) return;
    store.transaction(() => {
      for (const conversationId of reconciled) {
        store.conversations.markReconciled(conversationId, store.messages.newestMid(conversationId) ?? 0n);
      }
    });
  }

  /** Pulls the page above the oldest known message; does nothing when the beginning is known. */
  async pullEarlier(conversationId: ConversationId): Promise<void> {
    const { conversations, messages } = this.environment.store;
    const conversation = conversations.byId(conversationId);
    if (conversation === null || conversation.isHistoryComplete) return;
    const oldest = messages.oldestMid(conversationId);
    if (oldest === 1n) return;
    await this.pull(conversationId, oldest === null ? 0n : oldest - 1n);
  }

  /** Whether the server no longer has a number; null when it cannot be asked. A second silence means that there is nothing. */
  async isGone(conversationId: ConversationId, mid: ServerMid): Promise<boolean | null> {
    const address = addressOf(conversationId);
    if (address === null) return true;
    const query = { ...address, fromMid: mid, limit: 1 };
    const answer = await this.pullInsisting(query);
    return answer.kind === 'ok' ? !answer.value.some((packet) => packet.mid === mid) : null;
  }

  /** Compares a page that was known before with the server: what was revoked long after it was sent disappears here. */
  async compare(conversationId: ConversationId, fromMid: bigint): Promise<void> {
    const isWaiting = this.comparisons.has(conversationId);
    // Fast scrolling asks for many pages; the last one is on the screen, and the catch-up must not wait for the others.
    this.comparisons.set(conversationId, fromMid);
    if (isWaiting) return;
    await this.environment.pacer.turn();
    const latestMid = this.comparisons.get(conversationId) ?? fromMid;
    this.comparisons.delete(conversationId);
    await this.pull(conversationId, latestMid);
  }

  /** Whether the chat was compared with the server over the present connection. */
  isReconciled(conversationId: ConversationId): boolean {
    return this.reconciled.has(conversationId);
  }

  /**
   * Pulls page below page from the newest down to `floorMid`, and answers the newest number. Null when it did not come
   * so far: silence above a message that is known may be the end of all that is left, or a lost answer.
   */
  private async pullDownTo(conversationId: ConversationId, floorMid: bigint): Promise<bigint | null> {
    let fromMid = 0n;
    let newestMid = 0n;
    for (let count = 0; count < pagesPerCatchUp; count += 1) {
      await this.environment.pacer.turn();
      const page = await this.pull(conversationId, fromMid);
      const lowestMid = page?.lowestMid ?? null;
      const isSilent = page?.packets.length === 0;
      if (lowestMid === null || (isSilent && floorMid > 0n)) return null;
      if (count === 0) newestMid = page?.packets[0]?.mid ?? 0n;
      if (lowestMid <= floorMid || floorMid === 0n) break;
      fromMid = lowestMid - 1n;
    }
    return newestMid;
  }

  /** Where a catch-up may end; 0 for a chat that is new here, which is filled in as the user scrolls. */
  private floorOf(conversationId: ConversationId): bigint {
    const { conversations, messages } = this.environment.store;
    const reconciledMid = conversations.reconciledMid(conversationId);
    return reconciledMid > 0n ? reconciledMid : (messages.oldestMid(conversationId) ?? 0n);
  }

  private async pull(conversationId: ConversationId, fromMid: bigint): Promise<Page | null> {
    const { store, pipeline, self } = this.environment;
    const address = addressOf(conversationId);
    if (address === null || store.conversations.byId(conversationId) === null) return null;
    // Noted before asking: what arrives meanwhile is in no answer yet.
    const upToMid = fromMid === 0n ? highestMid : fromMid;
    const expected = store.messages.expectedOnServer(conversationId, upToMid, 10 * pageSize);
    const page = await this.ask(address, fromMid, expected.length > 0);
    if (page === null) return null;
    const oldestKnown = store.messages.oldestPlace(conversationId);
    const events = page.packets
      .flatMap((packet) => toDomainEvents(packet, { self: self(), source: 'history' }))
      // A late answer to an earlier question is about another chat.
      .flatMap((event) =>
        event.kind === 'messageReceived' && event.conversation.node === address.node ? [event] : [],
      )
      .map((event) => ({ ...event, isNews: this.isNews(event, conversationId, oldestKnown) }));
    pipeline.apply(events.reverse());
    // A short page reaches the beginning; silence does so only below a message or in a chat without any.
    const isBeginning = page.packets.length > 0 || fromMid > 0n || oldestKnown === null;
    if (page.lowestMid === 0n && isBeginning) {
      store.transaction(() => store.conversations.markHistoryComplete(conversationId));
    }
    this.compareWith(page, { expected, upToMid, address });
    return page;
  }

  /** Asks for a page; null when there is no answer that can be trusted. */
  private async ask(
    address: ConversationAddress,
    fromMid: bigint,
    isDoubtful: boolean,
  ): Promise<Page | null> {
    const query = { ...address, fromMid, limit: pageSize };
    const answer = isDoubtful
      ? await this.pullInsisting(query)
      : await this.environment.client.history.pull(query);
    if (answer.kind !== 'ok') return null;
    const mids = answer.value.flatMap(({ mid }) => (mid === undefined || mid <= 0n ? [] : [mid]));
    const isDescending = mids.every((mid, index) => index === 0 || mid < (mids[index - 1] ?? mid));
    // Numbers without an order (some stores draw them at random) span no window.
    if (!isDescending) return { packets: answer.value, lowestMid: null };
    return { packets: answer.value, lowestMid: mids.length < pageSize ? 0n : (mids.at(-1) ?? 0n) };
  }

  /** Silence means empty, but a lost answer is silence, too: where something was expected, ask once more. */
  private async pullInsisting(query: HistoryQuery): Promise<Answer<readonly TimMessage[]>> {
    const { history } = this.environment.client;
    const answer = await history.pull(query);
    return answer.kind === 'ok' && answer.value.length === 0 ? history.pull(query) : answer;
  }

  private compareWith(page: Page, { expected, upToMid, address }: Expectation): void {
    const { lowestMid } = page;
    if (lowestMid === null) return;
    const isSilent = page.packets.length === 0;
    // To a stranger the server says nothing about a chat that may well be there.
    if (isSilent && !this.environment.isConfirmed(address)) return;
    const present: ReadonlySet<bigint | undefined> = new Set(page.packets.map(({ mid }) => mid));
    // A message whose copies lie partly above the window cannot be judged by it.
    const inWindow = expected.filter(({ mids }) => mids.every((mid) => mid >= lowestMid && mid <= upToMid));
    const missing = inWindow
      .map(({ messageId }) => messageId)
      // The page itself may have brought a copy under another number, so the numbers are read again.
      .filter((messageId) => !this.numbersOf(messageId).some((mid) => present.has(mid)));
    this.environment.missing.found(missing, { compared: inWindow.length, isSilent });
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
    if (oldestKnown === null) return false;
    const isByTime = this.environment.store.conversations.hasRandomMids(conversationId);
    return (isByTime ? sentAtNs : mid) > oldestKnown;
  }
}
