import { addressOf } from '../domain/conversation';
import { toServerMid, type ConversationId, type MessageId, type ServerMid } from '../domain/ids';
import type { Sighting } from '../outbox/outbox-link';
import type { Emitter } from '../platform/emitter';
import { FarPlaces, type Sought } from './far-places';
import type { HistoryEnvironment } from './history-environment';
import { HistoryPages, highestMid, type Page } from './history-pages';
import type { EmptyProof } from './history-reader';
import type { Finding, SecondLook } from './missing-messages';

/**
 * What the newest message of a chat on the server tells. `same`: nothing has come, and the newest was not taken back.
 * `changed`: something has, or nobody can say. `silent` and `refused` may both be meant for another question.
 */
export type Glance = 'same' | 'changed' | 'silent' | 'refused' | 'unknown';

// Who missed more in one chat than this has a gap above its oldest message.
const messagesPerCatchUp = 10_000;

/** A stretch of a chat, both ends included. */
export interface Stretch {
  readonly fromMid: bigint;
  readonly downToMid: bigint;
}

/**
 * Brings what is here of a chat up to the server's history, page by page. One pull at a time, because answers name no chat.
 */
export class History {
  /** Chats that have no gap since the present connection began: what comes now comes live. */
  private readonly reconciled = new Set<ConversationId>();

  /** Pages that wait for their comparison, one a chat. */
  private readonly comparisons = new Map<ConversationId, Stretch>();

  private readonly pages: HistoryPages;
  /** Places that are far above what is here. */
  readonly far: FarPlaces;

  constructor(private readonly environment: HistoryEnvironment) {
    this.pages = new HistoryPages(environment);
    this.far = new FarPlaces({ store: environment.store, pages: this.pages });
  }

  /** What a comparison of a page found. */
  get compared(): Emitter<Finding> {
    return this.pages.compared;
  }

  /** A connection begins: what the server has got since the newest message that is known was sent in an absence. */
  connected(): void {
    this.pages.connected();
  }

  /** Asks for the newest message of a chat alone. A chat that is `same` has no gap. */
  async glance(conversationId: ConversationId): Promise<Glance> {
    const { store, pacer } = this.environment;
    const address = addressOf(conversationId);
    if (address === null || !(await pacer.turn())) return 'unknown';
    // Noted before asking: what arrives meanwhile is in no answer yet.
    const [expected] = store.messages.expectedOnServer(conversationId, highestMid, 1);
    const answer = await this.pages.reader.newest(address);
    if (answer.kind !== 'newest') return answer.kind;
    if (!this.isNewest(conversationId, answer.mid, expected?.mids ?? [])) return 'changed';
    this.reconciled.add(conversationId);
    if (expected?.mids.includes(answer.mid) === true) {
      this.compared.emit({ missing: [], present: [expected.messageId], emptyProof: null });
    }
    return 'same';
  }

  /** Pulls the newest messages of a chat after an absence, in which the chat may have begun. */
  catchUp(conversationId: ConversationId): Promise<void> {
    this.pages.noteAbsence(conversationId);
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
    // Where numbers have no order, a page is all that can be compared.
    if (way === 'unordered') this.reconciled.add(conversationId);
    if (way === null || way === 'unordered' || !way.isProven) return;
    store.transaction((write) => write.conversations.markReconciled(conversationId, way.newestMid));
    this.reconciled.add(conversationId);
  }

  /** The server has nothing of a chat of which nothing is here: it was silent often enough beside other history that came. */
  noteEmpty(conversationId: ConversationId): void {
    this.pages.noteBeginning(conversationId);
    this.reconciled.add(conversationId);
  }

  /** Whether questions about the history of other chats, or at least about history, are answered just now; null when not. */
  async seekSign(conversationId: ConversationId): Promise<EmptyProof | null> {
    const address = addressOf(conversationId);
    if (address === null || !(await this.environment.pacer.turn())) return null;
    return this.pages.reader.sign({ ...address, fromMid: 0n });
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
    if (way === null || way === 'unordered') return this.whyUnclear(message.conversationId);
    // The first message to somebody has no other history that could prove anything; it must not wait for ever.
    return (messages.byId(messageId)?.mid ?? null) === null ? 'absent' : 'there';
  }

