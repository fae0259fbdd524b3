import { FrameType, TimErrorCode, VirtualRoomType } from '../../protocol/packet-types';
import type { BigBinary, TimReq, TimStream } from '../../protocol/packets';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import { refusal, type Fault } from '../tim-faults';
import { isAcceptableNode } from './checks';

/** Creates, removes and subscribes to virtual rooms (tim protocol, section 12). */
export function takeVirtualRoom(context: ServerContext, session: Session, request: TimReq): Fault | null {
  const { rtype } = request;
  if (rtype === VirtualRoomType.create) {
    const created = context.nodeIds.randomNode(context.random);
    context.virtualRooms.create(created, session.tid.node);
    return answer(session, { isOk: true, rtype, node: created });
  }
  const { virtualRooms } = context;
  const room = request.node ?? '';
  if (rtype === undefined || !context.nodeIds.isNode(room)) return TimErrorCode.parameters;
  switch (rtype) {
    case VirtualRoomType.remove:
      return confirm(context, session, {
        rtype,
        room,
        hasWorked: virtualRooms.remove(room, session.tid.node),
      });
    case VirtualRoomType.addAuth:
    case VirtualRoomType.removeAuth:
      return changeRight(context, session, { rtype, room, node2: request.node2 });
    case VirtualRoomType.subscribe:
      return subscribe(context, session, { rtype, room, reqInt: request.reqInt });
    case VirtualRoomType.unsubscribe:
      return confirm(context, session, {
        rtype,
        room,
        hasWorked: virtualRooms.unsubscribe(room, session.connectionId),
      });
    default:
      return TimErrorCode.parameters;
  }
}

/**
 * Passes a stream on to the subscribers of its room; the pusher hears nothing when it works. Into a room that does not exist,
 * or no longer, nobody may push.
 */
export function pushStream(context: ServerContext, session: Session, stream: TimStream): Fault | null {
  if (!context.nodeIds.isNode(stream.VNode)) return TimErrorCode.parameters;
  if (!context.virtualRooms.mayPush(stream.VNode, session.tid.node)) {
    const packet = refusal(FrameType.stream, TimErrorCode.permissionDenied, { n: stream.VNode });
    session.send({ type: FrameType.ack, packet });
    return null;
  }
  const packet: TimStream = { ...stream, id: context.random.int64(), fromNode: session.tid.node };
  const data = stream.body ?? new Uint8Array(0);
  const byConnection = new Map(context.sessions.all().map((target) => [target.connectionId, target]));
  for (const [connectionId, form] of context.virtualRooms.subscribersForPush(stream.VNode)) {
    const target = byConnection.get(connectionId);
    if (form === 'struct') target?.send({ type: FrameType.stream, packet });
    else target?.send({ type: FrameType.bigBinaryStream, packet: { node: stream.VNode, data } });
  }
  return null;
}

/** A stream that came as big binary data. */
export function pushBigStream(context: ServerContext, session: Session, packet: BigBinary): Fault | null {
  return pushStream(context, session, { id: 0n, VNode: packet.node, body: packet.data, fromNode: '' });
}

/** Rights of others are not implemented in tim: never confirmed, and no error either. */
function changeRight(
  context: ServerContext,
  session: Session,
  request: { readonly rtype: number; readonly room: string; readonly node2: string | undefined },
): Fault | null {
  const { rtype, room, node2 } = request;
  if (node2 === undefined || !isAcceptableNode(context, node2)) return TimErrorCode.parameters;
  if (context.behaviour.virtualRoomRightsMissing) return answer(session, { isOk: false, rtype, node: node2 });
  if (!context.virtualRooms.isFounder(room, session.tid.node)) return TimErrorCode.permissionDenied;
  context.virtualRooms.setRight(room, node2, rtype === VirtualRoomType.addAuth);
  return answer(session, { isOk: true, rtype, node: node2 });
}

/** The real server says yes to everything. */
function confirm(
  context: ServerContext,
  session: Session,
  operation: { readonly rtype: number; readonly room: string; readonly hasWorked: boolean },
): Fault | null {
  if (!operation.hasWorked && !context.behaviour.virtualRoomsAlwaysOk) return TimErrorCode.doesNotExist;
  return answer(session, { isOk: true, rtype: operation.rtype, node: operation.room });
}

function subscribe(
  context: ServerContext,
  session: Session,
  request: { readonly rtype: number; readonly room: string; readonly reqInt: bigint | undefined },
): Fault | null {
  const { rtype, room, reqInt } = request;
  if (reqInt !== undefined && reqInt !== 1n) return TimErrorCode.undefined;
  const hasWorked = context.virtualRooms.exists(room);
  if (hasWorked || context.behaviour.virtualRoomsAlwaysOk)
    context.virtualRooms.subscribe(room, session.connectionId, reqInt === undefined ? 'struct' : 'binary');
  return confirm(context, session, { rtype, room, hasWorked });
}

function answer(
  session: Session,
  fields: { readonly isOk: boolean; readonly rtype: number; readonly node: string },
): null {
  const packet = { ok: fields.isOk, timType: FrameType.virtualRoom, t: BigInt(fields.rtype), n: fields.node };
  session.send({ type: FrameType.ack, packet });
  return null;
}
