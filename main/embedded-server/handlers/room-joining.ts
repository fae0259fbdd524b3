import { BusinessType, RoomType, TimErrorCode } from '../../protocol/packet-types';
import type { TimReq } from '../../protocol/packets';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import { Side } from '../store/friend-store';
import type { RoomSeat, StoredRoom } from '../store/room-store';
import type { Fault } from '../tim-faults';
import { businessMessage } from './business-message';
import { isAcceptableNode, seatOf } from './checks';
import { confirmRoomOperation, refuseRoomOperation } from './room-answer';

const member = { room: Side.accepted, user: Side.accepted } as const;

/** Founder and managers may decide about members and the room's profile. */
export function isRoomAdmin(room: StoredRoom, node: string): boolean {
  return room.profile.founder === node || (room.profile.managers ?? []).includes(node);
}

/** Creates a room with the caller as its founder and only member. */
export function createRoom(context: ServerContext, session: Session, request: TimReq): Fault | null {
  const { node: topic, reqInt } = request;
  if (topic === undefined || reqInt === undefined) return TimErrorCode.parameters;
  const kind = reqInt === BigInt(RoomType.private) ? RoomType.private : RoomType.open;
  const room = context.nodeIds.randomNode(context.random);
  const founder = session.tid.node;
  const createdNs = context.time.nowNs();
  const profile = { founder, topic, gtype: kind, createtime: createdNs };
  // A title that the database does not take: the real server says nothing.
  if (!context.rooms.add({ node: room, kind, isCancelled: false, profile }, createdNs)) return null;
  seat(context, seatOf(session, room));
  return confirmRoomOperation(session, { type: BusinessType.newRoom, names: { n: room } });
}

/** Joins an open room, or asks the founder and managers of a private one. */
export async function joinRoom(
  context: ServerContext,
  session: Session,
  request: TimReq,
): Promise<Fault | null> {
  const { node, reqStr } = request;
  if (node === undefined || !isAcceptableNode(context, node) || reqStr === undefined)
    return TimErrorCode.parameters;
  const answer = { type: BusinessType.addRoom, names: { n: node } };
  const room = context.rooms.find(node);
  if (room === null) {
    const fault = node === '' ? TimErrorCode.doesNotExist : TimErrorCode.parameters;
    return refuseRoomOperation(context, session, { ...answer, fault });
  }
  if (room.isCancelled) {
    return refuseRoomOperation(context, session, { ...answer, fault: TimErrorCode.cancelledObject });
  }
  const fault = requestSeat(context, room, seatOf(session, node));
  if (room.kind === RoomType.private) {
    // Unlike an open room's, this refusal comes once.
    if (fault !== null) return fault;
    await askAdmins(context, session, { room, reason: reqStr });
    return null;
  }
  if (fault !== null) return refuseRoomOperation(context, session, { ...answer, fault });
  const accepted = businessMessage(context, { bnType: BusinessType.passRoom, roomTid: { node } });
  await context.delivery.toAccount(session.tid.node, accepted);
  return null;
}

/** Brings an account into a room: accepts its request, or invites it. */
export async function pullIntoRoom(
  context: ServerContext,
  session: Session,
  request: TimReq,
): Promise<Fault | null> {
  const { node, node2 } = request;
  if (node === undefined || node2 === undefined) return TimErrorCode.parameters;
  if (!isAcceptableNode(context, node) || !isAcceptableNode(context, node2)) return TimErrorCode.parameters;
  if (node2 === session.tid.node) return TimErrorCode.permissionDenied;
  const outcome = pull(context, session, { room: node, node: node2 });
  if (typeof outcome === 'number') {
    const answer = { type: BusinessType.pullRoom, names: { n: node } };
    return refuseRoomOperation(context, session, { ...answer, fault: outcome });
  }
  const bnType = outcome.hadAsked ? BusinessType.passRoom : BusinessType.pullRoom;
  await tellMember(context, session, { room: node, node: node2, bnType });
  return confirmRoomOperation(session, { type: BusinessType.pullRoom, names: { n: node, n2: node2 } });
}

