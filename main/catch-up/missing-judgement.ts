import type { EmptyProof } from './history-reader';

/** What a comparison of a chat with the server's history found. */
export interface Comparison {
  /** Messages that should have been in the answer. */
  readonly compared: number;
  /** Those that were not. */
  readonly missing: number;
  /** How it is known that the server has nothing at all, where that is what it said. */
  readonly emptyProof: EmptyProof | null;
}

// A person away from the desk sees a handful of revoked messages; a server that was restored from an old copy or lost
// its disk misses most of what it had.
const mostRevokedAtOnce = 20;
const smallChat = 3;

/**
 * Whether missing messages may be erased: yes when it looks like revokes and burns, otherwise the user is asked, because
 * a server that lost its data must not wipe every copy. `wait`: too little is known for either, and the next message of any
 * chat tells more.
 */
export function judgeMissing({
  compared,
  missing,
  emptyProof,
}: Comparison): 'agree' | 'erase' | 'ask' | 'wait' {
  if (missing === 0) return 'agree';
  // No message of any chat has been seen to be there: as likely a server without its data as a revoke.
  if (emptyProof === 'refusal') return missing <= smallChat ? 'wait' : 'ask';
  if (emptyProof !== null) return missing <= smallChat ? 'erase' : 'ask';
  if (missing > mostRevokedAtOnce) return 'ask';
  return missing > smallChat && missing * 2 > compared ? 'ask' : 'erase';
}
