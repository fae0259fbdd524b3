import { ChangeSet } from '../domain/change-set';
import { conversationIdOf, type ConversationAddress } from '../domain/conversation';
import { isNode, toNodeId, type ConversationId, type NodeId } from '../domain/ids';
import { refuseWriting, type Relation } from '../domain/person';
import { admit, mostChats, mostEntries } from '../domain/list-limits';
import type { Pacer } from '../platform/pacer';
import type { Random } from '../platform/random';
import type { TimClient } from '../session/tim-client';
import type { AccountStore, StoreWriter } from '../storage/account-store';
import { ensureChat } from './ensure-chat';
import { OwnCard } from './own-card';
import { PeopleCards } from './people-cards';
import { RoomDirectory } from './room-directory';
import { noteLeftOut } from '../sync/left-out';

/** What the directory uses and whom it tells. */
export interface DirectoryEnvironment {
  readonly store: AccountStore;
  readonly client: TimClient;
  readonly pacer: Pacer;
  readonly self: () => NodeId;
  readonly random: Random;
  /** The server's clock, wall clock ms, as far as it is known, and never ahead of this computer's. */
  readonly beginningMs: () => number;
  /** Wall clock. */
  readonly nowMs: () => number;
  readonly changed: (changes: ChangeSet) => void;
}

// A commit of so many new people and their chats is over before a window misses a frame.
const friendsPerCommit = 200;

/** Who and what there is: friends, rooms and their names, as the server confirms them. */
export class Directory {
  private isRosterSilent = false;
  private readonly confirmed = new Set<ConversationId>();

  /** What this account tells about itself. */
  readonly ownCard: OwnCard;
  /** What others do. */
  readonly cards: PeopleCards;
  readonly rooms: RoomDirectory;

  constructor(private readonly environment: DirectoryEnvironment) {
    this.ownCard = new OwnCard(environment);
    this.cards = new PeopleCards(environment);
    this.rooms = new RoomDirectory({ ...environment, learnNames: (nodes) => this.learnNames(nodes) });
  }

  /** Asks for everything; after every sign-in. Questions whose answers are apart do not wait for each other. */
  async refresh(): Promise<void> {
    this.cards.connected();
    this.confirmed.clear();
    this.rooms.connected();
    await Promise.all([
      this.publishOwnName(),
      this.refreshPeople(),
      this.rooms.refreshAll(),
      this.rooms.refreshBlocked(),
    ]);
  }

  /** Whether a list that was asked for was left unanswered; who has no friends or rooms is never told. */
  isUnanswered(list: 'roster' | 'rooms'): boolean {
    return list === 'roster' ? this.isRosterSilent : this.rooms.isUnanswered;
  }

  /** Whether the server has said on this connection that we are friends with somebody, or in a room. */
  isConfirmed(address: ConversationAddress): boolean {
    if (address.kind === 'room') return this.rooms.isConfirmed(address.node);
    return this.confirmed.has(conversationIdOf(address));
  }

  /** Asks the roster, see `askRoster`, and for names that are missing in it. */
  async refreshRoster(): Promise<void> {
    await this.learnNames(await this.askRoster());
  }

  /** Friends, then whom this account blocks: somebody who is said to be both can be judged only in this order. */
  private async refreshPeople(): Promise<void> {
    const friends = await this.askRoster();
    await Promise.all([this.learnNames(friends), this.refreshBlocked()]);
  }

