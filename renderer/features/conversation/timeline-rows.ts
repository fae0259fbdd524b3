import type { RoomLineView } from '../../../preload/contract/member-views';
import type { BodyView, MessageView } from '../../../preload/contract/message-views';
import type { Locale } from '../../../preload/contract/views';
import { createDayFinder, dayDividerText, type DayText } from '../../base/date-text';
import { albumFrom, withAlbumsTogether } from './timeline-albums';
import { stretchesOf } from './timeline-stretches';

/** One row of the timeline. Keys are unique and stay with what the row shows. */
export type TimelineRow = DayRow | BeginningRow | UnreadRow | MessageRow | LineRow | FoldRow;

export interface DayRow {
  readonly kind: 'day';
  readonly key: string;
  readonly day: DayText;
  /** A moment of it, server time, ms. */
  readonly timeMs: number;
}

/** A friendship began here: see chat-beginning.ts. */
export interface BeginningRow {
  readonly kind: 'beginning';
  readonly key: 'beginning';
}

/** Above it is what was seen, below it what came since. */
export interface UnreadRow {
  readonly kind: 'unread';
  readonly key: 'unread';
}

export interface MessageRow {
  readonly kind: 'message';
  readonly key: string;
  /** Of an album its last picture, under which the words stand. */
  readonly message: MessageView;
  /** The pictures of an album, in their order; empty for a message that stands alone. */
  readonly album: readonly MessageView[];
  /** First and last bubble of a group: same author, same day, none long after the one before. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** The text of this revoked message can still be had back. */
  readonly canReedit: boolean;
}

/** Something that was learnt of a room. It is no message. */
export interface LineRow {
  readonly kind: 'line';
  readonly key: string;
  readonly line: RoomLineView;
}

/** One line for several revoked and burned messages in a row, or for several lines about a room. Open, they follow it. */
export interface FoldRow {
  readonly kind: 'fold';
  readonly key: string;
  /** Those of lines about a room, if it is one of them. */
  readonly messageIds: readonly string[];
  readonly revokedCount: number;
  readonly burnedCount: number;
  /** How many lines about a room; then there are no messages in it. */
  readonly lineCount: number;
  readonly isOpen: boolean;
  /** Of its first message; null where there is none, because nobody reads lines. */
  readonly sortKey: string | null;
}

/** What the rows depend on besides the messages. */
export interface TimelineContext {
  /** Server time, for the names of the days. */
  readonly serverNowMs: number;
  /** This computer's clock, for what can still be written anew. */
  readonly nowMs: number;
  readonly locale: Locale;
  /** Something is said at the message, such as why an action failed. */
  readonly hasNotice: (messageId: string) => boolean;
  /** Messages whose fold the user has opened. */
  readonly unfoldedIds: ReadonlySet<string>;
  /** The message above which the line of the unread ones stands; null for no line. */
  readonly firstUnreadId: string | null;
  /** What was learnt of a room, in its order, as far up as the messages are loaded. */
  readonly lines: readonly RoomLineView[];
}

/** What the rows of one timeline are made with. */
interface RowContext extends TimelineContext {
  /** The last revoked message of which the text can be had back: somebody may be about to. */
  readonly lastToReedit: MessageView | null;
  readonly dayOf: (timeMs: number) => number;
}

const unreadRow: UnreadRow = { kind: 'unread', key: 'unread' };
/** Fewer lines than this are no clutter. */
const smallestFold = 3;
/** Said within this time after the message above, a message of the same author belongs to it. */
const groupGapMs = 5 * 60_000;

const lines: ReadonlySet<BodyView['kind']> = new Set(['revoked', 'burned', 'erasing', 'vanished']);

/** What is revoked, burned, about to be or gone from the server is one line, not a bubble, and ends a group. */
export function isLine({ body }: MessageView): boolean {
  return lines.has(body.kind);
}

/** Whether the text of a revoked message can be had back at `nowMs`, this computer's clock. */
export function canReedit({ body }: MessageView, nowMs: number): boolean {
  return body.kind === 'revoked' && body.byMe && body.reeditUntilMs !== null && body.reeditUntilMs > nowMs;
}

/**
 * The latest end of writing anew that has passed at `nowMs`, 0 if none has: a time that says the same about every message
 * as `nowMs` does, and that moves only when the answer for one of them changes.
 */
export function lastReeditEndMs(messages: readonly MessageView[], nowMs: number): number {
  return messages.reduce((last, { body }) => {
    const endMs = body.kind === 'revoked' ? body.reeditUntilMs : null;
    return endMs !== null && endMs <= nowMs && endMs > last ? endMs : last;
  }, 0);
}

