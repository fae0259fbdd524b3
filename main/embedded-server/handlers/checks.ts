import type { Tid } from '../../protocol/packets';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import type { AccountPair } from '../store/friend-store';
import { userChat } from '../store/message-store';
import type { RoomSeat } from '../store/room-store';

/** A request's node as the real server checks it: empty passes here and fails later, with another code. */
export function isAcceptableNode(context: ServerContext, node: string): boolean {
  return node === '' || context.nodeIds.isNode(node);
}

/** A `Tid` that is absent or whose node has the right shape. */
export function isAcceptableTid(context: ServerContext, tid: Tid | undefined): boolean {
  return tid === undefined || context.nodeIds.isNode(tid.node);
}

/** Whether presence and big data of the caller may reach `peer`: the real server does not ask for a friendship. */
export function mayReach(context: ServerContext, session: Session, peer: string): boolean {
  if (context.behaviour.strangersReachable || peer === session.tid.node) return true;
  return context.friends.areFriends(pairOf(session, peer));
}

/** The caller and `peer` as a pair of the caller's domain. */
export function pairOf(session: Session, peer: string): AccountPair {
  return { domain: session.tid.domain ?? '', node: session.tid.node, peer };
}

/** An account's seat in a room of the caller's domain. */
export function seatOf(session: Session, room: string, node: string = session.tid.node): RoomSeat {
  return { domain: session.tid.domain ?? '', room, node };
}

/** Whether `node` is a member of `room`, by the cache. */
export function isCachedMember(context: ServerContext, seat: RoomSeat): boolean {
  const key = JSON.stringify(['room', seat.domain, seat.room, seat.node]);
  return context.memberships.check(key, () => context.rooms.isMember(seat));
}

/** Whether the two of a pair may write to each other, by the cache; it knows no direction. */
export function areCachedFriends(context: ServerContext, pair: AccountPair): boolean {
  const key = userChat(pair.domain, pair.node, pair.peer);
  return context.friendships.check(key, () => context.friends.areFriends(pair));
}
