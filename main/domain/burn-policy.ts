import type { BurnTerms } from './message';

/** Longest life of an unread burn message: seven days. */
export const maxUnreadSeconds = 7 * 24 * 3600;
const maxReadingSeconds = 3600;

/** Terms for a burn message of this client. */
export const burnTermsFor = (seconds: number): BurnTerms => ({ seconds, maxUnreadSeconds });

const bounded = (raw: string | undefined, upper: number): number | null => {
  if (raw === undefined || !/^\d{1,9}$/u.test(raw)) return null;
  return Math.min(Math.max(1, Number(raw)), upper);
};

/**
 * Terms named by a peer in `extend.burn` and `extend.burnmax`, brought into our bounds; null when the message is no burn
 * message. A burn message with unreadable terms still burns, after ten seconds.
 */
export function parseBurnTerms(burn: string | undefined, burnMax: string | undefined): BurnTerms | null {
  if (burn === undefined) return null;
  return {
    seconds: bounded(burn, maxReadingSeconds) ?? 10,
    maxUnreadSeconds: bounded(burnMax, maxUnreadSeconds) ?? maxUnreadSeconds,
  };
}