/** The rows of a timeline: a divider before each day, messages in groups, runs of lines folded into one. */
export function timelineRows(
  messages: readonly MessageView[],
  options: TimelineContext,
): readonly TimelineRow[] {
  const context: RowContext = {
    ...options,
    lastToReedit: messages.filter((message) => canReedit(message, options.nowMs)).at(-1) ?? null,
    dayOf: createDayFinder(),
  };
  const rows: TimelineRow[] = [];
  let beforeMs: number | null = null;
  for (const stretch of stretchesOf(withoutReplaced(messages), options.lines)) {
    if (stretch.kind === 'messages') {
      rows.push(...messageRows(withAlbumsTogether(stretch.messages, context, isLine), beforeMs, context));
    } else rows.push(...lineRows(stretch.lines, beforeMs, context));
    beforeMs = stretch.endMs;
  }
  return rows;
}

/**
 * What stands instead of a revoked message directly below it says enough: the line of that one is left out. Further up one line stays,
 * however often it was edited, and leads there.
 */
function withoutReplaced(messages: readonly MessageView[]): readonly MessageView[] {
  const shown: MessageView[] = [];
  const standing = new Map(messages.map((message) => [message.messageId, standingOf(message)]));
  const standingIn = (messageId: string | null) =>
    messageId === null ? null : (standing.get(messageId) ?? messageId);
  for (const message of [...messages].reverse()) {
    const below = shown.at(-1);
    const replacedBy = standingIn(replacementOf(message));
    const isTold =
      below !== undefined && [standingOf(below), standingIn(replacementOf(below))].includes(replacedBy);
    if (replacedBy === null || !isTold) shown.push(message);
  }
  return shown.reverse();
}

/** What stands together: the pictures of an album are said anew as one. */
const standingOf = ({ body, messageId, authorNode }: MessageView): string =>
  body.kind === 'image' && body.albumId !== undefined ? `${authorNode} ${body.albumId}` : messageId;

/** The message that stands instead of a revoked one; null for none. */
const replacementOf = ({ body }: MessageView): string | null =>
  body.kind === 'revoked' ? (body.replacedById ?? null) : null;

/** The rows of messages between which nothing else stands. */
function messageRows(
  messages: readonly MessageView[],
  beforeMs: number | null,
  context: RowContext,
): readonly TimelineRow[] {
  const rows: TimelineRow[] = [];
  for (let index = 0; index < messages.length;) {
    const run = foldableRun(messages, index, context);
    const [first] = run;
    // The loop's condition: there is a message here.
    if (first === undefined) break;
    const { sentAtMs: timeMs, messageId: id } = first;
    rows.push(...dayRow(messages[index - 1]?.sentAtMs ?? beforeMs, { timeMs, id }, context));
    if (run.some(({ messageId }) => messageId === context.firstUnreadId)) rows.push(unreadRow);
    const album = albumFrom(messages, index, context);
    if (album.length > 1) {
      rows.push(...albumRow(messages, { index, album }, context));
      index += album.length;
      continue;
    }
    const isFold = run.length >= smallestFold;
    const fold = foldRow(run, first, context);
    if (isFold) rows.push(fold);
    if (!isFold || fold.isOpen) {
      for (let place = index; place < index + run.length; place += 1) {
        rows.push(...messageRow(messages, place, context));
      }
    }
    index += run.length;
  }
  return rows;
}

/** The messages from `start` on that may share one line; at least the one at `start`. */
function foldableRun(
  messages: readonly MessageView[],
  start: number,
  context: RowContext,
): readonly MessageView[] {
  const first = messages[start];
  if (first === undefined || !isFoldable(first, context)) return messages.slice(start, start + 1);
  const day = context.dayOf(first.sentAtMs);
  let end = start + 1;
  for (let next = messages[end]; next !== undefined; next = messages[end]) {
    if (!isFoldable(next, context) || context.dayOf(next.sentAtMs) !== day) break;
    end += 1;
  }
  return messages.slice(start, end);
}

/** Nobody is about to do something with the line, and it says nothing that somebody may be waiting for. */
function isFoldable(message: MessageView, { lastToReedit, hasNotice }: RowContext): boolean {
  return (
    isLine(message) &&
    message.body.kind !== 'erasing' &&
    message.operation === null &&
    message.delivery.state !== 'failed' &&
    message !== lastToReedit &&
    !hasNotice(message.messageId)
  );
}

function foldRow(run: readonly MessageView[], first: MessageView, { unfoldedIds }: TimelineContext): FoldRow {
  const revokedCount = run.filter(({ body }) => body.kind === 'revoked').length;
  return {
    kind: 'fold',
    key: `fold:${first.messageId}`,
    messageIds: run.map(({ messageId }) => messageId),
    revokedCount,
    burnedCount: run.filter(({ body }) => body.kind === 'burned').length,
    lineCount: 0,
    isOpen: run.some(({ messageId }) => unfoldedIds.has(messageId)),
    sortKey: first.sortKey,
  };
}

