import type { ConversationView } from '../../../preload/contract/views';
import type { BeginningRow, TimelineRow } from './timeline-rows';

/** What the place of the line depends on. */
export interface ChatBeginning {
  /** Server time, ms; 0 for a chat that was there before this computer. */
  readonly beganAtMs: number;
  /** There is more above what is loaded. */
  readonly hasEarlier: boolean;
}

const beginningRow: BeginningRow = { kind: 'beginning', key: 'beginning' };
// Who accepted a request may have written before this computer heard of the friendship.
const longestLagMs = 86_400_000;

/** Server time, ms, since when the chat is one of friends; 0 where it is none, or was one before this computer. */
export function friendsSinceMs(chat: ConversationView): number {
  const { kind, standing, viaRoomName, isCleared = false, beganAtMs } = chat;
  // One that was deleted here begins anew, whenever the friendship began.
  return kind === 'user' && standing === 'open' && viaRoomName === undefined && !isCleared ? beganAtMs : 0;
}

/**
 * The rows of a chat with the line that says when the friendship began: above what was said in it, below what is left of an
 * earlier one; nowhere when its place is above what is loaded.
 */
export function withBeginning(
  rows: readonly TimelineRow[],
  { beganAtMs, hasEarlier }: ChatBeginning,
): readonly TimelineRow[] {
  if (beganAtMs === 0 || rows.length === 0) return rows;
  const isSince = (row: TimelineRow): boolean =>
    row.kind === 'message' && row.message.sentAtMs >= beganAtMs - longestLagMs;
  const first = rows.findIndex(isSince);
  if (first === -1) return [...rows, beginningRow];
  const isFirstMessage = rows.findIndex(({ kind }) => kind === 'message') === first;
  if (isFirstMessage && hasEarlier) return rows;
  const place = isFirstMessage ? firstBelowDay(rows) : belowMessages(rows, first);
  return [...rows.slice(0, place), beginningRow, ...rows.slice(place)];
}

const firstBelowDay = (rows: readonly TimelineRow[]): number => (rows[0]?.kind === 'day' ? 1 : 0);

/** Above the line of the unread ones, which belongs to the message below it. */
const belowMessages = (rows: readonly TimelineRow[], first: number): number =>
  rows[first - 1]?.kind === 'unread' ? first - 1 : first;
