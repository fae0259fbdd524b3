import { parseBurnTerms } from '../domain/burn-policy';
import type { MessageReceived } from '../domain/domain-event';
import type { FileContent } from '../domain/file';
import { toServerMid, type NodeId, type ServerMid } from '../domain/ids';
import { maxReceivedImageBytes, readImage } from '../domain/image';
import { toDisplayName } from '../domain/display-name';
import {
  maxCaptionLength,
  maxForwardedName,
  maxKeptBytes,
  type BurnTerms,
  type MessageContent,
  type UnreadableReason,
} from '../domain/message';
import { isReaction } from '../domain/reaction';
import { maxKeptTextLength, toKeptText, wholeCharacterEnd } from '../domain/text-policy';
import { hasVisible } from '../domain/visible-text';
import { readFileOffer, writeFileOffer } from './file-offer';
import { decodeFrame, encodeFrame } from './frame';
import { parseMentionList } from './mention-list';
import { FrameType, MsType } from './packet-types';
import type { TimMessage } from './packets';
import { ProtocolError } from './protocol-error';

/** Version of this client's use of tim's free fields, `extend.v`. */
export const conventionVersion = '1';

/** What a client without burn support shows instead of the content. */
const burnNotice =
  '🔥 阅后即焚消息，请使用支持阅后即焚的客户端查看 · Burn-after-reading message, open it in a client that supports it';

/** What a client without pictures shows instead of one. */
const imageNotice = '[图片 · Picture]';

/** What a client without files shows before the name of one. */
const fileNotice = '[文件 · File]';

/** `udtype`: what kind of content a message carries (section 16). */
const contentTypes = { text: 0, image: 1001, file: 1002, reaction: 1004 } as const satisfies Record<
  ReadableKind,
  number
>;
type ReadableKind = Exclude<MessageContent['kind'], 'unsupported' | 'unreadable'>;
type ShownContent = Extract<MessageContent, { readonly kind: 'text' | 'image' | 'file' }>;

/** What is kept may lie for years, so it has one encoding whatever the connection speaks. */
const keptContext = { from: 'client', encoding: 'compact' } as const;

/** What a stored content needs beside what travelled: a picture's size in words, and the like. */
const readingReserveBytes = 256;

/** `extend.album`: nothing but an id gets in. */
const albumPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

const largestInt64 = 9_223_372_036_854_775_807n;

/** What a message says, and what it points at: the part that end-to-end encryption conceals. */
export type Contents = Pick<MessageReceived, 'content' | 'burnTerms' | 'replyTo' | 'replaces' | 'mentions'>;

/**
 * Reads the fields of a message on the wire that say something: the one place that does. Nothing else may look at them, see
 * `Protection`.
 */
export function readContents(packet: TimMessage, unopened: UnreadableReason | null): Contents {
  if (unopened !== null) {
    return { content: toUnreadable(packet, unopened), burnTerms: null, replyTo: null, mentions: [] };
  }
  const replaces = parseMid(packet.extend?.['ed']);
  return {
    replyTo: parseMid(packet.extend?.['re']),
    ...(replaces === null ? {} : { replaces }),
    mentions: packet.msType === MsType.room ? parseMentionList(packet.extend?.['at']) : [],
    ...readContent(packet),
  };
}

/** What somebody writes who asks to be a friend. */
export const greetingOf = (packet: TimMessage): string => packet.dataString ?? '';

/**
 * Content and burn terms. The body of a burn message lies in `extra.body`, so that a client without burn support has
 * nothing to show; a burn message without a body burns nothing and shows its notice.
 */
function readContent(packet: TimMessage): Pick<Contents, 'content' | 'burnTerms'> {
  const extend = packet.extend ?? {};
  const unsupported = toUnsupported(packet);
  const terms = packet.msType === MsType.user ? parseBurnTerms(extend['burn'], extend['burnmax']) : null;
  // What is meant to burn burns in time even where nobody can read it.
  if (isOfNewerClient(packet)) return { content: toUnreadable(packet, 'newerClient'), burnTerms: terms };
  // What a reaction says is never shown as a text, nor is one that says nothing.
  if (packet.udtype === contentTypes.reaction) {
    return { content: toReaction(packet) ?? toUnsupported({ ...packet, dataString: '' }), burnTerms: null };
  }
  const body = packet.extra?.['body'];
  // A file says in a field of its own what it is, and need not carry its bytes.
  if (terms !== null && (body !== undefined || packet.udtype === contentTypes.file)) {
    const content = toBurnContent(packet, body);
    return content === null
      ? { content: unsupported, burnTerms: null }
      : { content: { ...content, ...toForwarded(packet) }, burnTerms: terms };
  }
  const content = toPlainContent(packet);
  return {
    content: content === null ? unsupported : { ...content, ...toForwarded(packet) },
    burnTerms: null,
  };
}

