import type { ChangeSet } from '../../domain/change-set';
import { conversationIdOf } from '../../domain/conversation';
import type { ConversationId, NodeId } from '../../domain/ids';
import { ownRole, type Room } from '../../domain/room';
import type { AccountNotice } from '../../ipc/messenger';
import type { Clock } from '../../platform/clock';
import type { Disposable } from '../../platform/disposable';
import type { AccountStore } from '../../storage/account-store';
import { GatheredNotices } from './gathered-notices';

/** What the notices are made of, and whom they tell. */
export interface RoomNoticesEnvironment {
  readonly store: Pick<AccountStore, 'rooms'>;
  readonly self: () => NodeId;
  /** Whether nothing of a chat is to be heard. */
  readonly isMuted: (conversationId: ConversationId) => boolean;
  readonly notify: (notice: AccountNotice) => void;
}

interface Applicant {
  readonly room: NodeId;
  readonly node: NodeId;
}

const conversationOf = (node: NodeId): ConversationId => conversationIdOf({ kind: 'room', node });
const nameOf = ({ name, node }: Room): string => (name === '' ? node : name);

/**
 * Tells the desktop who asks to be let into a room in which this account decides, unless it is muted, and what became of its own applications. Both are
 * read from what is stored, so that it does not matter whether a message, a list or a card of the server has told; what was there
 * when the account was opened is no news.
 */
export class RoomNotices implements Disposable {
  private readonly gathered: GatheredNotices<Applicant>;
  /** Whose applications are no news, for each room in which this account decides. */
  private readonly seen = new Map<NodeId, ReadonlySet<NodeId>>();
  /** Rooms in which this account has asked for a seat. */
  private readonly applied = new Set<NodeId>();
  private isTold = false;

  constructor(
    clock: Clock,
    private readonly environment: RoomNoticesEnvironment,
  ) {
    const { rooms } = environment.store;
    for (const { node, standing } of rooms.known()) if (standing === 'applied') this.applied.add(node);
    for (const node of rooms.applicationCounts().keys()) this.takeApplicants(node);
    this.gathered = new GatheredNotices<Applicant>(clock, {
      keyOf: ({ room, node }) => `${room} ${node}`,
      isOpen: ({ room, node }) =>
        this.decidesIn(room) &&
        this.applicantsOf(room).has(node) &&
        !environment.isMuted(conversationOf(room)),
      tell: (applicants) => this.tellApplicants(applicants),
    });
  }

  /** A committed transaction changed something. */
  changed({ rooms }: ChangeSet): void {
    for (const room of rooms) {
      this.lookAtOwn(room);
      this.gathered.add(this.takeApplicants(room).map((node) => ({ room, node })));
    }
    if (this.isTold && rooms.size > 0 && this.isNobodyWaiting()) {
      this.isTold = false;
      this.environment.notify({ kind: 'answered', what: 'roomApplication' });
    }
  }

  dispose(): void {
    this.gathered.dispose();
  }

  private lookAtOwn(node: NodeId): void {
    const room = this.environment.store.rooms.byNode(node);
    if (room?.standing === 'applied') {
      this.applied.add(node);
      return;
    }
    if (!this.applied.delete(node) || room === null) return;
    if (room.standing !== 'member' && room.standing !== 'declined') return;
    const isAdmitted = room.standing === 'member';
    const conversationId = conversationOf(node);
    this.environment.notify({ kind: 'roomAnswer', conversationId, name: nameOf(room), isAdmitted });
  }

  /** Those who apply to a room and were not seen until now; from now on they are. */
  private takeApplicants(room: NodeId): readonly NodeId[] {
    const before = this.seen.get(room) ?? new Set();
    const applicants = this.applicantsOf(room);
    // While others decide it is not for this account; whoever becomes a manager finds out what waits.
    if (applicants.size === 0 || !this.decidesIn(room)) this.seen.delete(room);
    else this.seen.set(room, applicants);
    return this.seen.has(room) ? [...applicants].filter((node) => !before.has(node)) : [];
  }

  private tellApplicants(applicants: readonly [Applicant, ...Applicant[]]): void {
    const [{ room: node }] = applicants;
    const room = this.environment.store.rooms.byNode(node);
    if (room === null) return;
    this.isTold = true;
    this.environment.notify({
      kind: 'roomApplication',
      conversationId: conversationOf(node),
      name: nameOf(room),
      count: applicants.length,
      roomCount: new Set(applicants.map((applicant) => applicant.room)).size,
    });
  }

  private isNobodyWaiting(): boolean {
    const rooms = [...this.environment.store.rooms.applicationCounts().keys()];
    return rooms.every((room) => !this.decidesIn(room));
  }

  private applicantsOf(room: NodeId): ReadonlySet<NodeId> {
    return new Set(this.environment.store.rooms.applications(room).map(({ node }) => node));
  }

  private decidesIn(node: NodeId): boolean {
    const room = this.environment.store.rooms.byNode(node);
    if (room === null) return false;
    const role = ownRole(room, this.environment.self());
    return role === 'founder' || role === 'manager';
  }
}
