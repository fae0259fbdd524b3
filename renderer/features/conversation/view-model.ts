import type { FailureCode } from '../../../preload/contract/result';
import type {
  BodyView,
  ContentView,
  MessageView,
  RevocableView,
} from '../../../preload/contract/message-views';
import type { ReceiptsView } from '../../../preload/contract/receipt-views';
import { refusedAction, type RefusedAction } from './refused-message';
import type { RevokeEntry } from './revoke-entry';
import { sentStateOf } from './sent-state';
import { canDeleteHere, canForward, isSelectable } from './selection-facts';
import { isLine, type FoldRow } from './timeline-rows';

/** What a bubble without a clock of its own holds; null for bodies that show nothing, or show it elsewhere. */
export function openContent(body: BodyView): ContentView | null {
  switch (body.kind) {
    case 'text':
    case 'image':
    case 'file':
      return body;
    case 'unsupported':
      return { kind: 'text', text: body.text };
    case 'burnOwn':
      return body.content;
    default:
      return null;
  }
}

/** The sentence that is left of a revoked, burned, expired or vanished message: a message key that takes `name` and `reason`. */
export interface LineText {
  readonly key:
    | 'revoke.byMe'
    | 'revoke.by'
    | 'editing.line'
    | 'revoke.byPeer'
    | 'revoke.vanished'
    | 'burn.burned'
    | 'burn.burnedBy'
    | 'burn.erasing'
    | 'burn.erasingFailed';
  readonly name: string;
  /** Why it is not erased yet. */
  readonly reason: FailureCode | null;
}

/** What the line of such a message says. `peerName` is the only one who can burn an own message; null in rooms. */
export function lineText({ body, isMine, authorName }: MessageView, peerName: string | null): LineText {
  if (body.kind === 'erasing') {
    return {
      key: body.reason === null ? 'burn.erasing' : 'burn.erasingFailed',
      name: '',
      reason: body.reason,
    };
  }
  const reason = null;
  if (body.kind === 'vanished') return { key: 'revoke.vanished', name: '', reason };
  if (body.kind === 'revoked') {
    if (body.replacedById !== undefined) return { key: 'editing.line', name: '', reason };
    if (body.byMe) return { key: 'revoke.byMe', name: '', reason };
    return peerName === null
      ? { key: 'revoke.by', name: authorName, reason }
      : { key: 'revoke.byPeer', name: '', reason };
  }
  return { key: isMine && peerName !== null ? 'burn.burnedBy' : 'burn.burned', name: '', reason };
}

/** What a fold says: a message key and its numbers. */
export interface FoldText {
  readonly key: 'fold.revoked' | 'fold.burned' | 'fold.vanished' | 'fold.both' | 'fold.mixed' | 'fold.room';
  readonly count: number;
  readonly revoked: number;
  readonly burned: number;
}

/** The number of folded messages, by what became of them, or of folded lines about a room. */
export function foldText({ revokedCount, burnedCount, lineCount, messageIds }: FoldRow): FoldText {
  const count = messageIds.length;
  return {
    key: lineCount > 0 ? 'fold.room' : foldKey({ count, revokedCount, burnedCount }),
    count,
    revoked: revokedCount,
    burned: burnedCount,
  };
}

/** The keys that revoke the focused message, or the last one, as they are printed. */
export function revokeKeys(isMac: boolean): string {
  return isMac ? '⌘⇧⌫' : 'Ctrl+Shift+Backspace';
}

/** What the menu of a message offers; an empty menu is not shown. */
export interface MessageMenuModel {
  /** Text to copy; null where copying is blocked. */
  readonly copyText: string | null;
  /** Address of the link at which the menu was asked for; absent elsewhere. */
  readonly linkAddress?: string;
  /** What the user says to it in one sign, null for nothing; absent where nothing can be said so. */
  readonly reaction?: string | null;
  /** Whether it is pinned; absent where it cannot be. */
  readonly isPinned?: boolean;
  /** Whether it is saved; absent where it cannot be. */
  readonly isSaved?: boolean;
  /** How far it has come; absent where receipts are not shared. */
  readonly sentState?: 'sent' | 'delivered' | 'read';
  readonly canForward: boolean;
  readonly canSelect: boolean;
  /** It can be taken away from this computer alone. */
  readonly canDeleteHere: boolean;
  /** Whether it can be answered with a quote; never what burns, and nothing that the server does not have. */
  readonly canReply: boolean;
  readonly revoke: RevokeEntry | null;
  /** Something else can be said instead. */
  readonly canEdit: boolean;
  readonly canBurnNow: boolean;
  /** It was not sent: what helps, if anything does, and it can be removed. Null for every other message. */
  readonly refused: { readonly action: RefusedAction | null } | null;
}

/** What the menu of a message depends on besides the message. */
export interface MessageMenuContext {
  /** The setting; null: without limit. */
  readonly revokeWindowSeconds: number | null;
  readonly serverNowMs: number;
  /** Nothing can be sent in this chat. */
  readonly isClosed?: boolean;
  /** The other side of a one-to-one chat is a friend, so that the server takes back what went through a room as well. */
  readonly isFriend?: boolean;
  /** What the other side has told of own messages; absent where receipts are not shared. */
  readonly receipts?: ReceiptsView;
}