/** What lies in the body of a burn message. */
function toBurnContent(packet: TimMessage, body: Uint8Array | undefined): ShownContent | null {
  if (packet.udtype === contentTypes.file) return toFile(body, packet);
  if (body === undefined) return null;
  if (packet.udtype === contentTypes.image) return toImage(body, packet);
  return isText(packet) ? toText(decodeKept(body)) : null;
}

/** What its author says of who wrote it first: a name to be read, by which nobody is found. */
function toForwarded({ extend }: TimMessage): { readonly forwardedFrom?: string } {
  const name = extend?.['fw'];
  return name === undefined ? {} : { forwardedFrom: toDisplayName(name, maxForwardedName) };
}

/** An answer in one sign (`extend.mid`, `extend.emoji`, `extend.off`); null where it names no message, or says more than a sign. */
function toReaction(packet: TimMessage): MessageContent | null {
  const { mid, emoji } = readReaction(packet);
  return mid === null || emoji === undefined ? null : { kind: 'reaction', to: mid, emoji };
}

/** What a reaction says; its `emoji` is null where it is taken back, and undefined where that is no sign. */
export function readReaction({ extend }: TimMessage): {
  readonly mid: ServerMid | null;
  readonly emoji: string | null | undefined;
} {
  const emoji = extend?.['emoji'] ?? '';
  const said = isReaction(emoji) ? emoji : undefined;
  return { mid: parseMid(extend?.['mid']), emoji: extend?.['off'] === '1' ? null : said };
}

/** What tells a reaction in a room from a text; clients that do not know it show the sign. */
export const reactionFields = (emoji: string | null): Pick<TimMessage, 'udtype' | 'dataString'> => ({
  udtype: contentTypes.reaction,
  dataString: emoji ?? ' ',
});

/** The fields of a reaction; `emoji` null takes back what was said before. */
export function writeReaction(mid: ServerMid, emoji: string | null): Record<string, string> {
  return { mid: String(mid), ...(emoji === null ? { off: '1' } : { emoji }), v: conventionVersion };
}

function toPlainContent(packet: TimMessage): ShownContent | null {
  const { dataString: text = '', dataBinary: bytes } = packet;
  if (packet.udtype === contentTypes.image) return bytes === undefined ? null : toImage(bytes, packet);
  if (packet.udtype === contentTypes.file) return toFile(bytes, packet);
  return isText(packet) && text !== '' ? toText(text) : null;
}

function toText(whole: string): ShownContent {
  const { text, isCut } = toKeptText(whole);
  return { kind: 'text', text, ...(isCut ? { isCut } : {}) };
}

/** No more of the bytes than can be kept of the text: a character takes at most three bytes a UTF-16 unit. */
function decodeKept(body: Uint8Array): string {
  return new TextDecoder().decode(body.subarray(0, 3 * (maxKeptTextLength + 1)));
}

const toUnsupported = ({ dataString = '' }: TimMessage): MessageContent => ({
  kind: 'unsupported',
  text: toKeptText(dataString).text,
});

const isOfNewerClient = ({ extend, udtype = contentTypes.text }: TimMessage): boolean =>
  (extend?.['v'] ?? conventionVersion) !== conventionVersion ||
  !Object.values(contentTypes).some((known) => known === udtype);

/** Keeps a message as it came, for a version that can read it. */
function toUnreadable(packet: TimMessage, reason: UnreadableReason): MessageContent {
  const frame = encodeFrame({ type: FrameType.message, packet }, keptContext);
  if (frame.length > maxKeptBytes) return toUnsupported(packet);
  // The row must not grow when it becomes readable, or SQLite would move its neighbours.
  const kept = new Uint8Array(frame.length + readingReserveBytes);
  kept.set(frame);
  return { kind: 'unreadable', reason, kept };
}

