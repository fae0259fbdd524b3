import { ChangeSet } from '../domain/change-set';
import { conversationIdOf } from '../domain/conversation';
import type { RoomsHinted } from '../domain/domain-event';
import { isNode, toNodeId, type ConversationId, type NodeId } from '../domain/ids';
import { admit, mostChats, mostEntries } from '../domain/list-limits';
import type { Room, RoomCard, RoomStanding } from '../domain/room';
import type { StoreWriter } from '../storage/account-store';
import { noteLeftOut } from '../sync/left-out';
import { learnCard, learnStanding } from '../sync/room-learning';
import { ensureChat } from './ensure-chat';
import { RoomCards, type RoomCardsEnvironment, type RoomFinding } from './room-cards';
import { RoomNewsBook } from './room-news';

const isIn = (standing: RoomStanding): boolean => standing === 'member' || standing === 'invited';

/**
 * Which rooms there are for this account, and what they tell about themselves, as the server confirms it. Business messages only
 * explain what the server's list shows: who is in it by a friend's or the user's own doing is a member, who was put into it by
 * anybody else is invited.
 */
export class RoomDirectory {
  private isSilent = false;
  /** Cards were asked for, and none of them came. */
  private areCardsSilent = false;
  private readonly confirmed = new Set<NodeId>();
  private readonly news = new RoomNewsBook();
  private askings = 0;
  /** Rooms that this device has entered or left, and how often the list had been asked for by then: older answers do not know. */
  private readonly moved = new Map<NodeId, number>();

  /** What rooms tell about themselves. */
  readonly cards: RoomCards;

  constructor(private readonly environment: RoomCardsEnvironment) {
    this.cards = new RoomCards(environment);
  }

  /** A connection begins: nothing is confirmed yet. */
  connected(): void {
    this.confirmed.clear();
  }

  /** Whether the list, or a card with it, was asked for and left unanswered; who is in no room is never told. */
  get isUnanswered(): boolean {
    return this.isSilent || this.areCardsSilent;
  }

  /** Whether the server has said on this connection that this account is in a room. */
  isConfirmed(node: NodeId): boolean {
    return this.confirmed.has(node);
  }

  /** Somebody said something about this account and a room: the next list tells. */
  hear(hint: Omit<RoomsHinted, 'kind'>): void {
    this.news.note(hint, this.askings);
  }

  /** Notes a room that this account has made; runs its own transaction. Answers its chat. */
  found(node: NodeId, card: RoomCard): ConversationId {
    this.moved.set(node, this.askings);
    this.confirmed.add(node);
    const { self, beginningMs } = this.environment;
    const address = { kind: 'room', node } as const;
    const conversationId = conversationIdOf(address);
    this.commit((write, changes) => {
      ensureChat(write, { address, beganAtMs: beginningMs() }, changes);
      this.setStanding(write, { node, standing: 'member' }, changes);
      write.conversations.setTitle(conversationId, card.name);
      learnCard(write, { node, card, self: self(), atMs: beginningMs() }, changes);
    });
    return conversationId;
  }

  /** Notes that this account has asked for a seat, with what it wrote; runs its own transaction. */
  applied(node: NodeId, text: string): void {
    this.commit((write, changes) => {
      this.setStanding(write, { node, standing: 'applied' }, changes);
      write.rooms.setApplicationText(node, text);
      changes.addRoom(node);
    });
  }

  /**
   * Notes how this account stands to a room that it is not in, by its own doing, and tells. What is said in the chat stays. Runs its
   * own transaction.
   */
  stand(node: NodeId, standing: Exclude<RoomStanding, 'member' | 'invited'>): void {
    this.moved.set(node, this.askings);
    this.confirmed.delete(node);
    this.commit((write, changes) => {
      this.setStanding(write, { node, standing }, changes);
      write.rooms.removeApplications(node);
      changes.addRoom(node);
      changes.addConversation(conversationIdOf({ kind: 'room', node }));
    });
  }

