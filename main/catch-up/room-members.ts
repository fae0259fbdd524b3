import { ChangeSet } from '../domain/change-set';
import { conversationIdOf } from '../domain/conversation';
import { isNode, toNodeId, type NodeId } from '../domain/ids';
import { mostMembers } from '../domain/list-limits';
import { learntFromLists, type MemberListName } from '../domain/member-list';
import { learntAbout, type LearntOfRoom, type RoomLineKind } from '../domain/room-line';
import type { Clock } from '../platform/clock';
import type { Pacer } from '../platform/pacer';
import { TimErrorCode } from '../protocol/packet-types';
import type { Answer } from '../session/client/answer';
import type { TimClient } from '../session/tim-client';
import type { MemberListKey } from '../storage/member-repository';
import type { AccountStore, StoreWriter } from '../storage/account-store';

/** What asking for lists of members uses, and whom it tells. */
export interface RoomMembersEnvironment {
  readonly store: AccountStore;
  readonly client: TimClient;
  readonly pacer: Pacer;
  readonly clock: Clock;
  readonly self: () => NodeId;
  /** The server's clock, wall clock ms, as far as it is known. */
  readonly serverNowMs: () => number;
  readonly changed: (changes: ChangeSet) => void;
  /** The server does not count this account among the members. */
  readonly isOut: (room: NodeId) => void;
}

/** A list that was asked for: known now, or why not. */
export type MembersAnswer = 'told' | Exclude<Answer<null>['kind'], 'ok'>;

/** A list that is no older than this is not asked for because somebody looks at its room, ms. */
const freshMs = 300_000;

/** Answers to those who are not in a room: malformed, no right, unknown (tim protocol, section 10). */
const notInside: ReadonlySet<number> = new Set([
  TimErrorCode.parameters,
  TimErrorCode.permissionDenied,
  TimErrorCode.account,
]);

/**
 * Who is in which room. Nobody tells who comes and goes, and a list of thousands is dear: a list is asked for when the user looks
 * at its room, when somebody speaks in it who is not in the list, and after this account has changed it; never for all rooms.
 */
export class RoomMembers {
  /** When a list was told last on this connection, in the time of `Clock.monotonicMs`. */
  private readonly toldAtMs = new Map<NodeId, number>();
  private readonly asking = new Map<string, Promise<MembersAnswer>>();
  /** Changes of this account to each room's lists: an answer that was asked for before one may not know it. */
  private readonly moves = new Map<NodeId, number>();

  constructor(private readonly environment: RoomMembersEnvironment) {}

  /** A connection begins: what was told before may be over. */
  connected(): void {
    this.toldAtMs.clear();
  }

  /** Somebody looks at a room: its list is asked for, unless it was told a short while ago. */
  async look(room: NodeId): Promise<void> {
    const toldAtMs = this.toldAtMs.get(room);
    const isFresh = toldAtMs !== undefined && this.environment.clock.monotonicMs() - toldAtMs < freshMs;
    if (!isFresh && this.environment.store.rooms.standingOf(room) === 'member') await this.refresh(room);
  }

  /** Somebody spoke in a room: true when they are not in the list that is known of it, which is no longer a fresh one then. */
  doubts(room: NodeId, author: NodeId): boolean {
    const { members } = this.environment.store;
    const key = keyOf(room, 'members');
    if (members.state(key) === null || members.has(key, author)) return false;
    return this.toldAtMs.delete(room);
  }

  /** Asks for one of a room's lists; whoever asks meanwhile gets the same answer. */
  refresh(room: NodeId, list: MemberListName = 'members'): Promise<MembersAnswer> {
    const name = `${list} ${room}`;
    const open = this.asking.get(name);
    if (open !== undefined) return open;
    const answer = this.ask(room, list).finally(() => this.asking.delete(name));
    this.asking.set(name, answer);
    return answer;
  }

  /** A room was made by this account, and nobody else is in it yet. */
  founded(room: NodeId): void {
    this.take(keyOf(room, 'members'), room, [this.environment.self()]);
  }

  /** The server has confirmed that this account brought people in, or put them out: what is known is brought up to that. */
  moved(
    room: NodeId,
    nodes: readonly NodeId[],
    kind: Extract<RoomLineKind, 'added' | 'admitted' | 'removed' | 'shutOut'>,
  ): void {
    this.noteMove(room);
    this.commit((write, changes) => {
      for (const node of nodes) {
        if (kind === 'added' || kind === 'admitted') write.members.add(keyOf(room, 'members'), node);
        else write.members.remove(keyOf(room, 'members'), node);
        if (kind === 'shutOut') write.members.add(keyOf(room, 'blocked'), node);
        else write.members.remove(keyOf(room, 'blocked'), node);
      }
      const learnt = learntAbout(kind, nodes);
      if (learnt !== null) this.addLine(write, room, learnt);
      if (kind === 'added') for (const node of nodes) write.rooms.removeApplication(room, node);
      changes.addMembers(room);
      changes.addRoom(room);
    });
  }

