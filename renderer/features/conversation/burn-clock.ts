import type { MessageView } from '../../../preload/contract/message-views';

/** A running reading time. */
export interface Countdown {
  /** Whole seconds left, rounded up. */
  readonly secondsLeft: number;
  /** Part of the reading time that is left, 0 to 1. */
  readonly fraction: number;
  /** The last three seconds. */
  readonly isEnding: boolean;
  /** What shows it moves so little from one look to the next that nobody sees it move in between. */
  readonly isSlow: boolean;
}

/** From here on a fifth of a second is less than a pixel of the ring. */
const slowSeconds = 15;

/** The countdown of an opened message with a reading time of `seconds`. Both times are in this computer's clock. */
export function countdown(expiresAtMs: number, seconds: number, nowMs: number): Countdown {
  const leftMs = Math.max(0, expiresAtMs - nowMs);
  const secondsLeft = Math.ceil(leftMs / 1000);
  return {
    secondsLeft,
    fraction: seconds <= 0 ? 0 : Math.min(1, leftMs / (seconds * 1000)),
    isEnding: secondsLeft <= 3,
    isSlow: seconds >= slowSeconds,
  };
}

// Every ten seconds of the last minute: a screen reader must not talk without end.
const announcedMarks = [10, 20, 30, 40, 50, 60] as const;

/** The mark that the countdown has reached: 60, 50, ... 10, and before the first one the reading time itself. */
export function announcedSeconds(secondsLeft: number, seconds: number): number {
  return announcedMarks.find((mark) => secondsLeft <= mark && mark < seconds) ?? seconds;
}

/** What a screen reader says about burning. */
export type Announcement = { readonly kind: 'left'; readonly seconds: number } | { readonly kind: 'burned' };

/** One look at the opened messages. */
export interface AnnouncementStep {
  /** The mark that each opened message has reached; the next look is told. */
  readonly marks: ReadonlyMap<string, number>;
  /** What is to be said now; null for nothing new. */
  readonly said: Announcement | null;
}

/**
 * Compares the opened messages with an earlier look. A message that has just been opened is said with its exact seconds,
 * then each mark, and at last that it is burned; one that is covered again ends without a word.
 */
export function announce(
  before: ReadonlyMap<string, number>,
  messages: readonly MessageView[],
  nowMs: number,
): AnnouncementStep {
  const marks = new Map<string, number>();
  let left: Announcement | null = null;
  let isBurned = false;
  for (const { messageId, body } of messages) {
    const earlierMark = before.get(messageId);
    if (body.kind === 'burned' && earlierMark !== undefined) isBurned = true;
    // Covered, and not gone yet: the word waits for the end of the erasure.
    if (body.kind === 'erasing' && earlierMark !== undefined) marks.set(messageId, earlierMark);
    if (body.kind !== 'burnRevealed') continue;
    const { secondsLeft } = countdown(body.expiresAtMs, body.seconds, nowMs);
    const mark = announcedSeconds(secondsLeft, body.seconds);
    marks.set(messageId, mark);
    if (earlierMark === undefined) left = { kind: 'left', seconds: secondsLeft };
    else if (earlierMark !== mark) left = { kind: 'left', seconds: mark };
  }
  return { marks, said: isBurned ? { kind: 'burned' } : left };
}