  /** The server does not count this account among the members of a room; runs its own transaction. */
  outside(node: NodeId): void {
    const room = this.environment.store.rooms.byNode(node);
    if (room === null || !isIn(room.standing)) return;
    this.commit((write, changes) => this.lose(write, room, changes));
  }

  /** Asks for the account's rooms and for the cards of all of them. */
  async refreshAll(): Promise<void> {
    if (!(await this.bring(null))) return;
    const known = this.environment.store.rooms.known().map(({ node }) => node);
    await this.cards.learn(known.filter((node) => this.isConfirmed(node)));
  }

  /**
   * Asks for the account's rooms, and for the cards of those that are new or doubted; answers those that it is a member of. Of too
   * many, `wanted` is one that is kept: the user asks to be in it. An empty list is silence, which changes nothing unless it is
   * what is to be expected: of every room it was said that the account was removed, and the server is silent twice.
   */
  async refresh(wanted: NodeId | null = null): Promise<readonly NodeId[]> {
    if (!(await this.bring(wanted))) return [];
    return this.environment.store.rooms
      .known()
      .flatMap(({ node, standing }) => (standing === 'member' && this.isConfirmed(node) ? [node] : []));
  }

  /** False when the connection, and perhaps the account with its database, went meanwhile: nothing may be read after that. */
  private async bring(wanted: NodeId | null): Promise<boolean> {
    const list = await this.ask();
    if (list === null) return false;
    const { listed, asking } = list;
    if (listed === null) this.noteNoRooms();
    const fresh = listed === null ? [] : this.take(listed, { asking, wanted });
    // Of a room in which no seat was asked for it says nothing.
    const rejected = this.news
      .before('rejected', asking)
      .filter(({ room }) => this.environment.store.rooms.standingOf(room) === 'applied');
    const asked = new Set([...fresh, ...this.cards.takeDoubted(), ...rejected.map(({ room }) => room)]);
    const cards = await this.cards.learn([...asked]);
    // The next connection asks for everything.
    if (cards.kind === 'disconnected') return false;
    this.areCardsSilent = cards.kind !== 'ok';
    this.settleFounded();
    // Who may have said no is not known yet.
    if (this.areCardsSilent) for (const node of asked) this.cards.doubt(node);
    else this.settleRejections(rejected);
    this.news.answered(asking, this.areCardsSilent ? 'rejected' : null);
    return true;
  }

  /** Asks for one room at which somebody looks. */
  look(node: NodeId): Promise<RoomFinding> {
    const witness = [...this.confirmed].find((one) => one !== node) ?? null;
    return this.cards.look(node, witness);
  }

  /** Asks which rooms this account blocks; silence changes nothing. */
  async refreshBlocked(): Promise<void> {
    const { store, client, pacer } = this.environment;
    if (!(await pacer.turn())) return;
    const answer = await client.rooms.blocked();
    if (answer.kind !== 'ok' || answer.value.length === 0) return;
    const known = store.rooms.known().filter(({ standing }) => standing === 'blocked');
    const before = new Set(known.map(({ node }) => node));
    const listed = new Set(answer.value.filter(isNode).map(toNodeId));
    const rule = { most: mostEntries.blocked, mostNew: mostEntries.blocked, known: () => before };
    const { admitted } = admit(listed, rule);
    const added = [...admitted].filter((node) => !before.has(node) && !isIn(store.rooms.standingOf(node)));
    this.commitTold((write, changes) => {
      for (const node of before)
        if (!listed.has(node)) this.setStanding(write, { node, standing: 'none' }, changes);
      for (const node of added) this.setStanding(write, { node, standing: 'blocked' }, changes);
    });
    await this.cards.learn(added);
  }

  private setStanding(
    write: StoreWriter,
    { node, standing }: { readonly node: NodeId; readonly standing: RoomStanding },
    changes: ChangeSet,
  ): void {
    learnStanding(write, { node, standing, atMs: this.environment.beginningMs() }, changes);
  }

