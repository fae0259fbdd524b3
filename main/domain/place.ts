import type { ServerMid } from './ids';

/** Where a message stands in its chat: no two share one, and no clock moves it. */
export interface Place {
  /** See `placeOf`; of an own message that waits for its number that of the newest message. */
  readonly place: bigint;
  /** Order at one place: the server's number, and what has none yet last. */
  readonly tieBreaker: bigint;
}

/** What decides where a message of the server stands. */
export interface Placed {
  readonly mid: ServerMid;
  /** The server's time, or that of the arrival when it gave none, ns. */
  readonly sentAtNs: bigint;
  /** When this computer learnt of it, wall clock ns. */
  readonly arrivedAtNs: bigint;
}

/** Numbers from here on are no count of messages: tim over MongoDB draws its numbers at random. */
export const smallestRandomMid = 2n ** 53n;

const dayNs = 86_400_000_000_000n;

/**
 * The place of a message. A server that counts its messages has put them in order: its clock, which may be wrong for an hour
 * or say 2262 once, has no part in it. Random numbers have no order, so there the time has to do, unless it is nonsense.
 */
export function placeOf({ mid, sentAtNs, arrivedAtNs }: Placed, hasRandomMids: boolean): bigint {
  if (!hasRandomMids) return mid;
  return sentAtNs > arrivedAtNs + dayNs ? arrivedAtNs : sentAtNs;
}
