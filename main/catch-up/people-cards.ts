import { ChangeSet } from '../domain/change-set';
import type { NodeId } from '../domain/ids';
import type { Pacer } from '../platform/pacer';
import type { TimUserBean } from '../protocol/packets';
import { cardSizeOf } from '../protocol/user-card';
import type { Cards } from '../session/client/cards';
import type { TimClient } from '../session/tim-client';
import type { AccountStore } from '../storage/account-store';
import { keepCard } from './kept-card';

/** What asking for cards uses and whom it tells. */
export interface PeopleCardsEnvironment {
  readonly store: AccountStore;
  readonly client: TimClient;
  readonly pacer: Pacer;
  readonly self: () => NodeId;
  /** Wall clock. */
  readonly nowMs: () => number;
  readonly changed: (changes: ChangeSet) => void;
}

/** What came of a question for one person. `unknown`: the server answers, and knows nobody of this id. */
export type CardFinding = 'told' | 'unknown' | 'unanswered' | 'disconnected';

/** Whether somebody waits for it: `prompt` comes before what is asked for in the background, at the same pace. */
export type Haste = 'prompt' | 'background';

const mostAskings = 3;
// One answer carries all cards that were asked for. Most have no picture, and 50 of those are small.
const mostCardsPerRequest = 50;
const leastCardsPerRequest = 5;
/** An answer of more bytes than this keeps a slow line busy for too long. */
const largestAnswerBytes = 512 * 1024;

// Whoever changes something says so to those who are there. For the others, and for other clients, a look once a day.
const freshForMs = 24 * 60 * 60 * 1_000;
/** Most friends that are looked after in this way on one connection. */
const mostStale = 200;
/** Anybody can name versions, and people to ask for: so many are remembered, those that were named first go. */
const mostRemembered = 50_000;
/** Whoever looks at somebody again sooner sees what is known. */
const lookAgainAfterMs = 30_000;

/**
 * What people tell about themselves: names, profiles, pictures. A card is asked for when nothing is known, when its owner says
 * that there is a newer one, when somebody looks at it, or when it is a day old; many at a time, one question after the other.
 */
export class PeopleCards {
  /** Who was asked for, and how often without an answer; tim says nothing to nobody known, and nothing when lost. */
  private readonly asked = new Map<NodeId, number>();
  /** Which version of a card was asked for last, so that who claims one that there is not is asked once. */
  private readonly askedVersions = new Map<NodeId, string>();
  private cardsPerRequest = mostCardsPerRequest;

  constructor(private readonly environment: PeopleCardsEnvironment) {}

  /** A new connection: whoever was asked for in vain is asked for again. */
  connected(): void {
    this.asked.clear();
    this.askedVersions.clear();
  }

  /** These stand otherwise to us now: those who were asked for in vain are asked for again. */
  reconsider(nodes: Iterable<NodeId>): void {
    for (const node of nodes) this.asked.delete(node);
  }

  /**
   * Asks for those of whom nothing, or nothing new, is known, a few times where no answer came. False when some are still not
   * answered, or the connection has gone, and perhaps the account with it.
   */
  learn(nodes: readonly NodeId[], haste: Haste = 'background'): Promise<boolean> {
    const { store, nowMs } = this.environment;
    const known = store.people.toldSince(nodes, nowMs() - freshForMs);
    return this.ask(
      nodes.filter((node) => !known.has(node)),
      haste,
    );
  }

  /** Asks for these, whatever is known of them. False as above. */
  renew(nodes: readonly NodeId[]): Promise<boolean> {
    this.reconsider(nodes);
    return this.ask(nodes, 'background');
  }

  /** Asks for the friends of whom nothing was heard for longest, as far as that is long ago, and no more than some. */
  async renewStale(): Promise<void> {
    const { store, nowMs } = this.environment;
    await this.renew(store.people.friendsToldBefore(nowMs() - freshForMs, mostStale));
  }