  /** The list as it came, null for silence that says nothing. Null when there is no connection. */
  private async ask(): Promise<{
    readonly listed: readonly string[] | null;
    readonly asking: number;
  } | null> {
    const { client, pacer } = this.environment;
    if (!(await pacer.turn())) return null;
    this.askings += 1;
    let asking = this.askings;
    let answer = await client.rooms.mine();
    let isEmpty = false;
    if (answer.kind === 'unanswered' && this.isSilenceExpected()) {
      if (!(await pacer.turn())) return null;
      this.askings += 1;
      asking = this.askings;
      answer = await client.rooms.mine();
      isEmpty = answer.kind === 'unanswered' && this.isSilenceExpected();
    }
    this.isSilent = answer.kind === 'unanswered' && !isEmpty;
    if (answer.kind === 'disconnected') return null;
    const named = answer.kind === 'ok' && answer.value.length > 0 ? answer.value : null;
    return { listed: isEmpty ? [] : named, asking };
  }

  /** An account that was made a moment ago is in no room: whatever comes later is somebody's doing. */
  private noteNoRooms(): void {
    const { store } = this.environment;
    if (store.profile.get('roomsKnown') !== 'registered') return;
    this.commit((write) => write.profile.set('roomsKnown', '1'));
  }

  /** Takes over a list of the server; answers the rooms in it that were not known. */
  private take(
    listed: readonly string[],
    { asking, wanted }: { readonly asking: number; readonly wanted: NodeId | null },
  ): readonly NodeId[] {
    const { store } = this.environment;
    const named = new Set(listed.filter(isNode).map(toNodeId));
    const before = store.rooms.known();
    const { admitted, leftOutCount } = admit(named, {
      most: mostEntries.rooms,
      mostNew: mostChats - store.conversations.count(),
      known: () => new Set([...(wanted === null ? [] : [wanted]), ...before.map(({ node }) => node)]),
    });
    const known = store.profile.get('roomsKnown');
    const isFirst = known === null;
    // Of all rooms at once: there may be thousands, and the list comes with every connection.
    const standings = new Map(before.map(({ node, standing }) => [node, standing]));
    const standingOf = (node: NodeId): RoomStanding => standings.get(node) ?? 'none';
    const inList = store.conversations.listedRooms();
    const hasChat = (node: NodeId): boolean => standingOf(node) === 'member' && inList.has(node);
    const fresh = [...admitted].filter((node) => !isIn(standingOf(node)));
    const hasMoved = (node: NodeId): boolean => (this.moved.get(node) ?? -1) >= asking;
    for (const node of admitted) if (!hasMoved(node)) this.confirmed.add(node);
    this.commitTold((write, changes) => {
      noteLeftOut(write, { list: 'rooms', count: leftOutCount }, changes);
      for (const node of admitted)
        if (!hasMoved(node) && (node === wanted || !hasChat(node))) {
          const isNewAccount = known === 'registered';
          this.takeIn(write, { node, standing: standingOf(node), isFirst, isNewAccount, wanted }, changes);
        }
      for (const room of before) {
        if (isIn(room.standing) && !named.has(room.node) && !hasMoved(room.node))
          this.lose(write, room, changes);
      }
      if (known !== '1') write.profile.set('roomsKnown', '1');
    });
    return fresh;
  }

