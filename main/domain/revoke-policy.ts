import { holdsContent, type Message } from './message';

/** Why a message cannot be revoked now. */
export type RevokeRefusal = 'notTheAuthor' | 'alreadyGone' | 'revokeWindowOver';

/** Default of the setting: two minutes, the habit of WeChat and QQ. */
export const defaultRevokeWindowSeconds = 120;

/** End of the window in server time, ms; null when there is none. */
export function revocableUntilMs(message: Message, windowSeconds: number | null): number | null {
  return windowSeconds === null ? null : Number(message.sortNs / 1_000_000n) + windowSeconds * 1000;
}

/**
 * Whether the author may take a message back. Only the author's own client asks; a receiver always honours a revoke.
 * A message that has not reached the server yet can be revoked at any time.
 */
export function refuseRevoke(
  message: Message,
  windowSeconds: number | null,
  serverNowMs: number,
): RevokeRefusal | null {
  if (!message.isMine) return 'notTheAuthor';
  if (!holdsContent(message) || message.pendingOperation === 'revoke') return 'alreadyGone';
  if (message.delivery !== 'sent') return null;
  const untilMs = revocableUntilMs(message, windowSeconds);
  return untilMs !== null && serverNowMs > untilMs ? 'revokeWindowOver' : null;
}
