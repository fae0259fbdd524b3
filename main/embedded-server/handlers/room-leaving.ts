import { BusinessType, NodesType, TimErrorCode } from '../../protocol/packet-types';
import type { TimReq } from '../../protocol/packets';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import { Side } from '../store/friend-store';
import type { StoredRoom } from '../store/room-store';
import type { Fault } from '../tim-faults';
import { isAcceptableNode, isCachedMember, seatOf } from './checks';
import { confirmRoomOperation, refuseRoomOperation } from './room-answer';
import { isRoomAdmin, tellMember } from './room-joining';
import { answerNodeList } from './roster';

/** Answers the caller's rooms. */
export function listRooms(context: ServerContext, session: Session): null {
  return answerNodeList(context, session, {
    ntype: NodesType.rooms,
    nodes: context.rooms.roomsOf(session.tid.node),
  });
}

/** Answers a room's members to a member. */
export function listRoomMembers(context: ServerContext, session: Session, request: TimReq): Fault | null {
  const node = request.node ?? '';
  if (!isAcceptableNode(context, node) || context.rooms.find(node) === null) return TimErrorCode.account;
  if (!isCachedMember(context, seatOf(session, node))) return TimErrorCode.parameters;
  return answerNodeList(context, session, {
    ntype: NodesType.roomMembers,
    nodes: context.rooms.members(node),
    node,
  });
}

/** Answers the rooms that the caller blocks. */
export function listBlockedRooms(context: ServerContext, session: Session): null {
  const nodes = context.rooms.blockedRooms(session.tid.node);
  return answerNodeList(context, session, { ntype: NodesType.blockRoomList, nodes });
}

/** Answers the accounts that a room blocks to its founder and managers; others hear nothing. */
export function listRoomBans(context: ServerContext, session: Session, request: TimReq): Fault | null {
  const { node } = request;
  if (node === undefined || !isAcceptableNode(context, node)) return TimErrorCode.parameters;
  if (adminFault(context, session, { room: node, node: '' }) !== null) return null;
  return answerNodeList(context, session, {
    ntype: NodesType.blockRoomMemberList,
    nodes: context.rooms.bannedAccounts(node),
  });
}

/** Removes a member; the member is told. */
export async function kickFromRoom(
  context: ServerContext,
  session: Session,
  request: TimReq,
): Promise<Fault | null> {
  const { node, node2 } = request;
  if (node === undefined || node2 === undefined) return TimErrorCode.parameters;
  if (!isAcceptableNode(context, node) || !isAcceptableNode(context, node2)) return TimErrorCode.parameters;
  if (node2 === session.tid.node) return TimErrorCode.permissionDenied;
  const answer = { type: BusinessType.kickRoom, names: { n: node, n2: node2 } };
  const fault = kick(context, session, { room: node, node: node2 });
  if (fault !== null) return refuseRoomOperation(context, session, { ...answer, fault });
  await tellMember(context, session, { room: node, node: node2, bnType: BusinessType.kickRoom });
  return confirmRoomOperation(session, answer);
}

/** Leaves a room; its founder cannot. */
export function leaveRoom(context: ServerContext, session: Session, request: TimReq): Fault | null {
  return changeOwnSeat(context, session, { request, type: BusinessType.leaveRoom, change: leave });
}

/** Ends a room of which the founder is the last member. */
export function cancelRoom(context: ServerContext, session: Session, request: TimReq): Fault | null {
  return changeOwnSeat(context, session, { request, type: BusinessType.cancelRoom, change: cancel });
}

/** Leaves a room and keeps others from pulling the caller back. */
export function blockRoom(context: ServerContext, session: Session, request: TimReq): Fault | null {
  return changeOwnSeat(context, session, { request, type: BusinessType.blockRoom, change: block });
}

/** Removes a member and keeps it from joining again. */
export function blockRoomMember(context: ServerContext, session: Session, request: TimReq): Fault | null {
  const { node, node2 } = request;
  if (node === undefined || node2 === undefined) return TimErrorCode.parameters;
  if (!isAcceptableNode(context, node) || !isAcceptableNode(context, node2)) return TimErrorCode.parameters;
  if (node2 === session.tid.node) return TimErrorCode.permissionDenied;
  const answer = { type: BusinessType.blockRoomMember, names: { n: node, n2: node2 } };
  const fault = adminFault(context, session, { room: node, node: node2 });
  if (fault !== null) return refuseRoomOperation(context, session, { ...answer, fault });
  const place = seatOf(session, node, node2);
  const relation = context.rooms.relation(place);
  context.rooms.removeMember(node, node2);
  context.rooms.ban(node, node2);
  context.rooms.setRelation(place, { room: Side.blocked, user: relation?.user ?? Side.none });
  return confirmRoomOperation(session, answer);
}