/** The rows of lines about a room between which nothing was said. */
function lineRows(
  lines: readonly RoomLineView[],
  beforeMs: number | null,
  context: RowContext,
): readonly TimelineRow[] {
  const [first] = lines;
  if (first === undefined) return [];
  const day = dayRow(beforeMs, { timeMs: first.atMs, id: first.lineId }, context);
  const shown = lines.map((line): LineRow => ({ kind: 'line', key: line.lineId, line }));
  if (lines.length < smallestFold) return [...day, ...shown];
  const messageIds = lines.map(({ lineId }) => lineId);
  const isOpen = messageIds.some((id) => context.unfoldedIds.has(id));
  const fold: FoldRow = {
    kind: 'fold',
    key: `fold:${first.lineId}`,
    messageIds,
    revokedCount: 0,
    burnedCount: 0,
    lineCount: lines.length,
    isOpen,
    sortKey: null,
  };
  return [...day, fold, ...(isOpen ? shown : [])];
}

function dayRow(
  beforeMs: number | null,
  { timeMs, id }: { readonly timeMs: number; readonly id: string },
  { serverNowMs, locale, dayOf }: RowContext,
): readonly DayRow[] {
  const day = dayOf(timeMs);
  if (beforeMs !== null && dayOf(beforeMs) === day) return [];
  // Keyed by what stands below it too: a clock that was set back can bring the same day twice.
  return [{ kind: 'day', key: `day:${day}:${id}`, day: dayDividerText(timeMs, serverNowMs, locale), timeMs }];
}

/** The album of every message that stands alone: always the same, so that its row is not rendered anew for it. */
const alone: readonly MessageView[] = [];

function messageRow(
  messages: readonly MessageView[],
  index: number,
  { nowMs, firstUnreadId, dayOf }: RowContext,
): readonly MessageRow[] {
  const message = messages[index];
  if (message === undefined) return [];
  return [
    {
      kind: 'message',
      key: message.messageId,
      message,
      album: alone,
      isFirst: message.messageId === firstUnreadId || !isSameGroup(messages[index - 1], message, dayOf),
      isLast:
        messages[index + 1]?.messageId === firstUnreadId || !isSameGroup(message, messages[index + 1], dayOf),
      canReedit: canReedit(message, nowMs),
    },
  ];
}

/** One row for the pictures of an album, known by the first of them: those that come later do not make another row of it. */
function albumRow(
  messages: readonly MessageView[],
  { index, album }: { readonly index: number; readonly album: readonly MessageView[] },
  context: RowContext,
): readonly MessageRow[] {
  const [first] = messageRow(messages, index, context);
  const [last] = messageRow(messages, index + album.length - 1, context);
  if (first === undefined || last === undefined) return [];
  return [{ ...last, key: first.key, album, isFirst: first.isFirst }];
}

/** The messages that a row shows openly, the pictures of an album together; none in every other row. */
export function messageIdsOf(row: TimelineRow): readonly string[] {
  if (row.kind !== 'message') return [];
  return (row.album.length > 0 ? row.album : [row.message]).map(({ messageId }) => messageId);
}

/** Whether a row shows a message. */
export function holdsMessage(row: TimelineRow, messageId: string): boolean {
  if (row.kind === 'fold') return row.messageIds.includes(messageId);
  if (row.kind !== 'message') return false;
  return row.key === messageId || row.album.some((picture) => picture.messageId === messageId);
}

function isSameGroup(
  first: MessageView | undefined,
  second: MessageView | undefined,
  dayOf: RowContext['dayOf'],
): boolean {
  if (first === undefined || second === undefined || isLine(first) || isLine(second)) return false;
  return (
    first.authorNode === second.authorNode &&
    first.isMine === second.isMine &&
    Math.abs(second.sentAtMs - first.sentAtMs) < groupGapMs &&
    dayOf(first.sentAtMs) === dayOf(second.sentAtMs)
  );
}

/** Sort key of the last message at or above a row; null when there is none. A fold stands for its first message. */
export function lastSortKeyAbove(rows: readonly TimelineRow[], index: number): string | null {
  for (let place = Math.min(index, rows.length - 1); place >= 0; place -= 1) {
    const row = rows[place];
    if (row?.kind === 'message') return latestSortKey(rows, place, row.message.sortKey);
    if (row?.kind === 'fold' && row.sortKey !== null) return row.sortKey;
  }
  return null;
}

/** The day of what stands in a row; null above every day. */
export function dayAt(rows: readonly TimelineRow[], index: number): DayRow | null {
  for (let place = Math.min(index, rows.length - 1); place >= 0; place -= 1) {
    const row = rows[place];
    if (row?.kind === 'day') return row;
  }
  return null;
}

/** A line that the erased picture of an album has left stands below it, though it came before its last one. */
function latestSortKey(rows: readonly TimelineRow[], index: number, sortKey: string): string {
  for (let place = index - 1; place >= 0; place -= 1) {
    const row = rows[place];
    if (row?.kind !== 'message') return sortKey;
    if (row.album.length > 0) return row.message.sortKey > sortKey ? row.message.sortKey : sortKey;
    if (!isLine(row.message)) return sortKey;
  }
  return sortKey;
}
