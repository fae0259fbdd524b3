import type { ChangeSet } from '../domain/change-set';
import { conversationIdOf } from '../domain/conversation';
import type { NodeId } from '../domain/ids';
import type { Room, RoomCard, RoomStanding } from '../domain/room';
import { learntAbout, type LearntOfRoom, type RoomLineKind } from '../domain/room-line';
import type { StoreWriter } from '../storage/account-store';

/** A room, who asks, and when. */
export interface LearningOfRoom {
  readonly node: NodeId;
  readonly self: NodeId;
  /** Server's time, ms. */
  readonly atMs: number;
}

const about = (kind: RoomLineKind): LearntOfRoom => ({ kind, nodes: [], count: 0, text: null });

/** What is told when a room that the account was in is one no more. */
const partings: Partial<Readonly<Record<RoomStanding, RoomLineKind>>> = {
  out: 'selfOut',
  left: 'selfLeft',
  blocked: 'selfLeft',
  gone: 'ended',
};
/** Standings of a room that the account was in before. */
const wasIn: ReadonlySet<RoomStanding> = new Set(['out', 'left', 'gone', 'blocked']);

/**
 * Sets how the account stands to a room, and tells in its timeline when that ends or begins anew; who is in it is forgotten with
 * the end. What was said before it was known to be no room of the user's was never shown to anybody, and is erased. The one way to
 * set it. Inside the caller's transaction. True when it changed.
 */
export function learnStanding(
  write: StoreWriter,
  { node, standing, atMs }: { readonly node: NodeId; readonly standing: RoomStanding; readonly atMs: number },
  changes: ChangeSet,
): boolean {
  const before = write.rooms.standingOf(node);
  if (!write.rooms.setStanding(node, standing)) return false;
  changes.addRoom(node);
  const conversationId = conversationIdOf({ kind: 'room', node });
  const parting = before === 'member' ? partings[standing] : undefined;
  const kind = parting ?? (standing === 'member' && wasIn.has(before) ? 'selfIn' : null);
  if (standing !== 'member') {
    write.members.forget(conversationId);
    if (!write.conversations.isListed(conversationId)) {
      write.messages.forgetUnshown(conversationId);
      write.gaps.forget(conversationId);
    }
  }
  // Private messages go through rooms that the account is in.
  for (const chat of write.conversations.through(node)) changes.addConversation(chat);
  if (kind === null || write.conversations.byId(conversationId) === null) return true;
  write.roomLines.add(conversationId, about(kind), atMs);
  changes.addMembers(node);
  return true;
}

/**
 * Keeps what a room tells about itself, and tells in its timeline what is another thing than before. The first time says nothing.
 * Inside the caller's transaction. True when anything changed.
 */
export function learnCard(
  write: StoreWriter,
  { card, ...learning }: LearningOfRoom & { readonly card: RoomCard },
  changes: ChangeSet,
): boolean {
  const { node, atMs } = learning;
  const before = write.rooms.byNode(node);
  if (!write.rooms.setCard(node, card)) return false;
  changes.addRoom(node);
  if (before?.standing !== 'member') return true;
  const conversationId = conversationIdOf({ kind: 'room', node });
  for (const learnt of learntFromCards(before, card, learning.self)) {
    write.roomLines.add(conversationId, learnt, atMs);
    changes.addMembers(node);
  }
  return true;
}

function learntFromCards(before: Room, after: RoomCard, self: NodeId): readonly LearntOfRoom[] {
  // Until the room has described itself nothing is known of it, not even that it has no managers.
  if (before.access === 'unknown') return [];
  const isRenamed = before.name !== after.name && after.name !== '';
  const renamed = isRenamed ? [{ ...about('renamed'), text: after.name }] : [];
  const named = after.managers.filter((node) => !before.managers.includes(node));
  const dismissed = before.managers.filter((node) => !after.managers.includes(node));
  return [
    ...renamed,
    ...aboutManagers('managerNamed', named, self),
    ...aboutManagers('managerDismissed', dismissed, self),
  ];
}

/** What is said of the account itself is a line of its own. */
function aboutManagers(kind: RoomLineKind, nodes: readonly NodeId[], self: NodeId): readonly LearntOfRoom[] {
  const others = nodes.filter((node) => node !== self);
  const lines = [learntAbout(kind, others), learntAbout(kind, nodes.includes(self) ? [self] : [])];
  return lines.filter((learnt) => learnt !== null);
}
