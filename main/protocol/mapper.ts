import { parseBurnTerms } from '../domain/burn-policy';
import type { ConversationAddress } from '../domain/conversation';
import type { DomainEvent, EventSource, MessageErased, MessageReceived } from '../domain/domain-event';
import { toNodeId, toServerMid, type NodeId, type ServerMid } from '../domain/ids';
import type { BurnTerms, MessageContent } from '../domain/message';
import { BusinessType, FrameType, MsType, OdType } from './packet-types';
import type { TimMessage } from './packets';

/** tim's names stop here: everything above speaks of domain events and messages. Field convention: section 16. */
export interface MapperContext {
  readonly self: NodeId;
  readonly source: EventSource;
}

/** Version of this client's use of tim's free fields, `extend.v`. */
const conventionVersion = '1';

/** What a client without burn support shows instead of the content. */
const burnNotice =
  '🔥 阅后即焚消息，请使用支持阅后即焚的客户端查看 · Burn-after-reading message, open it in a client that supports it';

const largestInt64 = 9_223_372_036_854_775_807n;

/** The facts in a message of the server; none when it means nothing to us or is not complete. */
export function toDomainEvents(packet: TimMessage, context: MapperContext): readonly DomainEvent[] {
  switch (packet.odType) {
    case OdType.message:
      return toList(toMessageReceived(packet, context));
    case OdType.revoke:
      return toList(toMessageErased('messageRevoked', packet, context));
    case OdType.burn:
      return toList(toMessageErased('messageBurned', packet, context));
    case OdType.business:
      return toList(toHint(packet, context));
    default:
      return [];
  }
}

const toList = (event: DomainEvent | null): readonly DomainEvent[] => (event === null ? [] : [event]);

function conversationOf(packet: TimMessage, self: NodeId): ConversationAddress | null {
  const from = packet.fromTid?.node ?? '';
  const other =
    packet.msType === MsType.room ? packet.roomTid?.node : from === self ? packet.toTid?.node : from;
  if (other === undefined || other === '' || from === '') return null;
  return { kind: packet.msType === MsType.room ? 'room' : 'user', node: toNodeId(other) };
}

function toMessageReceived(packet: TimMessage, context: MapperContext): MessageReceived | null {
  const conversation = conversationOf(packet, context.self);
  const mid = toServerMid(packet.mid);
  if (conversation === null || mid === null) return null;
  const author = toNodeId(packet.fromTid?.node ?? '');
  const cid = packet.extend?.['cid'];
  return {
    kind: 'messageReceived',
    conversation,
    author,
    isMine: author === context.self,
    cid: cid === undefined || cid === '' || cid.length > 64 ? null : cid,
    mid,
    sentAtNs: positive(packet.timestamp),
    content: toContent(packet),
    source: context.source,
  };
}

function toContent(packet: TimMessage): MessageContent {
  const extend = packet.extend ?? {};
  const text = packet.dataString ?? '';
  const isKnown = (extend['v'] ?? conventionVersion) === conventionVersion && (packet.udtype ?? 0) === 0;
  const terms = packet.msType === MsType.user ? parseBurnTerms(extend['burn'], extend['burnmax']) : null;
  const body = packet.extra?.['body'];
  if (isKnown && terms !== null && body !== undefined) {
    return { kind: 'burn', text: new TextDecoder().decode(body), terms };
  }
  return isKnown && text !== '' ? { kind: 'text', text } : { kind: 'unsupported', text };
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

function parseMid(text: string | undefined): ServerMid | null {
  if (text === undefined || !/^\d{1,19}$/u.test(text)) return null;
  const value = BigInt(text);
  return value > largestInt64 ? null : toServerMid(value);
}

const positive = (ns: bigint | undefined): bigint => (ns !== undefined && ns > 0n ? ns : 0n);

function toHint(packet: TimMessage, context: MapperContext): DomainEvent | null {
  const from = packet.fromTid?.node ?? '';
  const room = packet.roomTid?.node ?? '';
  switch (packet.bnType) {
    case BusinessType.addRoster:
      if (from === '' || from === context.self) return null;
      return { kind: 'friendRequested', node: toNodeId(from), greeting: packet.dataString ?? '' };
    case BusinessType.friend:
    case BusinessType.removeRoster:
    case BusinessType.blockRoster:
      return { kind: 'rosterHinted' };
    case BusinessType.passRoom:
    case BusinessType.rejectRoom:
    case BusinessType.pullRoom:
    case BusinessType.kickRoom:
      return { kind: 'roomsHinted', room: room === '' ? null : toNodeId(room) };
    default:
      return null;
  }
}

/** A message as it goes out. */
export interface OutgoingMessage {
  readonly to: ConversationAddress;
  readonly cid: string;
  readonly clientId: bigint;
  readonly text: string;
  /** Null for a message that stays. */
  readonly burnTerms: BurnTerms | null;
}

/** A frame for the outbox: its type and its packet. */
export interface OutgoingFrame {
  readonly type: 90 | 92 | 93;
  readonly packet: TimMessage;
}

/** tim packet 90 for a message. */
export function toMessageFrame(message: OutgoingMessage): OutgoingFrame {
  const base = {
    ...toTarget(message.to),
    odType: OdType.message,
    id: message.clientId,
  };
  const extend = { cid: message.cid, v: conventionVersion };
  if (message.burnTerms === null) {
    return { type: FrameType.message, packet: { ...base, dataString: message.text, extend } };
  }
  const { seconds, maxUnreadSeconds } = message.burnTerms;
  return {
    type: FrameType.message,
    packet: {
      ...base,
      dataString: burnNotice,
      extend: { ...extend, burn: String(seconds), burnmax: String(maxUnreadSeconds) },
      extra: { body: new TextEncoder().encode(message.text) },
    },
  };
}

/** tim packet 92 or 93; `extend.mid` survives the offline queue, where the server overwrites `mid` with 0. */
export function toEraseFrame(
  kind: 'revoke' | 'burn',
  command: { readonly to: ConversationAddress; readonly mid: ServerMid; readonly clientId: bigint },
): OutgoingFrame {
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