  /**
   * Asks the roster; answers the friends that it names. An empty answer is silence and could be a lost one, so silence removes
   * nobody, unless the server is silent twice and it is what is to be expected: every friend is said to have ended the friendship,
   * or the server has refused what was meant for somebody.
   */
  private async askRoster(): Promise<readonly NodeId[]> {
    const { store, client, pacer } = this.environment;
    if (!(await pacer.turn())) return [];
    // What is said while the answer is on its way is not about this answer.
    const doubted = store.people.doubted();
    let answer = await client.people.roster();
    if (answer.kind === 'unanswered' && this.lostBySilence().length > 0) {
      if (!(await pacer.turn())) return [];
      answer = await client.people.roster();
      if (answer.kind === 'unanswered') this.loseBySilence();
    }
    this.isRosterSilent = answer.kind === 'unanswered';
    if (answer.kind !== 'ok' || answer.value.length === 0) return [];
    const known = store.people.contacts();
    const listed = new Set<string>(answer.value);
    const asked = new Set(known.filter(({ relation }) => relation !== 'friend').map(({ node }) => node));
    const isFirst = store.profile.get('friendsKnown') === null;
    // Whoever was asked, or asks, is somebody whom the user waits for.
    const friends = admit(this.othersAmong(answer.value), {
      most: mostEntries.friends,
      mostNew: mostChats - store.conversations.count(),
      known: () => new Set(known.map(({ node }) => node)),
    });
    this.commit((write, changes) => {
      noteLeftOut(write, { list: 'friends', count: friends.leftOutCount }, changes);
      for (const { node, relation } of known) {
        if (relation !== 'friend' || friends.admitted.has(node)) continue;
        // Of a friend for whom there is no room nothing is known any more.
        this.lose(write, { node, relation: listed.has(node) ? 'none' : 'stranger' }, changes);
      }
      for (const node of doubted.keys()) {
        if (!listed.has(node)) this.lose(write, { node, relation: 'stranger' }, changes);
        write.people.trust(node);
      }
    });
    const before = new Set(known.filter(({ relation }) => relation === 'friend').map(({ node }) => node));
    for (const node of before) {
      if (friends.admitted.has(node)) this.confirmed.add(conversationIdOf({ kind: 'user', node }));
    }
    const added = [...friends.admitted].filter((node) => !before.has(node));
    for (let start = 0; start < added.length; start += friendsPerCommit) {
      if (start > 0 && !(await pacer.turn())) return [];
      this.commit((write, changes) => {
        for (const node of added.slice(start, start + friendsPerCommit)) {
          // Of the first list only those who were waited for are new; the others were friends before.
          this.befriend(write, { node, isNew: !isFirst || asked.has(node) }, changes);
        }
      });
    }
    if (isFirst) this.commit((write) => write.profile.set('friendsKnown', '1'));
    this.cards.reconsider(added);
    return [...friends.admitted];
  }

  /**
   * Asks whom this account blocks: another device may have changed it, and the server tells nobody. An empty list is silence,
   * which changes nothing: lifting a block that is none is answered with “there is none”.
   */
  async refreshBlocked(): Promise<void> {
    const { store, client, pacer } = this.environment;
    if (!(await pacer.turn())) return;
    const answer = await client.people.blocked();
    if (answer.kind !== 'ok' || answer.value.length === 0) return;
    const known = new Set(store.people.blocked());
    const listed = this.othersAmong(answer.value);
    const rule = { most: mostEntries.blocked, mostNew: mostEntries.blocked, known: () => known };
    const { admitted, leftOutCount } = admit(listed, rule);
    const added = [...admitted].filter((node) => !known.has(node));
    const friends = added.filter((node) => this.isConfirmed({ kind: 'user', node }));
    this.commit((write, changes) => {
      noteLeftOut(write, { list: 'blocked', count: leftOutCount }, changes);
      for (const node of known) {
        if (!admitted.has(node)) this.stand(write, { node, relation: 'stranger' }, changes);
      }
      for (const node of added) {
        if (!friends.includes(node)) this.stand(write, { node, relation: 'blocked' }, changes);
      }
    });
    await this.blockFormerFriends(friends);
    await this.learnNames(added);
  }

  /**
   * Those who stand in the list of blocked people and were said to be friends before. Blocking takes somebody out of the roster, so
   * that who is in it still, or again, was added after the block, on a device that did not know of it: the server lets them through,
   * and leaves its other list as it is. So the roster decides, asked anew.
   */
  private async blockFormerFriends(nodes: readonly NodeId[]): Promise<void> {
    if (nodes.length === 0) return;
    const roster = await this.rosterAnew();
    if (roster === null) return;
    this.commit((write, changes) => {
      for (const node of nodes) {
        const isFriend = write.people.byNode(node)?.relation === 'friend';
        if (isFriend && !roster.has(node)) this.stand(write, { node, relation: 'blocked' }, changes);
      }
    });
  }

  /** Whom the roster names now; nobody after two silences, of which one could be a lost answer; null when it was not told. */
  private async rosterAnew(): Promise<ReadonlySet<string> | null> {
    const { client, pacer } = this.environment;
    for (let asked = 0; asked < 2; asked += 1) {
      if (!(await pacer.turn())) return null;
      const answer = await client.people.roster();
      if (answer.kind === 'ok') return new Set(answer.value);
      if (answer.kind !== 'unanswered') return null;
    }
    return new Set();
  }