/** The entries of a message's menu. Main decides; this only says beforehand what it would answer. */
export function messageMenu(
  message: MessageView,
  { isClosed = false, receipts, ...context }: MessageMenuContext,
): MessageMenuModel | null {
  const { body, delivery } = message;
  if (isLine(message)) return null;
  const menu: MessageMenuModel = {
    copyText: copyTextOf(body),
    canReply: canReply(message),
    ...reactionOf(message, isClosed),
    ...(isSelectable(message) ? { isPinned: message.isPinned === true } : {}),
    ...(isSelectable(message) && body.kind !== 'unsupported' ? { isSaved: message.isSaved === true } : {}),
    ...(receipts === undefined ? {} : comeTo(message, receipts)),
    canForward: canForward(message),
    canSelect: isSelectable(message),
    canDeleteHere: canDeleteHere(message) && delivery.state !== 'failed',
    revoke: message.isMine && delivery.state !== 'failed' ? revokeEntry(message, context) : null,
    canEdit: canEdit(message, { isClosed, ...context }),
    // Covered again with its clock running it can be burned, too; what was never opened cannot.
    canBurnNow: body.kind === 'burnRevealed' || (body.kind === 'burnConcealed' && body.expiresAtMs !== null),
    refused: delivery.state === 'failed' ? { action: refusedAction(message, isClosed) } : null,
  };
  const {
    copyText,
    revoke,
    refused,
    reaction,
    isPinned,
    isSaved: _isSaved,
    sentState: _state,
    ...can
  } = menu;
  const isEmpty =
    copyText === null &&
    revoke === null &&
    refused === null &&
    reaction === undefined &&
    isPinned === undefined &&
    !Object.values(can).includes(true);
  return isEmpty ? null : menu;
}

/** How far an own message has come that the server has, for its menu; a burn message says more of itself. */
function comeTo(message: MessageView, receipts: ReceiptsView): Pick<MessageMenuModel, 'sentState'> {
  if (message.body.kind === 'burnOwn') return {};
  const state = sentStateOf(message, receipts);
  return state === 'sent' || state === 'delivered' || state === 'read' ? { sentState: state } : {};
}

/** What is copied: a text, or what goes with a picture or a file; null for nothing. */
function copyTextOf(body: BodyView): string | null {
  const isWithMore = body.kind === 'image' || body.kind === 'file';
  const text = isWithMore ? body.caption : body.kind === 'text' ? body.text : undefined;
  return text === undefined || text === '' ? null : text;
}

/** What the user says to a message in one sign, where main would take that: the server has it, and it does not burn. */
function reactionOf(
  { body, delivery, operation, viaRoomName, reactions = [] }: MessageView,
  isClosed: boolean,
): Pick<MessageMenuModel, 'reaction'> {
  const isContent = openContent(body) !== null && body.kind !== 'burnOwn';
  const isThere = delivery.state === 'sent' && operation?.state !== 'pending';
  if (!isContent || !isThere || isClosed || viaRoomName !== undefined) return {};
  return { reaction: reactions.find(({ isMine }) => isMine)?.emoji ?? null };
}

/** Whether main would take an answer that quotes this message. */
export function canReply({ body, delivery, operation }: MessageView): boolean {
  const isContent = body.kind === 'text' || body.kind === 'image' || body.kind === 'file';
  return isContent && delivery.state === 'sent' && operation?.state !== 'pending';
}

/** Whether main would take other words instead of these: own ones, or such as go with an own picture, that can be revoked and do not burn. */
export function canEdit(message: MessageView, { isClosed = false, ...context }: MessageMenuContext): boolean {
  const { body, delivery, isMine, forwardedFrom } = message;
  const hasWords = body.kind === 'text' || body.kind === 'image';
  const isOwnWords = isMine && hasWords && body.isCut !== true && forwardedFrom === undefined;
  if (!isOwnWords || isClosed || delivery.state === 'failed') return false;
  return revokeEntry(message, context).state === 'available';
}

function revokeEntry(
  message: MessageView,
  { revokeWindowSeconds: windowSeconds, serverNowMs, isFriend = false }: MessageMenuContext,
): RevokeEntry {
  if (message.operation?.kind === 'revoke' && message.operation.state === 'pending')
    return { state: 'inProgress' };
  const isBeyondRecall = message.viaRoomName !== undefined && message.delivery.state === 'sent';
  if (isBeyondRecall && !isFriend) return { state: 'needsFriend' };
  if (windowSeconds === null) return { state: 'available', remainingMs: null };
  // The server's clock is known to a part of a second: nobody is promised more than the window.
  const windowMs = windowSeconds * 1000;
  const remainingMs = Math.min(windowMs, message.sentAtMs + windowMs - serverNowMs);
  return remainingMs > 0 ? { state: 'available', remainingMs } : { state: 'windowOver', windowSeconds };
}

/** The hint under the composer: null while there is nothing to revoke; no time left means without limit. */
export function revokeHint(revocable: RevocableView | null, serverNowMs: number): RevokeHint | null {
  if (revocable === null) return null;
  const { messageId, untilMs } = revocable;
  const remainingMs = untilMs === null ? Infinity : untilMs - serverNowMs;
  if (remainingMs <= 0) return null;
  return { messageId, tickingMs: remainingMs <= tickingFromMs ? remainingMs : null };
}

/** A time to revoke ticks in its last part only, ms: before it nobody has to hurry. */
const tickingFromMs = 20_000;

/** The message that the keys would revoke. */
export interface RevokeHint {
  readonly messageId: string;
  /** What is left of the time, once it is short; null until then. */
  readonly tickingMs: number | null;
}

function foldKey({
  count,
  revokedCount,
  burnedCount,
}: Pick<FoldRow, 'revokedCount' | 'burnedCount'> & { readonly count: number }): FoldText['key'] {
  if (revokedCount === count) return 'fold.revoked';
  if (burnedCount === count) return 'fold.burned';
  if (revokedCount + burnedCount === 0) return 'fold.vanished';
  return revokedCount + burnedCount === count ? 'fold.both' : 'fold.mixed';
}
