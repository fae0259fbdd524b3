import type { ConcealedFileView, FileStateView } from '../../preload/contract/file-views';
import type { FailureCode } from '../../preload/contract/result';
import type {
  BodyView,
  DeliveryView,
  MessageView,
  OperationView,
  QuoteView,
  ReactionView,
} from '../../preload/contract/message-views';
import type { NodeId } from '../domain/ids';
import { isVanished, type Message, type MessageWords } from '../domain/message';
import type { Place } from '../domain/place';
import { contentKinds, toTextView } from './content-kinds';
import { toFailureCode } from './failure-code';
import { toMentionViews } from './mention-view';
import { ownNamesOf, type NameOf } from './name-of';
import { firstPart, partOf } from './text-part';

/** What the view of a message depends on besides the message. */
export interface MessageViewContext {
  readonly self: NodeId;
  /** The time that life times count, ms since 1970. */
  readonly nowMs: number;
  /** How far this computer's clock is behind that time, because somebody set it back. */
  readonly clockLagMs: number;
  /** Knows at least those whom `peopleIn` names. */
  readonly nameOf: NameOf;
  /** Name of a room; its node while none is known. */
  readonly roomNameOf: (node: NodeId) => string;
  /** The window shows this burn message openly. */
  readonly isOpen: boolean;
  /** What it says, of a burn message that `mayShowBurn`; null for any other. */
  readonly burnWords: MessageWords | null;
  /** Somebody wants it burned, and the disk has not taken that yet. */
  readonly isToBurn: boolean;
  /** Why what is over could not be erased yet; null when that is only a matter of a moment. */
  readonly erasureFailure: FailureCode | null;
  /** Until when the text of a revoked message can be had back, ms in the time that life times count. */
  readonly reeditUntilMs: number | null;
  /** What it answers; null for nothing. */
  readonly quote: QuoteView | null;
  /** Where the bytes of its file are; `offered` for what is no file. */
  readonly fileState: FileStateView;
  /** What may be told of the file of a burn message that is covered; null for what is no file. */
  readonly concealedFile: ConcealedFileView | null;
  /** What its author said instead, or is about to; null for nothing. */
  readonly replacement: Message | null;
  /** What is said to it in one sign. */
  readonly reactions: readonly ReactionView[];
}

/** The message as the window may see it: concealed, expired and erased content stays behind. */
export function toMessageView(message: Message, context: MessageViewContext): MessageView {
  const body = toBody(message, context);
  return {
    messageId: message.messageId,
    conversationId: message.conversationId,
    authorNode: message.author,
    authorName: context.nameOf(message.author),
    isMine: message.isMine,
    ...(message.viaRoom === null ? {} : { viaRoomName: context.roomNameOf(message.viaRoom) }),
    sentAtMs: Number(message.sortNs / 1_000_000n),
    body,
    ...(message.replaces !== null && isOpenBody(body) ? { isEdited: true } : {}),
    ...(message.isPinned ? { isPinned: true } : {}),
    ...(message.isSaved ? { isSaved: true } : {}),
    ...(message.isPlayed ? { isPlayed: true } : {}),
    ...toForwarded(message, body, context),
    ...(isOpenBody(body) && context.reactions.length > 0 ? { reactions: context.reactions } : {}),
    quote: isOpenBody(body) ? context.quote : null,
    mentions: toMentionViews(openTextOf(body), message.mentions, {
      self: context.self,
      nameOf: ownNamesOf(context.nameOf),
    }),
    isUnread: message.isUnread,
    delivery: toDelivery(message),
    operation: toOperation(message, context),
    sortKey: toSortKey(message),
  };
}

function toForwarded(
  message: Message,
  body: BodyView,
  { burnWords }: MessageViewContext,
): Pick<MessageView, 'forwardedFrom'> {
  const { forwardedFrom } = burnWords ?? message;
  return forwardedFrom === null || !isOpenBody(body) ? {} : { forwardedFrom };
}

/** Whether the window may be told what a burn message says, should its time not be over: its author's, or one that is open. */
export const mayShowBurn = (
  { burnTerms, isMine, contentState }: Pick<Message, 'burnTerms' | 'isMine' | 'contentState'>,
  isOpen: boolean,
): boolean => burnTerms !== null && contentState === 'present' && (isMine || isOpen);

/** Everybody whose name the view of a message may show, beside those in what it answers. */
export const peopleIn = ({ author, mentions }: Message): readonly NodeId[] => [author, ...mentions];