/** Declines a request to join. */
export async function rejectFromRoom(
  context: ServerContext,
  session: Session,
  request: TimReq,
): Promise<Fault | null> {
  const { node, node2 } = request;
  if (node === undefined || node2 === undefined) return TimErrorCode.parameters;
  if (!isAcceptableNode(context, node) || !isAcceptableNode(context, node2)) return TimErrorCode.parameters;
  const answer = { type: BusinessType.rejectRoom, names: { n: node, n2: node2 } };
  const fault = reject(context, session, { room: node, node: node2 });
  if (fault !== null) return refuseRoomOperation(context, session, { ...answer, fault });
  await tellMember(context, session, { room: node, node: node2, bnType: BusinessType.rejectRoom });
  return confirmRoomOperation(session, answer);
}

/** Tells an account what was decided about it in a room. */
export async function tellMember(
  context: ServerContext,
  session: Session,
  news: { readonly room: string; readonly node: string; readonly bnType: number },
): Promise<void> {
  const tids = { fromTid: session.tid, toTid: { node: news.node }, roomTid: { node: news.room } };
  await context.delivery.toAccount(news.node, businessMessage(context, { bnType: news.bnType, ...tids }));
}

function requestSeat(context: ServerContext, room: StoredRoom, place: RoomSeat): Fault | null {
  const relation = context.rooms.relation(place);
  if (relation?.room === Side.blocked) return TimErrorCode.blocked;
  if (relation?.room === Side.accepted && relation.user === Side.accepted) return TimErrorCode.exists;
  if (room.kind === RoomType.private) {
    context.rooms.setRelation(place, { room: Side.none, user: Side.accepted });
  } else seat(context, place);
  return null;
}

async function askAdmins(
  context: ServerContext,
  session: Session,
  application: { readonly room: StoredRoom; readonly reason: string },
): Promise<void> {
  const { room, reason } = application;
  const admins = new Set([room.profile.founder ?? '', ...(room.profile.managers ?? [])]);
  for (const admin of admins) {
    const tids = { fromTid: session.tid, toTid: { node: admin }, roomTid: { node: room.node } };
    const fields = { bnType: BusinessType.addRoom, ...tids, dataString: reason };
    await context.delivery.toAccount(admin, businessMessage(context, fields));
  }
}

function pull(
  context: ServerContext,
  session: Session,
  target: { readonly room: string; readonly node: string },
): Fault | { readonly hadAsked: boolean } {
  const room = context.rooms.find(target.room);
  if (room === null) return TimErrorCode.doesNotExist;
  if (room.isCancelled) return TimErrorCode.cancelledObject;
  if (!mayPull(context, session, room)) return TimErrorCode.permissionDenied;
  const place = seatOf(session, target.room, target.node);
  const relation = context.rooms.relation(place);
  if (relation?.user === Side.blocked) return TimErrorCode.blocked;
  if (relation?.room === Side.accepted && relation.user === Side.accepted) return TimErrorCode.exists;
  seat(context, place);
  return { hadAsked: relation?.room === Side.none && relation.user === Side.accepted };
}

/** Into a private room its admins may pull; into an open one the real server lets anybody, members or not. */
function mayPull(context: ServerContext, session: Session, room: StoredRoom): boolean {
  if (room.kind === RoomType.private) return isRoomAdmin(room, session.tid.node);
  return context.behaviour.anyoneMayPull || context.rooms.isMember(seatOf(session, room.node));
}

function reject(
  context: ServerContext,
  session: Session,
  target: { readonly room: string; readonly node: string },
): Fault | null {
  const room = context.rooms.find(target.room);
  if (room === null) return TimErrorCode.doesNotExist;
  if (room.isCancelled) return TimErrorCode.cancelledObject;
  if (!isRoomAdmin(room, session.tid.node)) return TimErrorCode.permissionDenied;
  const place = seatOf(session, target.room, target.node);
  const relation = context.rooms.relation(place);
  if (relation === null) return TimErrorCode.doesNotExist;
  if (relation.room !== Side.none || relation.user !== Side.accepted) return TimErrorCode.expired;
  context.rooms.removeRelation(place);
  return null;
}

function seat(context: ServerContext, place: RoomSeat): void {
  context.rooms.setRelation(place, member);
  context.rooms.addMember(place.room, place.node);
}
