/**
 * What the user makes of a chat on this computer: pinned, muted, archived, marked as unread. tim knows nothing of it, so that it
 * belongs to one account on one computer, and no other device hears of it.
 */
export interface ChatCare {
  /** The one pinned last has the highest; 0 for a chat that is not pinned. */
  readonly pinRank: number;
  /** Until when nothing of it is told, ms by a clock that never goes back; `mutedForGood` without an end, 0 for not muted. */
  readonly mutedUntilMs: number;
  /** Out of the list until something new is said, or for good while it is muted. */
  readonly isArchived: boolean;
  /** The user wants to look at it again, whatever was read. */
  readonly isMarkedUnread: boolean;
  /** Messages of it were deleted here; they are not taken in again. */
  readonly isCleared: boolean;
}

/** A chat of which nothing was made. */
export const plainCare: ChatCare = {
  pinRank: 0,
  mutedUntilMs: 0,
  isArchived: false,
  isMarkedUnread: false,
  isCleared: false,
};

/** Most chats that are pinned at a time: more would be a list of their own above the list. */
export const mostPinnedChats = 20;

/** The end of a mute that has none, ms. */
export const mutedForGood = Number.MAX_SAFE_INTEGER;

/** How long a chat can be muted, ms. */
export const muteDurationsMs = {
  hour: 3_600_000,
  eightHours: 8 * 3_600_000,
  always: null,
} as const;
export type MuteLength = keyof typeof muteDurationsMs;

/** When a mute that begins now ends, ms by the clock of `nowMs`. */
export function muteEndMs(length: MuteLength, nowMs: number): number {
  const durationMs = muteDurationsMs[length];
  return durationMs === null ? mutedForGood : Math.round(nowMs) + durationMs;
}