/** The text in which somebody may be called. */
function openTextOf(body: BodyView): string {
  if (body.kind === 'image' || body.kind === 'file') return body.caption ?? '';
  return body.kind === 'text' ? body.text : '';
}

/** Whether the window sees anything of the content. */
const isOpenBody = ({ kind }: BodyView): boolean =>
  kind !== 'burnConcealed' &&
  kind !== 'erasing' &&
  kind !== 'burned' &&
  kind !== 'revoked' &&
  kind !== 'vanished';

// Places are int64; more cannot be asked for.
const largestInt64 = 9_223_372_036_854_775_807n;

/** Place in the chat as text that compares like the place: both numbers, padded. */
export const toSortKey = ({ place, tieBreaker }: Place): string =>
  `${String(place).padStart(20, '0')}:${String(tieBreaker).padStart(20, '0')}`;

/** The place named by a sort key, null when the text is none. */
export function parseSortKey(text: string): Place | null {
  const match = /^(\d{20}):(\d{20})$/u.exec(text);
  if (match === null) return null;
  const place = BigInt(match[1] ?? 0);
  const tieBreaker = BigInt(match[2] ?? 0);
  return place > largestInt64 || tieBreaker > largestInt64 ? null : { place, tieBreaker };
}

function toBody(message: Message, context: MessageViewContext): BodyView {
  if (isVanished(message)) return { kind: 'vanished' };
  const isWithdrawn = message.contentState === 'withdrawn';
  if (message.contentState === 'revoked' || isWithdrawn) {
    const { reeditUntilMs, clockLagMs, replacement } = context;
    return {
      kind: 'revoked',
      byMe: isWithdrawn || message.revokedBy === context.self,
      reeditUntilMs: reeditUntilMs === null ? null : reeditUntilMs - clockLagMs,
      ...(replacement?.contentState === 'present' ? { replacedById: replacement.messageId } : {}),
    };
  }
  if (message.contentState === 'unreadable') return unsupported(message);
  if (message.contentState !== 'present') return { kind: 'burned' };
  if (message.burnTerms !== null) return toBurnBody(message, message.burnTerms.seconds, context);
  return contentKinds[message.contentKind].content(message, context.fileState) ?? unsupported(message);
}

const unsupported = ({ text }: Message): BodyView => ({
  kind: 'unsupported',
  text: partOf(text ?? '', 0, firstPart).text,
});

function toBurnBody(message: Message, seconds: number, context: MessageViewContext): BodyView {
  const { nowMs, clockLagMs, isOpen, burnWords, fileState, isToBurn, erasureFailure } = context;
  // Between its end and the commit that erases it nothing of it may be shown, and nobody may be told that it is gone.
  if (isToBurn || (message.expiresAtMs !== null && message.expiresAtMs <= nowMs)) {
    return { kind: 'erasing', reason: erasureFailure };
  }
  const content =
    (burnWords === null ? null : contentKinds[message.contentKind].content(burnWords, fileState)) ??
    toTextView('', false);
  const isOpened = message.revealedAtMs !== null;
  const expiresAtMs = message.expiresAtMs === null ? null : message.expiresAtMs - clockLagMs;
  if (message.isMine) return { kind: 'burnOwn', content, seconds, isOpened, expiresAtMs };
  const file = context.concealedFile === null ? {} : { file: context.concealedFile };
  if (expiresAtMs === null || !isOpened)
    return { kind: 'burnConcealed', seconds, expiresAtMs: null, ...file };
  return isOpen
    ? { kind: 'burnRevealed', content, seconds, expiresAtMs }
    : { kind: 'burnConcealed', seconds, expiresAtMs, ...file };
}

function toDelivery(message: Message): DeliveryView {
  // Why it did not go out is of no interest to somebody who took it back.
  if (message.contentState === 'withdrawn') return { state: 'pending' };
  if (message.delivery !== 'failed') return { state: message.delivery };
  return { state: 'failed', reason: toFailureCode(message.deliveryFailure ?? 'internal') };
}

function toOperation(message: Message, { replacement }: MessageViewContext): OperationView | null {
  if (message.pendingOperation !== null) {
    const isEdit = replacement !== null && replacement.delivery !== 'failed';
    return {
      kind: message.pendingOperation,
      state: 'pending',
      reason: null,
      ...(isEdit ? { isEdit } : {}),
    };
  }
  if (message.operationFailure === null) return null;
  // A refused burn is one whose content is gone here; a refused revoke leaves the message as it was.
  const kind = message.contentState === 'burned' ? 'burn' : 'revoke';
  return { kind, state: 'failed', reason: toFailureCode(message.operationFailure) };
}
