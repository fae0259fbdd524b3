import type { FailureCode } from '../../../preload/contract/result';
import type { ConnectionView } from '../../../preload/contract/views';

/**
 * What the one slot under the header can be about, the most urgent first: there is never more than one line there. Nothing is
 * pinned and nobody calls yet; they stand here because their place does not depend on when they come.
 */
export const bannerOrder = ['kicked', 'offline', 'lostData', 'pinned', 'call'] as const;
export type BannerSubject = (typeof bannerOrder)[number];

/** What the button of a banner does. `decideMissing` is two buttons. */
export type BannerAction = 'reconnect' | 'decideMissing';

/** One line in the slot. */
export interface Banner {
  readonly subject: BannerSubject;
  readonly tone: 'calm' | 'warn' | 'bad';
  /** Message key of the sentence. */
  readonly key: string;
  /** Number that goes into the sentence. */
  readonly count: number;
  /** Reason that goes into the sentence where it has a place for it, and into the tooltip where it has none. */
  readonly failure: FailureCode | null;
  /** Seconds until the next attempt, null when that is near or not planned: nobody has to watch the last ones. */
  readonly retryInSeconds: number | null;
  readonly action: BannerAction | null;
  /** Message key of the only button; null for none. */
  readonly actionKey: string | null;
  /** Message key of what the button does beyond its word; null for nothing. */
  readonly actionHintKey: string | null;
}

const plain = {
  tone: 'calm',
  count: 0,
  failure: null,
  retryInSeconds: null,
  action: null,
  actionKey: null,
  actionHintKey: null,
} as const;

/** A connection that is back within this time is not spoken of: the messages themselves say at once that they wait, ms. */
const graceMs = 3_000;
/** A connection that is back within this time was no matter for anybody, ms. */
const quietMs = 10_000;
const shortestCountdownSeconds = 10;

/** The connection in words, null while it is well or nobody is signed in. `nowMs` is this computer's clock. */
export function connectionBanner(connection: ConnectionView, nowMs: number): Banner | null {
  const { state, failure } = connection;
  switch (state) {
    case 'signedOut':
      return null;
    case 'online':
      return connection.unreadableFrames === 0
        ? null
        : {
            ...plain,
            subject: 'lostData',
            key: 'connection.unreadable',
            count: connection.unreadableFrames,
          };
    case 'replaying':
      if (awayMsAt(connection, nowMs) < graceMs) return null;
      return {
        ...plain,
        subject: 'offline',
        key: connection.replayedMessages === 0 ? 'connection.replaying' : 'connection.replayingCount',
        count: connection.replayedMessages,
      };
    case 'connecting':
    case 'authenticating':
    case 'waiting':
      return awayBanner(connection, nowMs);
    case 'kicked':
      return {
        ...plain,
        subject: 'kicked',
        tone: 'warn',
        key: 'connection.kicked',
        action: 'reconnect',
        actionKey: 'connection.signInAgain',
        actionHintKey: 'connection.signInAgainHint',
      };
    case 'rejected':
      return {
        ...plain,
        subject: 'kicked',
        tone: 'bad',
        key: 'connection.rejected',
        failure: failure ?? 'refusedByServer',
        action: 'reconnect',
        actionKey: 'connection.tryAgain',
      };
  }
}

/** The same words through all attempts and pauses: only time changes them. */
function awayBanner(connection: ConnectionView, nowMs: number): Banner | null {
  const { state, failure } = connection;
  const awayMs = awayMsAt(connection, nowMs);
  const secondsLeft = secondsUntil(connection.retryAtMs, nowMs);
  if (failure === 'signedInJustNow') {
    // The server lets in again by itself, and nothing that anybody does here would hasten it.
    return { ...plain, subject: 'offline', key: 'connection.justElsewhere', count: secondsLeft ?? 0 };
  }
  if (awayMs < graceMs) return null;
  if (awayMs < quietMs) {
    const isFirst = !connection.isRetry && state !== 'waiting';
    return { ...plain, subject: 'offline', key: isFirst ? `connection.${state}` : 'connection.waiting' };
  }
  return {
    ...plain,
    subject: 'offline',
    tone: 'warn',
    key: 'connection.waitingReason',
    failure,
    retryInSeconds: secondsLeft !== null && secondsLeft > shortestCountdownSeconds ? secondsLeft : null,
    action: 'reconnect',
    actionKey: 'connection.tryNow',
  };
}

/** The question what becomes of messages that the server seems to have lost; null for none. */
export function missingBanner(count: number): Banner | null {
  if (count === 0) return null;
  return {
    ...plain,
    subject: 'lostData',
    tone: 'warn',
    key: 'missing.question',
    count,
    action: 'decideMissing',
  };
}

/** That lines about messages that never came were too many to be kept; null for none. */
export function droppedBanner(count: number): Banner | null {
  if (count === 0) return null;
  return { ...plain, subject: 'lostData', key: 'conversation.droppedTombstones', count };
}

/** The one that is shown: by subject, and of the same subject the first that was given. */
export function mostUrgent(banners: readonly (Banner | null)[]): Banner | null {
  for (const subject of bannerOrder) {
    const found = banners.find((banner) => banner?.subject === subject);
    if (found !== undefined && found !== null) return found;
  }
  return null;
}

const awayMsAt = ({ awaySinceMs }: ConnectionView, nowMs: number): number => nowMs - (awaySinceMs ?? nowMs);

function secondsUntil(timeMs: number | null, nowMs: number): number | null {
  return timeMs === null ? null : Math.max(0, Math.ceil((timeMs - nowMs) / 1000));
}
