import type { ConversationAddress } from '../domain/conversation';
import type {
  DomainEvent,
  EventSource,
  MessageErased,
  MessageOpened,
  MessageReactedTo,
  MessageReceived,
  RoomNews,
} from '../domain/domain-event';
import { isNode, maxNodeLength, toNodeId, toServerMid, type NodeId, type ServerMid } from '../domain/ids';
import type { UnreadableReason } from '../domain/message';
import {
  conventionVersion,
  greetingOf,
  parseMid,
  readContents,
  readReaction,
  writeContents,
  reactionFields,
  writeReaction,
  type OutgoingContents,
} from './message-contents';
import { BusinessType, FrameType, MsType, OdType } from './packet-types';
import type { TimAck, TimMessage } from './packets';

/** tim's names stop here: everything above speaks of domain events and messages. Field convention: section 16. */
export interface MapperContext {
  readonly self: NodeId;
  readonly source: EventSource;
  /** Why the messages could not be opened; left out where they were, or need not be. */
  readonly unopened?: UnreadableReason;
}

/** The facts in a message of the server; none when it means nothing to us or is not complete. */
export function toDomainEvents(packet: TimMessage, context: MapperContext): readonly DomainEvent[] {
  if (hasOverlongAddress(packet)) return [];
  switch (packet.odType) {
    case OdType.message:
      return toList(toMessageReceived(packet, context));
    case OdType.revoke:
      return toList(toMessageErased('messageRevoked', packet, context));
    case OdType.burn:
      return toList(toMessageErased('messageBurned', packet, context));
    case OdType.revealed:
      return toList(toMessageOpened(packet, context));
    case OdType.reaction:
      return toList(toMessageReactedTo(packet, context));
    case OdType.business:
      return toList(toHint(packet, context));
    default:
      return [];
  }
}

/** Whether a message names somebody by more than any server calls an account: it is dropped whole. */
export const hasOverlongAddress = ({ fromTid, toTid, roomTid }: TimMessage): boolean =>
  [fromTid, toTid, roomTid].some((tid) => (tid?.node ?? '').length > maxNodeLength);

const toList = (event: DomainEvent | null): readonly DomainEvent[] => (event === null ? [] : [event]);

/** The chat that a message belongs to, seen by `self`; null when it does not name both sides. */
export function conversationOf(packet: TimMessage, self: NodeId): ConversationAddress | null {
  const from = packet.fromTid?.node ?? '';
  const other =
    packet.msType === MsType.room ? packet.roomTid?.node : from === self ? packet.toTid?.node : from;
  if (other === undefined || other === '' || from === '') return null;
  return { kind: packet.msType === MsType.room ? 'room' : 'user', node: toNodeId(other) };
}

/** Whose message it is and where it stands: what nobody has to open it for. */
export type Envelope = Pick<
  MessageReceived,
  'conversation' | 'author' | 'isMine' | 'viaRoom' | 'cid' | 'mid' | 'sentAtNs'
>;

/** tim's `roomTid` beside `toTid`: the server lets members of a room write to each other one to one (section 10). */
function viaRoomOf({ msType, roomTid }: TimMessage): NodeId | null {
  return msType === MsType.user && roomTid !== undefined && isNode(roomTid.node)
    ? toNodeId(roomTid.node)
    : null;
}

/** The envelope of a message of the server; null when it is not complete. */
export function toEnvelope(packet: TimMessage, self: NodeId): Envelope | null {
  const conversation = conversationOf(packet, self);
  const mid = toServerMid(packet.mid);
  if (conversation === null || mid === null || hasOverlongAddress(packet)) return null;
  const author = toNodeId(packet.fromTid?.node ?? '');
  const cid = packet.extend?.['cid'];
  return {
    conversation,
    author,
    isMine: author === self,
    viaRoom: viaRoomOf(packet),
    cid: cid === undefined || cid === '' || cid.length > 64 ? null : cid,
    mid,
    sentAtNs: positive(packet.timestamp),
  };
}