  /** The connection has ended: what it brought of chats that were compared before has no gap. */
  disconnected(): void {
    const { store } = this.environment;
    const reconciled = new Set(this.reconciled);
    // Even if the disk does not take it: the next connection has to compare anew.
    this.reconciled.clear();
    const grown = store.conversations.grown().filter(({ conversationId }) => reconciled.has(conversationId));
    if (grown.length === 0) return;
    store.transaction((write) => {
      for (const { conversationId, newestMid } of grown) {
        write.conversations.markReconciled(conversationId, newestMid);
      }
    });
  }

  /**
   * Pulls the page above the oldest known message; does nothing when the beginning is known. `unknown`: the server did not
   * say what is there; ask again.
   */
  async pullEarlier(conversationId: ConversationId): Promise<Sought> {
    const { conversations, messages } = this.environment.store;
    const conversation = conversations.byId(conversationId);
    if (conversation === null || conversation.isHistoryComplete) return 'done';
    const oldest = messages.oldestMid(conversationId);
    if (oldest === 1n) return 'done';
    const fromMid = oldest === null ? 0n : oldest - 1n;
    const page = await this.pages.pull(conversationId, { fromMid, mustKnow: true });
    return page === null ? 'unknown' : 'done';
  }

  /**
   * Pulls page below page until somebody has what they look for, or the beginning is known: the way to a place of a chat whose
   * numbers have no order. `unknown`: the server did not say what is there.
   */
  async pullDown(conversationId: ConversationId, isEnough: () => boolean): Promise<Sought> {
    const { messages } = this.environment.store;
    while (!isEnough()) {
      const before = messages.oldestPlace(conversationId);
      if ((await this.pullEarlier(conversationId)) === 'unknown') return 'unknown';
      if (messages.oldestPlace(conversationId) === before) break;
    }
    return 'done';
  }

  /** Whether the server no longer has a number; null when that could not be found out. */
  async isGone(conversationId: ConversationId, mid: ServerMid): Promise<boolean | null> {
    const address = addressOf(conversationId);
    if (address === null) return true;
    const isThere = await this.pages.reader.has(address, mid);
    return isThere === null ? null : !isThere;
  }

