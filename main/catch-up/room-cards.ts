import { ChangeSet } from '../domain/change-set';
import { conversationIdOf } from '../domain/conversation';
import type { NodeId } from '../domain/ids';
import { mostEntries } from '../domain/list-limits';
import type { Pacer } from '../platform/pacer';
import type { TimRoomBean } from '../protocol/packets';
import { mergeRoomCard, toRoomCard } from '../protocol/room-card';
import { pictureOf } from '../protocol/user-card';
import type { Answer } from '../session/client/answer';
import type { TimClient } from '../session/tim-client';
import type { AccountStore, StoreWriter } from '../storage/account-store';
import { learnCard } from '../sync/room-learning';

/** What asking for cards of rooms uses, and whom it tells. */
export interface RoomCardsEnvironment {
  readonly store: AccountStore;
  readonly client: TimClient;
  readonly pacer: Pacer;
  readonly self: () => NodeId;
  /** The server's clock, wall clock ms, as far as it is known, and never ahead of this computer's. */
  readonly beginningMs: () => number;
  readonly changed: (changes: ChangeSet) => void;
  /** Asks for names of people. */
  readonly learnNames: (nodes: readonly NodeId[]) => Promise<unknown>;
}

/**
 * What came of a look at one room. `unknown`: the server answers, and knows no such room. `unanswered`: it said nothing of it,
 * twice, from which nothing follows.
 */
export type RoomFinding = 'told' | 'unknown' | 'unanswered' | 'disconnected';

// One answer carries all cards that were asked for; 50 keep it small.
const cardsPerRequest = 50;

/**
 * What rooms tell about themselves, and the one writer of it. Changes go one after the other, each is made of the card that the
 * server has at that moment, and nothing is sent but what changes: what another client or a newer version has put there stays.
 */
export class RoomCards {
  private last: Promise<unknown> = Promise.resolve();
  /** Rooms that may tell something else about themselves by now. */
  private readonly doubted = new Set<NodeId>();

  constructor(private readonly environment: RoomCardsEnvironment) {}

  /** A room's card may be another one by now: it is asked for with the next list. */
  doubt(node: NodeId): void {
    if (this.doubted.size < mostEntries.rooms) this.doubted.add(node);
  }

  /** Whose card may be another one, for the last time: whoever takes them asks for them. */
  takeDoubted(): readonly NodeId[] {
    const doubted = [...this.doubted];
    this.doubted.clear();
    return doubted;
  }

  /**
   * Asks what rooms tell about themselves, keeps it, and answers the cards as they came; rooms that the server does not describe
   * are missing. Unanswered: tim says nothing where it knows none of them. Disconnected: the account may have ended, too.
   */
  async learn(nodes: readonly NodeId[]): Promise<Answer<ReadonlyMap<NodeId, TimRoomBean>>> {
    const { client, pacer, store, learnNames } = this.environment;
    const found = new Map<NodeId, TimRoomBean>();
    let isAnswered = nodes.length === 0;
    for (let start = 0; start < nodes.length; start += cardsPerRequest) {
      const some = nodes.slice(start, start + cardsPerRequest);
      if (!(await pacer.turn())) return { kind: 'disconnected' };
      const answer = await client.cards.rooms(some);
      if (answer.kind === 'disconnected') return answer;
      if (answer.kind !== 'ok') continue;
      isAnswered = true;
      this.commit((write, changes) => {
        for (const node of some) {
          const bean = Object.hasOwn(answer.value, node) ? answer.value[node] : undefined;
          if (bean === undefined) continue;
          found.set(node, bean);
          this.keep(write, { node, bean }, changes);
        }
      });
    }
    const founders = [...found.values()].flatMap((bean) => toRoomCard(bean).founder ?? []);
    const unnamed = founders.filter((node) => (store.people.byNode(node)?.name ?? '') === '');
    if (unnamed.length > 0) await learnNames(unnamed);
    if (pacer.isOver) return { kind: 'disconnected' };
    return isAnswered ? { kind: 'ok', value: found } : { kind: 'unanswered' };
  }

  /**
   * Asks for one room at which somebody looks. Silence can be a lost answer as well as no such room, so the second question names
   * `witness`, too: a room of which the server has told. Without one, silence stays silence.
   */
  async look(node: NodeId, witness: NodeId | null): Promise<RoomFinding> {
    for (const named of [[node], [node, ...(witness === null ? [] : [witness])]]) {
      const answer = await this.learn(named);
      if (answer.kind === 'disconnected') return 'disconnected';
      if (answer.kind === 'ok') return answer.value.has(node) ? 'told' : 'unknown';
    }
    return 'unanswered';
  }

  /** Changes fields, and keys of maps; what `change` leaves out stays. Afterwards what the server has is known here. */
  change(node: NodeId, change: (current: TimRoomBean) => TimRoomBean): Promise<Answer<null>> {
    const changed = this.last.then(() => this.write(node, change));
    // Whoever asked hears of a failure; the next change does not.
    this.last = changed.catch(() => undefined);
    return changed;
  }

  private async write(node: NodeId, change: (current: TimRoomBean) => TimRoomBean): Promise<Answer<null>> {
    const read = await this.learn([node]);
    if (read.kind !== 'ok') return read;
    const current = read.value.get(node);
    if (current === undefined) return { kind: 'refused', code: 4109 };
    const { client } = this.environment;
    const answer = await client.cards.changeRoom(node, mergeRoomCard(current, change(current)));
    if (answer.kind === 'ok') await this.learn([node]);
    return answer;
  }

  private keep(
    write: StoreWriter,
    { node, bean }: { readonly node: NodeId; readonly bean: TimRoomBean },
    changes: ChangeSet,
  ): void {
    const card = toRoomCard(bean);
    const { self, beginningMs } = this.environment;
    learnCard(write, { node, card, self: self(), atMs: beginningMs() }, changes);
    const conversationId = conversationIdOf({ kind: 'room', node });
    if (write.pictures.set(conversationId, pictureOf(bean)?.bytes ?? null))
      changes.addPicture(conversationId);
    if (card.name !== '' && write.conversations.setTitle(conversationId, card.name))
      changes.addConversation(conversationId);
  }

  /** What a power cut takes away the server tells again, so nobody waits for the disk. */
  private commit(work: (write: StoreWriter, changes: ChangeSet) => void): void {
    const changes = new ChangeSet();
    this.environment.store.transaction((write) => work(write, changes), 'later');
    if (!changes.isEmpty) this.environment.changed(changes);
  }
}