function toMessageReceived(
  packet: TimMessage,
  { self, source, unopened }: MapperContext,
): MessageReceived | null {
  const envelope = toEnvelope(packet, self);
  if (envelope === null) return null;
  const contents = readContents(packet, unopened ?? null);
  return { kind: 'messageReceived', ...envelope, ...contents, source, isNews: true };
}

/** `odType` 32: only the author's copy of a one-to-one message has a clock that waits for this. */
function toMessageOpened(packet: TimMessage, context: MapperContext): MessageOpened | null {
  const conversation = conversationOf(packet, context.self);
  if (conversation?.kind !== 'user') return null;
  return {
    kind: 'messageOpened',
    conversation,
    by: toNodeId(packet.fromTid?.node ?? ''),
    claimedMid: parseMid(packet.extend?.['mid']),
  };
}

/** `odType` 33, one to one only; one that says more than a sign is none. */
function toMessageReactedTo(packet: TimMessage, context: MapperContext): MessageReactedTo | null {
  const conversation = conversationOf(packet, context.self);
  const { mid, emoji } = readReaction(packet);
  if (conversation?.kind !== 'user' || emoji === undefined) return null;
  return {
    kind: 'messageReactedTo',
    conversation,
    by: toNodeId(packet.fromTid?.node ?? ''),
    claimedMid: mid,
    emoji,
    sentAtNs: positive(packet.timestamp),
  };
}

function toMessageErased(
  kind: MessageErased['kind'],
  packet: TimMessage,
  context: MapperContext,
): MessageErased | null {
  const conversation = conversationOf(packet, context.self);
  if (conversation === null) return null;
  const by = toNodeId(packet.fromTid?.node ?? '');
  return {
    kind,
    conversation,
    by,
    isMine: by === context.self,
    mid: toServerMid(packet.mid),
    claimedMid: parseMid(packet.extend?.['mid']),
    sentAtNs: positive(packet.timestamp),
  };
}

/**
 * The revoke or burn that a TimAck tells of: tim 2.0.1 answers all devices of the account so, and says nothing else to
 * them (section 6). Null for any other acknowledgement, and for one that does not say of what.
 */
export function toOwnErasure(ack: TimAck, self: NodeId): MessageErased | null {
  const kind = acknowledgedErasures.get(ack.timType);
  const mid = toServerMid(ack.t2);
  const node = ack.n ?? '';
  if (!ack.ok || kind === undefined || mid === null || !isNode(node)) return null;
  const isRoom = ack.t === BigInt(MsType.room);
  if (!isRoom && ack.t !== BigInt(MsType.user)) return null;
  return {
    kind,
    conversation: { kind: isRoom ? 'room' : 'user', node: toNodeId(node) },
    by: self,
    isMine: true,
    mid,
    claimedMid: null,
    sentAtNs: 0n,
  };
}

const acknowledgedErasures: ReadonlyMap<number, MessageErased['kind']> = new Map([
  [FrameType.revoke, 'messageRevoked'],
  [FrameType.burn, 'messageBurned'],
]);

const positive = (ns: bigint | undefined): bigint => (ns !== undefined && ns > 0n ? ns : 0n);

function toHint(packet: TimMessage, context: MapperContext): DomainEvent | null {
  const from = packet.fromTid?.node ?? '';
  const room = packet.roomTid?.node ?? '';
  switch (packet.bnType) {
    case BusinessType.addRoster:
      if (from === '' || from === context.self) return null;
      return { kind: 'friendRequested', node: toNodeId(from), greeting: greetingOf(packet) };
    case BusinessType.removeRoster:
      return { kind: 'rosterHinted', endedBy: from === '' ? null : toNodeId(from) };
    case BusinessType.friend:
    case BusinessType.blockRoster:
      return { kind: 'rosterHinted', endedBy: null };
    case BusinessType.addRoom:
      if (from === '' || from === context.self || !isNode(room)) return null;
      return { kind: 'roomApplied', room: toNodeId(room), node: toNodeId(from), text: greetingOf(packet) };
    case BusinessType.passRoom:
      return roomsHinted('admitted', { room, from });
    case BusinessType.rejectRoom:
      return roomsHinted('rejected', { room, from });
    case BusinessType.pullRoom:
      return roomsHinted('pulled', { room, from });
    case BusinessType.kickRoom:
      return roomsHinted('removed', { room, from });
    default:
      return null;
  }
}

