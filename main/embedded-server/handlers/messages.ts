import { FrameType, MsType, OdType, TimErrorCode } from '../../protocol/packet-types';
import type { Tid, TimMessage } from '../../protocol/packets';
import type { ServerContext } from '../server-context';
import type { Session } from '../session';
import { roomChat, userChat } from '../store/message-store';
import type { Fault } from '../tim-faults';
import { areCachedFriends, isAcceptableTid, isCachedMember, pairOf, seatOf } from './checks';
import { eraseRoomMessage, eraseUserMessage } from './revoke-burn';

/** `odType` values up to this one belong to tim. */
const lastReservedOdType = 30;

/** A message as it came. */
export interface ReceivedMessage {
  readonly packet: TimMessage;
  /** False: parts of it could not be read. */
  readonly isIntact: boolean;
}

/** Takes a TIMMESSAGE, TIMREVOKEMESSAGE or TIMBURNMESSAGE; the `odType` says which it is (tim protocol, sections 5, 6). */
export async function takeMessage(
  context: ServerContext,
  session: Session,
  received: ReceivedMessage,
): Promise<Fault | null> {
  const { packet } = received;
  if (packet.msType === MsType.system) return TimErrorCode.parameters;
  if (!isAcceptableTid(context, packet.toTid) || !isAcceptableTid(context, packet.roomTid))
    return TimErrorCode.account;
  if (!hasExistingTarget(context, packet)) return TimErrorCode.account;
  const message = completed(context, session, received);
  switch (packet.msType) {
    case MsType.room:
      return takeRoomMessage(context, session, message);
    case MsType.user:
      return takeUserMessage(context, session, message);
    default:
      return TimErrorCode.parameters;
  }
}

/** Delivers one account's message of any kind to another; the caller has checked that it may. */
export async function deliverToPeer(
  context: ServerContext,
  session: Session,
  message: TimMessage & { toTid: Tid },
): Promise<Fault | null> {
  switch (message.odType) {
    case OdType.message:
      return storeAndDeliver(context, session, message);
    case OdType.revoke:
    case OdType.burn:
      return eraseUserMessage(context, session, message);
    case OdType.business:
    case OdType.stream:
    case OdType.bigString:
    case OdType.bigBinary:
      break;
    default:
      if (message.odType <= lastReservedOdType) return TimErrorCode.parameters;
  }
  await context.delivery.toAccount(message.toTid.node, message);
  return null;
}

function hasExistingTarget(context: ServerContext, packet: TimMessage): boolean {
  const { toTid, roomTid } = packet;
  if (toTid !== undefined && context.accounts.exists(toTid.node)) return true;
  return roomTid !== undefined && context.rooms.find(roomTid.node) !== null;
}

/**
 * The message with what the server decides: sender, time, the target's domain, an id if there is none. One that was not
 * read completely gets neither time nor id, as on the real server.
 */
function completed(
  context: ServerContext,
  session: Session,
  { packet, isIntact }: ReceivedMessage,
): TimMessage {
  const { ToList: _receivers, toTid, ...rest } = packet;
  const own = isIntact ? { id: packet.id ?? context.random.int64(), timestamp: context.time.nowNs() } : {};
  const message: TimMessage = { ...rest, ...own, fromTid: session.tid };
  if (toTid === undefined) return message;
  const { domain: _domain, ...target } = toTid;
  const domain = session.tid.domain;
  return { ...message, toTid: domain === undefined ? target : { ...target, domain } };
}

/** Every message of the history has an id while it travels; 0 is none. */
function withId(context: ServerContext, message: TimMessage): TimMessage & { readonly id: bigint } {
  const { id = 0n } = message;
  return { ...message, id: id === 0n ? context.random.int64() : id };
}

async function takeUserMessage(
  context: ServerContext,
  session: Session,
  message: TimMessage,
): Promise<Fault | null> {
  const { toTid, roomTid } = message;
  if (toTid === undefined) return TimErrorCode.permissionDenied;
  const isErasure = message.odType === OdType.revoke || message.odType === OdType.burn;
  const needsFriendship = !isErasure || context.behaviour.erasureNeedsFriendship;
  const mayWrite =
    roomTid === undefined
      ? !needsFriendship || areCachedFriends(context, pairOf(session, toTid.node))
      : isCachedMember(context, seatOf(session, roomTid.node)) &&
        isCachedMember(context, seatOf(session, roomTid.node, toTid.node));
  return mayWrite ? deliverToPeer(context, session, { ...message, toTid }) : TimErrorCode.permissionDenied;
}

async function storeAndDeliver(
  context: ServerContext,
  session: Session,
  sent: TimMessage & { toTid: Tid },
): Promise<Fault | null> {
  const message = withId(context, sent);
  const sender = session.tid.node;
  const receiver = sent.toTid.node;
  const chat = userChat(session.tid.domain, sender, receiver);
  const key = { chat, sender, id: message.id };
  const known = context.recentSends.find(key);
  if (known !== null) {
    session.send({ type: FrameType.message, packet: known });
    return null;
  }
  const mid = context.messages.add(chat, message, context.time.nowNs());
  if (mid === null) return TimErrorCode.database;
  const stored: TimMessage = { ...message, mid };
  context.recentSends.remember(key, stored);
  const isEchoed = context.delivery.toDevices(sender, { type: FrameType.message, packet: stored });
  // The echo is the only confirmation: a sender that is gone finds it in its offline list.
  if (!isEchoed) await context.delivery.toAccount(sender, stored);
  await context.delivery.toAccount(receiver, stored);
  return null;
}

async function takeRoomMessage(
  context: ServerContext,
  session: Session,
  message: TimMessage,
): Promise<Fault | null> {
  const room = message.roomTid?.node;
  if (room === undefined || !isCachedMember(context, seatOf(session, room)))
    return TimErrorCode.permissionDenied;
  switch (message.odType) {
    case OdType.message:
      return storeAndSpread(context, session, { message: withId(context, message), room });
    case OdType.revoke:
      return eraseRoomMessage(context, session, { message, room });
    case OdType.stream:
    case OdType.bigString:
    case OdType.bigBinary:
      await context.delivery.toMembers(context.rooms.members(room), message);
      return null;
    default:
      return TimErrorCode.parameters;
  }
}

async function storeAndSpread(
  context: ServerContext,
  session: Session,
  { message, room }: { readonly message: TimMessage; readonly room: string },
): Promise<null> {
  const chat = roomChat(session.tid.domain, room);
  const key = { chat, sender: session.tid.node, id: message.id };
  const known = context.recentSends.find(key);
  if (known !== null) {
    await context.delivery.toAccount(session.tid.node, known);
    return null;
  }
  const mid = context.messages.add(chat, message, context.time.nowNs());
  // One to one the real server says that its database refused; in a room it says nothing.
  if (mid === null) return null;
  const stored = { ...message, mid };
  context.recentSends.remember(key, stored);
  await context.delivery.toMembers(context.rooms.members(room), stored);
  return null;
}