type SeatChange = (context: ServerContext, session: Session, room: string) => Fault | null;

function changeOwnSeat(
  context: ServerContext,
  session: Session,
  operation: { readonly request: TimReq; readonly type: number; readonly change: SeatChange },
): Fault | null {
  const { node } = operation.request;
  if (node === undefined || !isAcceptableNode(context, node)) return TimErrorCode.parameters;
  const answer = { type: operation.type, names: { n: node } };
  const fault = operation.change(context, session, node);
  if (fault !== null) return refuseRoomOperation(context, session, { ...answer, fault });
  return confirmRoomOperation(session, answer);
}

function leave(context: ServerContext, session: Session, node: string): Fault | null {
  const room = context.rooms.find(node);
  if (room === null) return node === '' ? TimErrorCode.parameters : TimErrorCode.doesNotExist;
  if (room.isCancelled) return TimErrorCode.cancelledObject;
  if (room.profile.founder === session.tid.node) return TimErrorCode.permissionDenied;
  dismissManager(context, room, session.tid.node);
  context.rooms.removeMember(node, session.tid.node);
  context.rooms.unblockRoom(session.tid.node, node);
  const place = seatOf(session, node);
  const relation = context.rooms.relation(place);
  if (relation === null) return TimErrorCode.doesNotExist;
  if (relation.room === Side.blocked)
    context.rooms.setRelation(place, { room: Side.blocked, user: Side.none });
  else context.rooms.removeRelation(place);
  return null;
}

function cancel(context: ServerContext, session: Session, node: string): Fault | null {
  const room = context.rooms.find(node);
  if (room === null) return node === '' ? TimErrorCode.parameters : TimErrorCode.doesNotExist;
  if (room.isCancelled) return TimErrorCode.cancelledObject;
  const members = context.rooms.members(node);
  const isLastMember = members.length === 1 && members[0] === session.tid.node;
  if (room.profile.founder !== session.tid.node || !isLastMember) return TimErrorCode.permissionDenied;
  context.rooms.removeMember(node, session.tid.node);
  context.rooms.cancel(node);
  return null;
}

function block(context: ServerContext, session: Session, node: string): Fault | null {
  const place = seatOf(session, node);
  const relation = context.rooms.relation(place);
  context.rooms.removeMember(node, session.tid.node);
  context.rooms.blockRoom(session.tid.node, node);
  context.rooms.setRelation(place, { room: relation?.room ?? Side.none, user: Side.blocked });
  return null;
}

function kick(
  context: ServerContext,
  session: Session,
  target: { readonly room: string; readonly node: string },
): Fault | null {
  const room = context.rooms.find(target.room);
  if (room === null && target.room === '') return TimErrorCode.doesNotExist;
  // The real server confirms a kick from an unknown or cancelled room.
  if (room === null || room.isCancelled) return null;
  if (!mayDismiss(room, session.tid.node, target.node)) return TimErrorCode.permissionDenied;
  dismissManager(context, room, target.node);
  context.rooms.removeMember(target.room, target.node);
  context.rooms.unban(target.room, target.node);
  const place = seatOf(session, target.room, target.node);
  if (context.rooms.relation(place) === null) return TimErrorCode.doesNotExist;
  context.rooms.removeRelation(place);
  return null;
}

function adminFault(
  context: ServerContext,
  session: Session,
  target: { readonly room: string; readonly node: string },
): Fault | null {
  const room = context.rooms.find(target.room);
  if (room === null) return target.room === '' ? TimErrorCode.account : TimErrorCode.doesNotExist;
  if (room.isCancelled) return TimErrorCode.cancelledObject;
  return mayDismiss(room, session.tid.node, target.node) ? null : TimErrorCode.permissionDenied;
}

/** Managers may dismiss everybody but other managers, the founder everybody. */
function mayDismiss(room: StoredRoom, caller: string, target: string): boolean {
  if (!isRoomAdmin(room, caller)) return false;
  return room.profile.founder === caller || !(room.profile.managers ?? []).includes(target);
}

function dismissManager(context: ServerContext, room: StoredRoom, node: string): void {
  const managers = room.profile.managers ?? [];
  if (!managers.includes(node)) return;
  context.rooms.setProfile(room.node, {
    ...room.profile,
    managers: managers.filter((manager) => manager !== node),
  });
}
