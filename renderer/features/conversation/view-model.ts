import type {
  BodyView,
  ContentView,
  Locale,
  MessageView,
  RevocableView,
} from '../../../preload/contract/views';
import { dayDividerText, startOfDay, type DayText } from '../../app/date-text';

/** One row of the timeline. */
export type TimelineRow =
  | { readonly kind: 'day'; readonly key: string; readonly day: DayText }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: MessageView;
      /** First and last bubble of a group: same author, same minute. */
      readonly isFirst: boolean;
      readonly isLast: boolean;
    };

const minuteMs = 60_000;

/** Revoked and burned messages are one line, not a bubble, and end a group. */
export function isLine({ body }: MessageView): boolean {
  return body.kind === 'revoked' || body.kind === 'burned';
}

/** What a bubble without a clock of its own holds; null for bodies that show nothing, or show it elsewhere. */
export function openContent(body: BodyView): ContentView | null {
  switch (body.kind) {
    case 'text':
    case 'image':
      return body;
    case 'unsupported':
      return { kind: 'text', text: body.text };
    case 'burnOwn':
      return body.content;
    default:
      return null;
  }
}

function isSameGroup(first: MessageView | undefined, second: MessageView | undefined): boolean {
  if (first === undefined || second === undefined || isLine(first) || isLine(second)) return false;
  return (
    first.authorNode === second.authorNode &&
    first.isMine === second.isMine &&
    Math.floor(first.sentAtMs / minuteMs) === Math.floor(second.sentAtMs / minuteMs)
  );
}

/** The rows of a timeline: messages in groups with a divider before each day. `nowMs` is server time. */
export function timelineRows(
  messages: readonly MessageView[],
  nowMs: number,
  locale: Locale,
): readonly TimelineRow[] {
  return messages.flatMap((message, index): TimelineRow[] => {
    const before = messages[index - 1];
    const day = startOfDay(message.sentAtMs);
    const row: TimelineRow = {
      kind: 'message',
      key: message.messageId,
      message,
      isFirst: !isSameGroup(before, message),
      isLast: !isSameGroup(message, messages[index + 1]),
    };
    if (before !== undefined && startOfDay(before.sentAtMs) === day) return [row];
    // Keyed by message too: a clock that was set back can bring the same day twice.
    const key = `day:${day}:${message.messageId}`;
    return [{ kind: 'day', key, day: dayDividerText(message.sentAtMs, nowMs, locale) }, row];
  });
}

/** Whether an own message can be revoked now, for its menu. */
export type RevokeEntry =
  | { readonly state: 'available'; readonly remainingMs: number | null }
  | { readonly state: 'windowOver' | 'inProgress' };

/** What the menu of a message offers; an empty menu is not shown. */
export interface MessageMenuModel {
  /** Text to copy; null where copying is blocked. */
  readonly copyText: string | null;
  readonly revoke: RevokeEntry | null;
  readonly canBurnNow: boolean;
  readonly canRetry: boolean;
}

/** The entries of a message's menu. Main decides; this only says beforehand what it would answer. */
export function messageMenu(
  message: MessageView,
  revokeWindowSeconds: number | null,
  serverNowMs: number,
): MessageMenuModel | null {
  const { body, delivery } = message;
  if (isLine(message)) return null;
  const menu: MessageMenuModel = {
    copyText: body.kind === 'text' ? body.text : null,
    revoke:
      message.isMine && delivery.state !== 'failed'
        ? revokeEntry(message, revokeWindowSeconds, serverNowMs)
        : null,
    canBurnNow: body.kind === 'burnRevealed',
    canRetry: delivery.state === 'failed',
  };
  const isEmpty = menu.copyText === null && menu.revoke === null && !menu.canBurnNow && !menu.canRetry;
  return isEmpty ? null : menu;
}

function revokeEntry(message: MessageView, windowSeconds: number | null, serverNowMs: number): RevokeEntry {
  if (message.operation?.kind === 'revoke' && message.operation.state === 'pending')
    return { state: 'inProgress' };
  if (windowSeconds === null) return { state: 'available', remainingMs: null };
  const remainingMs = message.sentAtMs + windowSeconds * 1000 - serverNowMs;
  return remainingMs > 0 ? { state: 'available', remainingMs } : { state: 'windowOver' };
}

/** The hint under the composer: null while there is nothing to revoke; no time left means without limit. */
export function revokeHint(
  revocable: RevocableView | null,
  serverNowMs: number,
): { readonly remainingMs: number | null } | null {
  if (revocable === null) return null;
  if (revocable.untilMs === null) return { remainingMs: null };
  const remainingMs = revocable.untilMs - serverNowMs;
  return remainingMs > 0 ? { remainingMs } : null;
}

/** A running reading time. */
export interface Countdown {
  /** Whole seconds left, rounded up. */
  readonly secondsLeft: number;
  /** Part of the reading time that is left, 0 to 1. */
  readonly fraction: number;
  /** The last three seconds. */
  readonly isEnding: boolean;
  /** Seconds that a screen reader says now: few steps, so that it does not talk without end. */
  readonly announcedSeconds: number;
}

const announcedMarks = [3, 10, 30, 60] as const;

/** The countdown of a revealed message. Both times are in this computer's clock. */
export function countdown(expiresAtMs: number, seconds: number, nowMs: number): Countdown {
  const leftMs = Math.max(0, expiresAtMs - nowMs);
  const secondsLeft = Math.ceil(leftMs / 1000);
  const mark = announcedMarks.find((candidate) => secondsLeft <= candidate && candidate < seconds);
  return {
    secondsLeft,
    fraction: seconds <= 0 ? 0 : Math.min(1, leftMs / (seconds * 1000)),
    isEnding: secondsLeft <= 3,
    announcedSeconds: mark ?? seconds,
  };
}