  /** The server has confirmed that a room keeps somebody out no longer. */
  unblocked(room: NodeId, node: NodeId): void {
    this.noteMove(room);
    this.commit((write, changes) => {
      if (write.members.remove(keyOf(room, 'blocked'), node)) changes.addMembers(room);
    });
  }

  private noteMove(room: NodeId): void {
    this.moves.set(room, (this.moves.get(room) ?? 0) + 1);
  }

  private async ask(room: NodeId, list: MemberListName): Promise<MembersAnswer> {
    const { client, pacer, clock, isOut, self } = this.environment;
    // Somebody looks at the room, or has done something about it: they do not wait for what is asked in the background.
    if (!(await pacer.promptTurn())) return 'disconnected';
    const moves = this.moves.get(room);
    const answer = await (list === 'members' ? client.rooms.members(room) : this.askWhoIsKeptOut(room));
    if (answer.kind === 'ok' && moves !== this.moves.get(room)) return this.ask(room, list);
    if (answer.kind === 'refused' && list === 'members' && notInside.has(answer.code)) isOut(room);
    if (answer.kind !== 'ok') return answer.kind;
    const told = answer.value;
    if (list === 'members' && told.length > 0 && !told.includes(self())) {
      isOut(room);
      return 'refused';
    }
    this.take(keyOf(room, list), room, told);
    if (list === 'members') this.toldAtMs.set(room, clock.monotonicMs());
    return 'told';
  }

  /**
   * When it is nobody the server says nothing, and so it does to whoever decides there no longer. So silence takes nobody from the
   * list, and must be heard twice where nobody is in it: lifting a block that is none is answered.
   */
  private async askWhoIsKeptOut(room: NodeId): Promise<Answer<readonly string[]>> {
    const { client, pacer, store } = this.environment;
    const answer = await client.rooms.blockedMembers(room);
    if (answer.kind !== 'unanswered') return answer;
    if ((store.members.countOf(keyOf(room, 'blocked')) ?? 0) > 0) return answer;
    if (!(await pacer.turn())) return { kind: 'disconnected' };
    const again = await client.rooms.blockedMembers(room);
    return again.kind === 'unanswered' ? { kind: 'ok', value: [] } : again;
  }

  private take(key: MemberListKey, room: NodeId, told: readonly string[]): void {
    const { store, self } = this.environment;
    const all = [...new Set(told.filter(isNode).map(toNodeId))];
    const kept = all.slice(0, mostMembers);
    const state = store.members.state(key);
    this.commit((write, changes) => {
      const lists = {
        before: state === null ? null : write.members.nodes(key),
        wasCut: (state?.leftOutCount ?? 0) > 0,
        after: new Set(all),
        self: self(),
      };
      // Whoever applied and is in it waits no more, whoever has let them in.
      if (key.list === 'members' && this.settleApplications(write, room, lists.after)) changes.addRoom(room);
      if (!write.members.replace(key, kept, all.length - kept.length)) return;
      changes.addMembers(room);
      changes.addRoom(room);
      if (key.list === 'members')
        for (const learnt of learntFromLists(lists)) this.addLine(write, room, learnt);
    });
  }

  private settleApplications(write: StoreWriter, room: NodeId, present: ReadonlySet<NodeId>): boolean {
    const admitted = write.rooms.applications(room).filter(({ node }) => present.has(node));
    for (const { node } of admitted) write.rooms.removeApplication(room, node);
    return admitted.length > 0;
  }

  private addLine(write: StoreWriter, room: NodeId, learnt: LearntOfRoom): void {
    const conversationId = conversationIdOf({ kind: 'room', node: room });
    write.roomLines.add(conversationId, learnt, this.environment.serverNowMs());
  }

  private commit(work: (write: StoreWriter, changes: ChangeSet) => void): void {
    const changes = new ChangeSet();
    this.environment.store.transaction((write) => work(write, changes));
    if (!changes.isEmpty) this.environment.changed(changes);
  }
}

const keyOf = (room: NodeId, list: MemberListName): MemberListKey => ({
  conversationId: conversationIdOf({ kind: 'room', node: room }),
  list,
});