  /** Asks the server once more about messages of a chat that it did not have; what it does not say is in neither list. */
  async lookAgain(conversationId: ConversationId, messageIds: readonly MessageId[]): Promise<SecondLook> {
    const gone: MessageId[] = [];
    const there: MessageId[] = [];
    let open = messageIds
      .map((messageId) => ({ messageId, mids: this.pages.numbersOf(messageId) }))
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

  /**
   * Compares what is shown from the disk with the server: what was revoked long after it was sent disappears here. Once a
   * connection is enough, because what is revoked from then on is told.
   */
  async compare(conversationId: ConversationId, stretch: Stretch): Promise<void> {
    if (this.openIn(conversationId, stretch) === null) return;
    const isWaiting = this.comparisons.has(conversationId);
    // Fast scrolling asks for many pages; the last one is on the screen, and others must not wait for those before it.
    this.comparisons.set(conversationId, stretch);
    if (isWaiting) return;
    const isTurn = await this.environment.pacer.turn();
    const latest = this.comparisons.get(conversationId) ?? stretch;
    this.comparisons.delete(conversationId);
    const fromMid = this.openIn(conversationId, latest);
    if (isTurn && fromMid !== null) await this.pages.pull(conversationId, { fromMid, mustKnow: false });
  }

  /** Compares one page in its turn; null when the server did not say what is in it. */
  async comparePage(
    conversationId: ConversationId,
    { fromMid, most }: { readonly fromMid: bigint; readonly most: number },
  ): Promise<Page | null> {
    if (!(await this.environment.pacer.turn())) return null;
    return this.pages.pull(conversationId, { fromMid, mustKnow: false, most });
  }

  /** What was compared of a chat over the present connection may have changed since, without our hearing of it. */
  doubt(conversationId: ConversationId): void {
    this.pages.doubt(conversationId);
  }

  /** Whether nothing of a chat is missing that was said before this moment. */
  isReconciled(conversationId: ConversationId): boolean {
    return this.reconciled.has(conversationId);
  }

  /** Whether the newest page of a chat was compared with the server over the present connection. */
  isCompared(conversationId: ConversationId): boolean {
    return this.pages.highestOpen(conversationId, highestMid, highestMid) === null;
  }

  /** A chat of which the history did not say all: a room that was left, or somebody who is no friend any more. */
  private async whyUnclear(conversationId: ConversationId): Promise<Sighting> {
    const address = addressOf(conversationId);
    if (address === null) return 'unclear';
    if (await this.pages.reader.isForbidden(address)) return 'refused';
    if (address.kind === 'room' || this.environment.isConfirmed(address)) return 'unclear';
    // To a stranger the server says nothing, and will refuse what is sent again: it cannot be there twice.
    const answer = await this.pages.reader.read({ ...address, fromMid: 0n }, { mustKnow: true });
    return answer.kind === 'empty' ? 'absent' : 'unclear';
  }

  /**
   * Whether the newest number that the server has is the newest that is here, in a chat without a gap. What is above the mark
   * of the last comparison may have come live behind a gap.
   */
  private isNewest(conversationId: ConversationId, mid: bigint, expectedMids: readonly bigint[]): boolean {
    const { conversations, messages } = this.environment.store;
    if (conversations.hasRandomMids(conversationId)) return false;
    if (conversations.reconciledMid(conversationId) < mid) return false;
    // Deleted with the chat, on the server it goes on being the newest.
    if (expectedMids.length === 0 && mid <= this.environment.store.care.clearedPlace(conversationId))
      return true;
    if (expectedMids.includes(mid)) return true;
    // Everything above it was taken back, and it itself as well, but the server does not know that yet.
    const number = toServerMid(mid);
    const isKnown = number !== null && messages.byMid(conversationId, number) !== null;
    return isKnown && expectedMids.every((expected) => expected < mid);
  }

  /** The highest number of a stretch that was not compared yet; null when all were. Without an order, one question is all. */
  private openIn(conversationId: ConversationId, { fromMid, downToMid }: Stretch): bigint | null {
    const isUnordered = this.environment.store.conversations.hasRandomMids(conversationId);
    return this.pages.highestOpen(conversationId, isUnordered ? fromMid : downToMid, fromMid);
  }

  /**
   * Pulls page below page from the newest down to `floorMid`, and answers the newest number, 0 for an empty chat. Null when
   * the server did not say it all; not proven when refusals are all that it said.
   */
  private async pullDownTo(
    conversationId: ConversationId,
    { floorMid, mustKnow }: { readonly floorMid: bigint; readonly mustKnow: boolean },
  ): Promise<{ readonly newestMid: bigint; readonly isProven: boolean } | 'unordered' | null> {
    let fromMid = 0n;
    let newestMid: bigint | null = null;
    let isProven = true;
    for (let count = 0; count < messagesPerCatchUp;) {
      if (!(await this.environment.pacer.turn())) return null;
      const page = await this.pages.pull(conversationId, { fromMid, mustKnow: mustKnow || fromMid > 0n });
      if (page === null) return null;
      if (page.lowestMid === null) return 'unordered';
      newestMid ??= page.packets[0]?.mid ?? 0n;
      isProven &&= page.emptyProof !== 'refusal';
      if (page.lowestMid <= floorMid || floorMid === 0n) break;
      fromMid = page.lowestMid - 1n;
      count += page.packets.length;
    }
    return newestMid === null ? null : { newestMid, isProven };
  }

  /** A page from a number on; where silence leaves it open, whether the chat has anything at all. */
  private async pullFrom(conversationId: ConversationId, fromMid: bigint): Promise<Page | null> {
    const page = await this.pages.pull(conversationId, { fromMid, mustKnow: true });
    if (page !== null) return page;
    const whole = await this.pages.pull(conversationId, { fromMid: 0n, mustKnow: true });
    return whole !== null && whole.emptyProof !== null ? whole : null;
  }

  /** Where a catch-up may end; 0 for a chat that is new here, which is filled in as the user scrolls. */
  private floorOf(conversationId: ConversationId): bigint {
    const { conversations, messages } = this.environment.store;
    const reconciledMid = conversations.reconciledMid(conversationId);
    return reconciledMid > 0n ? reconciledMid : (messages.oldestMid(conversationId) ?? 0n);
  }
}

const highestOf = (mids: readonly bigint[]): bigint =>
  mids.reduce((highest, mid) => (mid > highest ? mid : highest), 0n);
