import { FrameType, NodesType, TimErrorCode } from '../../protocol/packet-types';
import type { TimNodes, TimRoomBean } from '../../protocol/packets';
import { isBase58Number } from '../base58';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import type { Fault } from '../tim-faults';
import { isRoomAdmin } from './room-joining';

/** Reads and changes profiles of accounts and rooms (tim protocol, section 12). */
export function takeNodes(context: ServerContext, session: Session, packet: TimNodes): Fault | null {
  switch (packet.ntype) {
    case NodesType.userInfo:
      return describeUsers(context, session, packet);
    case NodesType.roomInfo:
      return describeRooms(context, session, packet);
    case NodesType.modifyUser:
      return modifyOwnProfile(context, session, packet);
    case NodesType.modifyRoom:
      return modifyRoomProfile(context, session, packet);
    default:
      return TimErrorCode.parameters;
  }
}

function describeUsers(context: ServerContext, session: Session, packet: TimNodes): Fault | null {
  const { nodelist = [], ...rest } = packet;
  if (nodelist.length === 0) return TimErrorCode.parameters;
  const known = nodelist.flatMap((node) => {
    const profile = context.accounts.profile(node);
    return profile === null ? [] : [[node, profile] as const];
  });
  if (known.length > 0 || !context.behaviour.silentWhenEmpty) {
    session.send({ type: FrameType.nodes, packet: { ...rest, usermap: Object.fromEntries(known) } });
  }
  return null;
}

function describeRooms(context: ServerContext, session: Session, packet: TimNodes): Fault | null {
  const { nodelist = [], ...rest } = packet;
  if (nodelist.length === 0) return TimErrorCode.parameters;
  const known = nodelist.flatMap((node) => {
    const room = context.rooms.find(node);
    return room === null || room.isCancelled ? [] : [[node, room.profile] as const];
  });
  if (known.length > 0 || !context.behaviour.silentWhenEmpty) {
    session.send({ type: FrameType.nodes, packet: { ...rest, roommap: Object.fromEntries(known) } });
  }
  return null;
}

function modifyOwnProfile(context: ServerContext, session: Session, packet: TimNodes): Fault | null {
  const profiles = Object.values(packet.usermap ?? {});
  const [changes] = profiles;
  if (changes === undefined || profiles.length !== 1) return TimErrorCode.parameters;
  const { createtime: _createtime, ...fields } = changes;
  context.accounts.changeProfile(session.tid.node, fields);
  return confirmChange(session, NodesType.modifyUser);
}

function modifyRoomProfile(context: ServerContext, session: Session, packet: TimNodes): Fault | null {
  const entries = Object.entries(packet.roommap ?? {});
  const [entry] = entries;
  if (entry === undefined || entries.length !== 1) return TimErrorCode.parameters;
  const [node, changes] = entry;
  const room = context.rooms.find(node);
  // The only request whose node is not checked: any number will do.
  if (room === null) return isBase58Number(node) ? TimErrorCode.doesNotExist : TimErrorCode.account;
  if (room.isCancelled) return TimErrorCode.cancelledObject;
  if (!isRoomAdmin(room, session.tid.node)) return TimErrorCode.permissionDenied;
  const allowed = changeableFields(changes, room.profile.founder === session.tid.node);
  context.rooms.setProfile(node, { ...room.profile, ...allowed });
  return confirmChange(session, NodesType.modifyRoom);
}

/** Founder, kind of room and creation time never change; only the founder appoints managers. */
function changeableFields(changes: TimRoomBean, isFounder: boolean): TimRoomBean {
  const { founder: _founder, gtype: _gtype, createtime: _createtime, managers, ...fields } = changes;
  return isFounder && managers !== undefined ? { ...fields, managers } : fields;
}

function confirmChange(session: Session, ntype: number): null {
  session.send({ type: FrameType.ack, packet: { ok: true, timType: FrameType.nodes, t: BigInt(ntype) } });
  return null;
}