function roomsHinted(
  news: RoomNews,
  { room, from }: { readonly room: string; readonly from: string },
): DomainEvent {
  const [named, by] = [room, from].map((node) => (isNode(node) ? toNodeId(node) : null));
  return { kind: 'roomsHinted', room: named ?? null, news, by: by ?? null };
}

/** A message as it goes out. */
export interface OutgoingMessage extends OutgoingContents {
  readonly to: ConversationAddress;
  /** The room through which it goes, to somebody who need not be a friend; null for none. */
  readonly viaRoom: NodeId | null;
  readonly cid: string;
  readonly clientId: bigint;
}

/** A frame for the outbox: its type and its packet. */
export interface OutgoingFrame {
  readonly type: 90 | 92 | 93;
  readonly packet: TimMessage;
}

/** tim packet 90 for a message. */
export function toMessageFrame(message: OutgoingMessage): OutgoingFrame {
  const { to, viaRoom, cid, clientId } = message;
  const { extend, ...fields } = writeContents(message);
  const packet = {
    ...toTarget(to),
    ...(viaRoom === null ? {} : { roomTid: { node: viaRoom } }),
    odType: OdType.message,
    id: clientId,
    ...fields,
    extend: { cid, v: conventionVersion, ...extend },
  };
  return { type: FrameType.message, packet };
}

/** tim packet 90, `odType` 32: tells the author of a burn message that it was opened. The server never confirms it. */
export function toOpenedFrame(notice: MessageCommand): OutgoingFrame {
  return {
    type: FrameType.message,
    packet: {
      ...toTarget(notice.to),
      odType: OdType.revealed,
      id: notice.clientId,
      extend: { mid: String(notice.mid), v: conventionVersion },
    },
  };
}

/** A reaction as it goes out. */
export interface OutgoingReaction extends MessageCommand {
  /** Known again when it comes back from a room. */
  readonly cid: string;
  /** Null: what was said before is taken back. */
  readonly emoji: string | null;
}

/**
 * How the user reacts to a message: one to one tim packet 90 with `odType` 33, which the server never confirms; in a room a message
 * (`odType` 1, `udtype` 1004), because there nothing else goes through (section 10).
 */
export function toReactionFrame({ to, mid, clientId, cid, emoji }: OutgoingReaction): OutgoingFrame {
  const extend = writeReaction(mid, emoji);
  const packet =
    to.kind === 'user'
      ? { odType: OdType.reaction, extend }
      : { odType: OdType.message, ...reactionFields(emoji), extend: { ...extend, cid } };
  return { type: FrameType.message, packet: { ...toTarget(to), id: clientId, ...packet } };
}

/** What a command names: the chat, and the server's number of the message. */
export interface MessageCommand {
  readonly to: ConversationAddress;
  readonly mid: ServerMid;
  readonly clientId: bigint;
}

/** tim packet 92 or 93; `extend.mid` survives the offline queue, where the server overwrites `mid` with 0. */
export function toEraseFrame(kind: 'revoke' | 'burn', command: MessageCommand): OutgoingFrame {
  return {
    type: kind === 'revoke' ? FrameType.revoke : FrameType.burn,
    packet: {
      ...toTarget(command.to),
      odType: kind === 'revoke' ? OdType.revoke : OdType.burn,
      id: command.clientId,
      mid: command.mid,
      extend: { mid: String(command.mid), v: conventionVersion },
    },
  };
}

function toTarget(to: ConversationAddress): Pick<TimMessage, 'msType' | 'toTid' | 'roomTid'> {
  return to.kind === 'room'
    ? { msType: MsType.room, roomTid: { node: to.node } }
    : { msType: MsType.user, toTid: { node: to.node } };
}