  /** Whether somebody who says to have this version of a card has to be asked for; true once for each version that was answered. */
  isNews(node: NodeId, version: string): boolean {
    if (version === '' || version === this.environment.store.people.cardOf(node)?.version) return false;
    if (this.askedVersions.get(node) === version) return false;
    remember(this.askedVersions, node, version);
    return true;
  }

  /**
   * Asks for one person at whom somebody looks, unless that was done a moment ago. Silence can be a lost answer as well as
   * nobody, so the second question names somebody who is there, too.
   */
  async look(node: NodeId): Promise<CardFinding> {
    const { store, nowMs, client, self } = this.environment;
    const elapsedMs = nowMs() - (store.people.cardOf(node)?.toldAtMs ?? 0);
    if (elapsedMs >= 0 && elapsedMs < lookAgainAfterMs) return 'told';
    let finding: CardFinding = 'unanswered';
    for (const named of [[node], [node, self()]]) {
      const answer = await client.cards.people(named);
      if (answer.kind === 'disconnected') return 'disconnected';
      if (answer.kind !== 'ok') continue;
      this.keep(named, answer.value);
      finding = answer.value[node] === undefined ? 'unknown' : 'told';
      break;
    }
    return finding;
  }

  private async ask(nodes: readonly NodeId[], haste: Haste): Promise<boolean> {
    const { client, pacer } = this.environment;
    const isOpen = (node: NodeId): boolean => (this.asked.get(node) ?? 0) < mostAskings;
    let open: readonly NodeId[] = [...new Set(nodes)].filter(isOpen);
    let isAnswered = true;
    while (open.length > 0) {
      if (!(await (haste === 'prompt' ? pacer.promptTurn() : pacer.turn()))) return false;
      // Until this turn others had theirs: nobody is asked for twice.
      const left = open.filter(isOpen);
      const some = left.slice(0, this.cardsPerRequest);
      open = left.slice(some.length);
      if (some.length === 0) break;
      // Before the answer: whoever asks meanwhile need not ask for the same.
      const askings = new Map(some.map((node) => [node, (this.asked.get(node) ?? 0) + 1]));
      for (const node of some) remember(this.asked, node, mostAskings);
      const answer = await client.cards.people(some);
      if (answer.kind !== 'ok') {
        isAnswered = false;
        for (const [node, times] of askings) this.asked.set(node, times);
        // Who says it once more is asked once more.
        for (const node of some) this.askedVersions.delete(node);
        this.fitTo(largestAnswerBytes * 2);
        continue;
      }
      this.keep(some, answer.value);
      this.fitTo(Object.values(answer.value).reduce((sum, card) => sum + cardSizeOf(card), 0));
    }
    return isAnswered;
  }

  /** Pictures are large, and nobody knows beforehand who has one. */
  private fitTo(answerBytes: number): void {
    const factor = answerBytes > largestAnswerBytes ? 0.5 : answerBytes * 4 < largestAnswerBytes ? 2 : 1;
    const fitting = Math.round(this.cardsPerRequest * factor);
    this.cardsPerRequest = Math.min(mostCardsPerRequest, Math.max(leastCardsPerRequest, fitting));
  }

  private keep(nodes: readonly NodeId[], cards: Cards<TimUserBean>): void {
    const changes = new ChangeSet();
    const toldAtMs = this.environment.nowMs();
    // What a power cut takes away is asked for again.
    this.environment.store.transaction((write) => {
      for (const node of nodes) {
        const card = cards[node];
        if (card !== undefined) keepCard(write, { node, card, toldAtMs }, changes);
      }
    }, 'later');
    if (!changes.isEmpty) this.environment.changed(changes);
  }
}

/** Whoever is named again stays in their place: nothing is forgotten sooner for it, and nothing later. */
function remember<T>(book: Map<NodeId, T>, node: NodeId, what: T): void {
  book.set(node, what);
  const [first] = book.keys();
  if (book.size > mostRemembered && first !== undefined) book.delete(first);
}
