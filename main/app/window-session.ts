import { session, type Session } from 'electron';

/** Name without `persist:`: Chromium keeps this session in memory. */
const partition = 'messenger';

/**
 * The session of the window. It lives in memory only: no cache, no local storage and no database of the page is ever
 * written, so nothing that was revoked or burned can stay behind there.
 */
export function windowSession(): Session {
  return session.fromPartition(partition, { cache: false });
}