/** The message that was kept; null when these bytes are none. */
export function fromKept(kept: Uint8Array): TimMessage | null {
  try {
    const frame = decodeFrame(kept.subarray(0, Math.max(0, kept.length - readingReserveBytes)), keptContext);
    return frame.type === FrameType.message ? frame.packet : null;
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

const isText = ({ udtype = contentTypes.text }: TimMessage): boolean => udtype === contentTypes.text;

function toImage(bytes: Uint8Array, { extend, extra }: TimMessage): ShownContent | null {
  const info = bytes.length > maxReceivedImageBytes ? null : readImage(bytes);
  if (info === null) return null;
  return { kind: 'image', info, bytes, ...toCaption(extra?.['caption']), ...toAlbum(extend) };
}

function toFile(bytes: Uint8Array | undefined, { extend, extra = {} }: TimMessage): ShownContent | null {
  const offer = readFileOffer(extra, bytes);
  return offer === null ? null : { ...offer, ...toCaption(extra['caption']), ...toAlbum(extend) };
}

/** What it was sent together with. */
function toAlbum(extend: TimMessage['extend']): { readonly albumId?: string } {
  const album = extend?.['album'] ?? '';
  return albumPattern.test(album) ? { albumId: album } : {};
}

/** What goes with a picture, as much of it as is kept; nothing for what cannot be seen. */
function toCaption(bytes: Uint8Array | undefined): { readonly caption?: string; readonly isCut?: boolean } {
  if (bytes === undefined) return {};
  const whole = new TextDecoder().decode(bytes.subarray(0, 3 * (maxCaptionLength + 1))).trim();
  if (!hasVisible(whole)) return {};
  if (whole.length <= maxCaptionLength) return { caption: whole };
  return { caption: whole.slice(0, wholeCharacterEnd(whole, maxCaptionLength)), isCut: true };
}

/** A number of the server in a field of texts; null for anything else. */
export function parseMid(text: string | undefined): ServerMid | null {
  if (text === undefined || !/^\d{1,19}$/u.test(text)) return null;
  const value = BigInt(text);
  return value > largestInt64 ? null : toServerMid(value);
}

/** What an own message holds. */
export type OutgoingContent =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'image';
      readonly bytes: Uint8Array;
      /** What goes with it; null for nothing. */
      readonly caption: string | null;
      /** The id that it shares with those sent together with it; null for a picture alone. */
      readonly albumId: string | null;
    }
  | (Pick<FileContent, 'kind' | 'info' | 'bytes' | 'preview'> & {
      /** What goes with it; null for nothing. */
      readonly caption: string | null;
      readonly albumId: string | null;
    });

/** What an own message says, and what it points at. */
export interface OutgoingContents {
  readonly content: OutgoingContent;
  /** Who wrote it first, empty for a name that is not known; null or absent for what is not forwarded. */
  readonly forwardedFrom?: string | null;
  /** The message that it answers; the quoted text is never sent along. */
  readonly replyTo: ServerMid | null;
  /** The message that it replaces, which was taken back before; null or absent for none. */
  readonly replaces?: ServerMid | null;
  /** Members of the room whom it calls. */
  readonly mentions: readonly NodeId[];
  /** Null for a message that stays. */
  readonly burnTerms: BurnTerms | null;
}

/** The fields of a packet that say it. */
export function writeContents(
  contents: OutgoingContents,
): Pick<TimMessage, 'udtype' | 'dataString' | 'dataBinary' | 'extra'> & { extend: Record<string, string> } {
  const { content, burnTerms } = contents;
  const kind = content.kind === 'text' ? {} : { udtype: contentTypes[content.kind] };
  const extend = toReferences(contents);
  const beside = toFieldsBeside(content);
  if (burnTerms === null) {
    return { ...kind, ...toPlainFields(content), ...(beside === null ? {} : { extra: beside }), extend };
  }
  const body = toBody(content);
  const { seconds, maxUnreadSeconds } = burnTerms;
  return {
    ...kind,
    dataString: burnNotice,
    extend: { ...extend, burn: String(seconds), burnmax: String(maxUnreadSeconds) },
    extra: { ...(body === null ? {} : { body }), ...beside },
  };
}

/** What a message points at. */
function toReferences({
  content,
  replyTo,
  replaces = null,
  mentions,
  forwardedFrom = null,
}: OutgoingContents): Readonly<Record<string, string>> {
  return {
    ...(content.kind !== 'text' && content.albumId !== null ? { album: content.albumId } : {}),
    ...(replyTo === null ? {} : { re: String(replyTo) }),
    ...(replaces === null ? {} : { ed: String(replaces) }),
    ...(mentions.length === 0 ? {} : { at: JSON.stringify(mentions) }),
    ...(forwardedFrom === null ? {} : { fw: forwardedFrom }),
  };
}

function toPlainFields(content: OutgoingContent): Pick<TimMessage, 'dataString' | 'dataBinary'> {
  switch (content.kind) {
    case 'text':
      return { dataString: content.text };
    case 'image':
      return {
        dataString: content.caption === null ? imageNotice : `${imageNotice} ${content.caption}`,
        dataBinary: content.bytes,
      };
    case 'file': {
      const dataBinary = toBody(content);
      return {
        dataString: `${fileNotice} ${content.info.name}${content.caption === null ? '' : `\n${content.caption}`}`,
        ...(dataBinary === null ? {} : { dataBinary }),
      };
    }
  }
}

/** The bytes of a content; null for a file that does not travel with its message. */
function toBody(content: OutgoingContent): Uint8Array | null {
  if (content.kind === 'text') return new TextEncoder().encode(content.text);
  return content.kind === 'image' || content.info.isCarried ? content.bytes : null;
}

/** In one place whether it burns or not; clients without pictures find a caption beside their notice, if it does not. */
function toFieldsBeside(content: OutgoingContent): Record<string, Uint8Array> | null {
  if (content.kind === 'text') return null;
  const caption = content.caption === null ? {} : { caption: new TextEncoder().encode(content.caption) };
  if (content.kind === 'file') return { ...writeFileOffer(content), ...caption };
  return content.caption === null ? null : caption;
}