  /** A room that is in the list; inside the caller's transaction. */
  private takeIn(
    write: StoreWriter,
    room: {
      readonly node: NodeId;
      /** As it was before the list came. */
      readonly standing: RoomStanding;
      readonly isFirst: boolean;
      /** It was made here, and no list of its rooms has come yet. */
      readonly isNewAccount: boolean;
      readonly wanted: NodeId | null;
    },
    changes: ChangeSet,
  ): void {
    const { node, standing, isFirst, isNewAccount } = room;
    const address = { kind: 'room', node } as const;
    const isWanted = node === room.wanted;
    if (standing === 'invited' && !isWanted) return;
    if (standing === 'member' && !isWanted) {
      ensureChat(write, { address, beganAtMs: null }, changes);
      return;
    }
    const by = this.news.byWhom('pulled', node);
    // Whoever signs in here for the first time is in rooms that the server lists without saying how they came to be in it: all that
    // can tell a stranger's room apart is the news that waited for somebody to sign in. Of a room that nobody says to have put a new
    // account into, the server itself has made it a member.
    const isGiven = (isFirst || isNewAccount) && by === null;
    if (isWanted || isGiven || standing === 'applied' || this.isTrusted(write, node)) {
      this.setStanding(write, { node, standing: 'member' }, changes);
      const wasThere = isFirst && !isWanted && standing !== 'applied';
      ensureChat(write, { address, beganAtMs: wasThere ? null : this.environment.beginningMs() }, changes);
    } else {
      this.setStanding(write, { node, standing: 'invited' }, changes);
    }
    write.rooms.setBroughtBy(node, by);
  }

  /** Whether this account is in a room by its own doing on another device, or by a friend's. */
  private isTrusted(write: StoreWriter, node: NodeId): boolean {
    if (this.news.has('admitted', node)) return true;
    const by = this.news.byWhom('pulled', node);
    return by !== null && write.people.byNode(by)?.relation === 'friend';
  }

  /** The account is not in it any more; inside the caller's transaction. */
  private lose(write: StoreWriter, { node, standing }: Room, changes: ChangeSet): void {
    this.confirmed.delete(node);
    this.setStanding(write, { node, standing: standing === 'member' ? 'out' : 'none' }, changes);
    write.rooms.removeApplications(node);
    changes.addRoom(node);
    changes.addConversation(conversationIdOf({ kind: 'room', node }));
  }

  /**
   * Nobody can put the account into a room that it has made: it did so on another device, or here, where the answer was lost or the
   * disk did not take it.
   */
  private settleFounded(): void {
    const { store, self, beginningMs } = this.environment;
    const founded = store.rooms
      .known()
      .filter(({ standing, founder }) => standing === 'invited' && founder === self());
    if (founded.length === 0) return;
    this.commitTold((write, changes) => {
      for (const { node, name } of founded) {
        const address = { kind: 'room', node } as const;
        this.setStanding(write, { node, standing: 'member' }, changes);
        ensureChat(write, { address, beganAtMs: beginningMs() }, changes);
        write.conversations.setTitle(conversationIdOf(address), name);
        write.rooms.setBroughtBy(node, null);
      }
    });
  }

  /** Only who the server says is founder or manager can have said no. */
  private settleRejections(
    rejections: readonly { readonly room: NodeId; readonly by: NodeId | null }[],
  ): void {
    if (rejections.length === 0) return;
    this.commit((write, changes) => {
      for (const { room, by } of rejections) {
        const known = write.rooms.byNode(room);
        if (known?.standing !== 'applied' || by === null) continue;
        if (known.founder !== by && !known.managers.includes(by)) continue;
        this.setStanding(write, { node: room, standing: 'declined' }, changes);
      }
    });
  }

  /** Whether no room would be left if all that was said is true. */
  private isSilenceExpected(): boolean {
    const rooms = this.environment.store.rooms.known().filter(({ standing }) => isIn(standing));
    return rooms.length > 0 && rooms.every(({ node }) => this.news.has('removed', node));
  }

  /** For lists and cards: what a power cut takes away the server tells again, so nobody waits for the disk. */
  private commitTold(work: (write: StoreWriter, changes: ChangeSet) => void): void {
    this.commit(work, 'later');
  }

  private commit(work: (write: StoreWriter, changes: ChangeSet) => void, durability?: 'later'): void {
    const changes = new ChangeSet();
    this.environment.store.transaction((write) => work(write, changes), durability);
    if (!changes.isEmpty) this.environment.changed(changes);
  }
}
