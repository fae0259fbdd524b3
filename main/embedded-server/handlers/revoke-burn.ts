import { FrameType, MsType, OdType, TimErrorCode } from '../../protocol/packet-types';
import type { Tid, TimAck, TimMessage } from '../../protocol/packets';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import { roomChat, userChat } from '../store/message-store';
import type { Fault } from '../tim-faults';
import { pairOf } from './checks';

/** Revokes an own message, or burns a received one, between two friends (tim protocol, section 6). */
export async function eraseUserMessage(
  context: ServerContext,
  session: Session,
  message: TimMessage & { toTid: Tid },
): Promise<Fault | null> {
  const mid = message.mid ?? 0n;
  if (mid === 0n) return TimErrorCode.parameters;
  const caller = session.tid.node;
  const peer = message.toTid.node;
  const needsFriendship = context.behaviour.erasureNeedsFriendship;
  if (needsFriendship && !context.friends.areFriends(pairOf(session, peer)))
    return TimErrorCode.permissionDenied;
  const author = context.messages.authorOf(userChat(session.tid.domain, caller, peer), mid);
  if (author === null) return TimErrorCode.parameters;
  const isRevoke = message.odType === OdType.revoke;
  if (author !== (isRevoke ? caller : peer)) return TimErrorCode.permissionDenied;
  context.messages.erase(mid);
  if (context.options.style === '2.0.1') {
    const timType = isRevoke ? FrameType.revoke : FrameType.burn;
    confirmErasure(context, session, { timType, t: BigInt(MsType.user), n: peer, t2: mid });
  } else {
    // The caller's devices come first; one that does not acknowledge delays the peer.
    await context.delivery.toAccount(caller, message);
  }
  await context.delivery.toAccount(peer, message);
  return null;
}

/** Revokes an own message in a room. */
export async function eraseRoomMessage(
  context: ServerContext,
  session: Session,
  request: { readonly message: TimMessage; readonly room: string },
): Promise<Fault | null> {
  const { message, room } = request;
  const mid = message.mid ?? 0n;
  if (mid === 0n) return TimErrorCode.parameters;
  const author = context.messages.authorOf(roomChat(session.tid.domain, room), mid);
  if (author === null) return TimErrorCode.parameters;
  if (author !== session.tid.node) return TimErrorCode.permissionDenied;
  context.messages.erase(mid);
  confirmErasure(context, session, { timType: FrameType.revoke, t: BigInt(MsType.room), n: room, t2: mid });
  const members = context.rooms.members(room);
  const isArticleStyle = context.options.style === '2.0.1';
  const receivers = isArticleStyle ? members.filter((member) => member !== session.tid.node) : members;
  await context.delivery.toMembers(receivers, message);
  return null;
}

function confirmErasure(context: ServerContext, session: Session, answer: Omit<TimAck, 'ok'>): void {
  context.delivery.toDevices(session.tid.node, { type: FrameType.ack, packet: { ok: true, ...answer } });
}
