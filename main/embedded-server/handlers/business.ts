import { BusinessType, TimErrorCode } from '../../protocol/packet-types';
import type { TimReq } from '../../protocol/packets';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import type { Fault } from '../tim-faults';
import { changePassword } from './password-change';
import { createRoom, joinRoom, pullIntoRoom, rejectFromRoom } from './room-joining';
import {
  blockRoom,
  blockRoomMember,
  cancelRoom,
  kickFromRoom,
  leaveRoom,
  listBlockedRooms,
  listRoomBans,
  listRoomMembers,
  listRooms,
} from './room-leaving';
import { addToRoster, blockAccount, listBlockedAccounts, listRoster, removeFromRoster } from './roster';

type BusinessHandler = (
  context: ServerContext,
  session: Session,
  request: TimReq,
) => Fault | null | Promise<Fault | null>;

const handlers: ReadonlyMap<number, BusinessHandler> = new Map<number, BusinessHandler>([
  [BusinessType.roster, listRoster],
  [BusinessType.userRooms, listRooms],
  [BusinessType.roomUsers, listRoomMembers],
  [BusinessType.addRoster, addToRoster],
  [BusinessType.removeRoster, removeFromRoster],
  [BusinessType.blockRoster, blockAccount],
  [BusinessType.newRoom, createRoom],
  [BusinessType.addRoom, joinRoom],
  [BusinessType.rejectRoom, rejectFromRoom],
  [BusinessType.pullRoom, pullIntoRoom],
  [BusinessType.kickRoom, kickFromRoom],
  [BusinessType.blockRoom, blockRoom],
  [BusinessType.blockRoomMember, blockRoomMember],
  [BusinessType.leaveRoom, leaveRoom],
  [BusinessType.cancelRoom, cancelRoom],
  [BusinessType.blockRosterList, listBlockedAccounts],
  [BusinessType.blockRoomList, listBlockedRooms],
  [BusinessType.blockRoomMemberList, listRoomBans],
  [BusinessType.modifyAuth, changePassword],
]);

/** Takes a TIMBUSINESS request: rosters, rooms and the password (tim protocol, sections 9, 10, 12). */
export function takeBusiness(
  context: ServerContext,
  session: Session,
  request: TimReq,
): Fault | null | Promise<Fault | null> {
  const handler = request.rtype === undefined ? undefined : handlers.get(request.rtype);
  return handler === undefined ? TimErrorCode.parameters : handler(context, session, request);
}