  /** Somebody is no friend, as the server has said; inside the caller's transaction. */
  private stand(
    write: StoreWriter,
    {
      node,
      relation,
    }: { readonly node: NodeId; readonly relation: Extract<Relation, 'stranger' | 'blocked'> },
    changes: ChangeSet,
  ): void {
    this.confirmed.delete(conversationIdOf({ kind: 'user', node }));
    if (write.people.setRelation(node, relation, '')) changes.addContact(node);
  }

  /**
   * Notes a friendship that the server has confirmed or that this device has just agreed to; inside the caller's transaction.
   * `isNew`: it begins now, and its chat stands on top. What they wrote with their request stays.
   */
  befriend(
    write: StoreWriter,
    { node, isNew }: { readonly node: NodeId; readonly isNew: boolean },
    changes: ChangeSet,
  ): void {
    this.confirmed.add(conversationIdOf({ kind: 'user', node }));
    // What was said before is about the friendship before.
    write.people.trust(node);
    const greeting = write.people.byNode(node)?.greeting ?? '';
    if (write.people.setRelation(node, 'friend', greeting)) changes.addContact(node);
    const beganAtMs = isNew ? this.environment.beginningMs() : null;
    ensureChat(write, { address: { kind: 'user', node }, beganAtMs }, changes);
  }

  /** Asks for the names of people of whom nothing is known; see `PeopleCards.learn`. */
  learnNames(nodes: readonly NodeId[]): Promise<boolean> {
    return this.cards.learn(nodes);
  }

  /**
   * Who is lost when the server has nobody to name: all friends if nobody would be left in the roster should all that was said be
   * true, and in any case those for whom the server refused something.
   */
  private lostBySilence(): readonly NodeId[] {
    const { people } = this.environment.store;
    const doubted = people.doubted();
    if (doubted.size === 0) return [];
    const friends = people.friends();
    if (friends.length > 0 && friends.every(({ node }) => doubted.has(node))) return [...doubted.keys()];
    return [...doubted].flatMap(([node, doubt]) => (doubt === 'refused' ? [node] : []));
  }

  private loseBySilence(): void {
    const lost = this.lostBySilence();
    this.commit((write, changes) => {
      for (const node of lost) {
        this.lose(write, { node, relation: 'stranger' }, changes);
        write.people.trust(node);
      }
    });
  }

  /**
   * Somebody is a friend no longer, or never was one; whoever has asked since asks now. Those of whom more is known stay what they
   * are. Inside the caller's transaction.
   */
  private lose(
    write: StoreWriter,
    { node, relation }: { readonly node: NodeId; readonly relation: 'none' | 'stranger' },
    changes: ChangeSet,
  ): void {
    this.confirmed.delete(conversationIdOf({ kind: 'user', node }));
    if (refuseWriting(write.people.byNode(node)?.relation ?? 'none') !== null) return;
    const greeting = write.people.askedAgain(node);
    write.people.setRelation(node, greeting === null ? relation : 'incoming', greeting ?? '');
    changes.addContact(node);
  }

  /** Those of a list who can be somebody else. */
  private othersAmong(listed: readonly string[]): ReadonlySet<NodeId> {
    const self = this.environment.self();
    return new Set(
      listed
        .filter(isNode)
        .map(toNodeId)
        .filter((node) => node !== self),
    );
  }

  /** tim shows only the node until an account has told its name. A name told on another device stays. */
  private async publishOwnName(): Promise<void> {
    const { store, self } = this.environment;
    if (!(await this.cards.renew([self()]))) return;
    const name = store.profile.get('name') ?? '';
    if (name === '' || (store.people.byNode(self())?.name ?? '') !== '') return;
    await this.ownCard.change({ name, nickName: name });
  }

  private commit(work: (write: StoreWriter, changes: ChangeSet) => void): void {
    const changes = new ChangeSet();
    // What a power cut takes away the server tells again: thousands of people do not wait for the disk one commit after the other.
    this.environment.store.transaction((write) => work(write, changes), 'later');
    if (!changes.isEmpty) this.environment.changed(changes);
  }
}
