import type { MessageErased, MessageReceived } from '../domain/domain-event';
import type { ConversationId, ServerMid } from '../domain/ids';
import { placeOf, smallestRandomMid } from '../domain/place';
import type { PipelineRun } from './pipeline-run';

/** When a message was sent, and where it stands in its chat. */
export interface Standing {
  readonly sortNs: bigint;
  readonly place: bigint;
}

type StandingEnvironment = Pick<PipelineRun, 'store' | 'clock'>;

/**
 * Where a message of the server stands. One with a malformed field comes without a time: the moment of its arrival stands
 * in. The first number that is no count moves the whole chat to places by time; inside the caller's transaction.
 */
export function standingOf(
  { mid, sentAtNs }: MessageReceived,
  conversationId: ConversationId,
  { store, clock }: StandingEnvironment,
): Standing {
  const { conversations, messages, roomLines, gaps } = store;
  const wasCounted = !conversations.hasRandomMids(conversationId);
  const hasRandomMids = mid >= smallestRandomMid || !wasCounted;
  if (hasRandomMids && wasCounted) {
    messages.placeByTime(conversationId);
    roomLines.placeByTime(conversationId);
    gaps.forget(conversationId);
    conversations.noteRandomMids(conversationId);
  }
  const arrivedAtNs = toNs(clock.nowMs());
  const sortNs = sentAtNs > 0n ? sentAtNs : arrivedAtNs;
  return { sortNs, place: placeOf({ mid, sentAtNs: sortNs, arrivedAtNs }, hasRandomMids) };
}

/**
 * Where a tombstone stands until its message comes. A peer may have made its number up: then it stands no further down than
 * what is known, and decides nothing about the order of its chat.
 */
export function tombstoneStandingOf(
  { mid: vouchedMid, sentAtNs }: MessageErased,
  { conversationId, mid }: { readonly conversationId: ConversationId; readonly mid: ServerMid },
  { store, clock }: StandingEnvironment,
): Standing {
  const arrivedAtNs = toNs(clock.nowMs());
  const sortNs = sentAtNs > 0n ? sentAtNs : arrivedAtNs;
  const hasRandomMids = store.conversations.hasRandomMids(conversationId);
  const place = placeOf({ mid, sentAtNs: sortNs, arrivedAtNs }, hasRandomMids);
  if (hasRandomMids || (vouchedMid !== null && mid < smallestRandomMid)) return { sortNs, place };
  const newestPlace = store.messages.newestPlace(conversationId);
  return { sortNs, place: place < newestPlace ? place : newestPlace };
}

const toNs = (ms: number): bigint => BigInt(Math.round(ms)) * 1_000_000n;
