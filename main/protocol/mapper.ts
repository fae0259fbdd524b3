import { parseBurnTerms } from '../domain/burn-policy';
import type { ConversationAddress } from '../domain/conversation';
import type {
  DomainEvent,
  EventSource,
  MessageErased,
  MessageOpened,
  MessageReceived,
} from '../domain/domain-event';
import { isNode, maxNodeLength, toNodeId, toServerMid, type NodeId, type ServerMid } from '../domain/ids';
import { maxReceivedImageBytes, readImage } from '../domain/image';
import type { BurnTerms, MessageContent } from '../domain/message';
import { maxKeptTextLength, toKeptText } from '../domain/text-policy';
import { parseMentionList } from './mention-list';
import { BusinessType, FrameType, MsType, OdType } from './packet-types';
import type { TimAck, TimMessage } from './packets';

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

/** What a client without pictures shows instead of one. */
const imageNotice = '[图片 · Picture]';

/** `udtype`: what kind of content a message carries (section 16). */
const contentTypes = { text: 0, image: 1001 } as const;

const largestInt64 = 9_223_372_036_854_775_807n;

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
    replyTo: parseMid(packet.extend?.['re']),
    mentions: conversation.kind === 'room' ? parseMentionList(packet.extend?.['at']) : [],
    ...toContent(packet),
    source: context.source,
    isNews: true,
  };
}

/**
 * Content and burn terms. The body of a burn message lies in `extra.body`, so that a client without burn support has
 * nothing to show; a burn message without a body, or of a kind that is not known, burns nothing and shows its notice.
 */
function toContent(packet: TimMessage): Pick<MessageReceived, 'content' | 'burnTerms'> {
  const extend = packet.extend ?? {};
  const unsupported = { kind: 'unsupported', text: toKeptText(packet.dataString ?? '').text } as const;
  if ((extend['v'] ?? conventionVersion) !== conventionVersion) {
    return { content: unsupported, burnTerms: null };
  }
  const terms = packet.msType === MsType.user ? parseBurnTerms(extend['burn'], extend['burnmax']) : null;
  const body = packet.extra?.['body'];
  if (terms !== null && body !== undefined) {
    const content =
      packet.udtype === contentTypes.image ? toImage(body) : isText(packet) ? toText(decodeKept(body)) : null;
    return content === null ? { content: unsupported, burnTerms: null } : { content, burnTerms: terms };
  }
  return { content: toPlainContent(packet) ?? unsupported, burnTerms: null };
}

function toPlainContent(packet: TimMessage): MessageContent | null {
  const { dataString: text = '', dataBinary: bytes } = packet;
  if (packet.udtype === contentTypes.image) return bytes === undefined ? null : toImage(bytes);
  return isText(packet) && text !== '' ? toText(text) : null;
}

function toText(whole: string): MessageContent {
  const { text, isCut } = toKeptText(whole);
  return { kind: 'text', text, ...(isCut ? { isCut } : {}) };
}

/** No more of the bytes than can be kept of the text: a character takes at most three bytes a UTF-16 unit. */
function decodeKept(body: Uint8Array): string {
  return new TextDecoder().decode(body.subarray(0, 3 * (maxKeptTextLength + 1)));
}

const isText = ({ udtype = contentTypes.text }: TimMessage): boolean => udtype === contentTypes.text;

function toImage(bytes: Uint8Array): MessageContent | null {
  const info = bytes.length > maxReceivedImageBytes ? null : readImage(bytes);
  return info === null ? null : { kind: 'image', info, bytes };
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
  readonly content: OutgoingContent;
  /** The message that it answers; the quoted text is never sent along. */
  readonly replyTo: ServerMid | null;
  /** Members of the room whom it calls. */
  readonly mentions: readonly NodeId[];
  /** Null for a message that stays. */
  readonly burnTerms: BurnTerms | null;
}

/** What an own message holds. */
export type OutgoingContent =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'image'; readonly bytes: Uint8Array };

/** A frame for the outbox: its type and its packet. */
export interface OutgoingFrame {
  readonly type: 90 | 92 | 93;
  readonly packet: TimMessage;
}

/** tim packet 90 for a message. */
export function toMessageFrame(message: OutgoingMessage): OutgoingFrame {
  const { to, cid, clientId, content, burnTerms } = message;
  const base = {
    ...toTarget(to),
    odType: OdType.message,
    id: clientId,
    ...(content.kind === 'image' ? { udtype: contentTypes.image } : {}),
  };
  const extend = { cid, v: conventionVersion, ...toReferences(message) };
  if (burnTerms === null) {
    return { type: FrameType.message, packet: { ...base, ...toPlainFields(content), extend } };
  }
  const { seconds, maxUnreadSeconds } = burnTerms;
  return {
    type: FrameType.message,
    packet: {
      ...base,
      dataString: burnNotice,
      extend: { ...extend, burn: String(seconds), burnmax: String(maxUnreadSeconds) },
      extra: { body: content.kind === 'image' ? content.bytes : new TextEncoder().encode(content.text) },
    },
  };
}

/** What a message points at. */
function toReferences({ replyTo, mentions }: OutgoingMessage): Readonly<Record<string, string>> {
  return {
    ...(replyTo === null ? {} : { re: String(replyTo) }),
    ...(mentions.length === 0 ? {} : { at: JSON.stringify(mentions) }),
  };
}

const toPlainFields = (content: OutgoingContent): Pick<TimMessage, 'dataString' | 'dataBinary'> =>
  content.kind === 'image'
    ? { dataString: imageNotice, dataBinary: content.bytes }
    : { dataString: content.text };

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
