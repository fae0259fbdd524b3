import type { MessageReceived } from '../domain/domain-event';
import type { ConversationId, ServerMid } from '../domain/ids';
import type { PipelineRun } from './pipeline-run';

/**
 * Whether a message that comes, or one that is taken back, was deleted with its chat on this computer: the server has it still,
 * and its history, its queue and its repetitions must not bring it back. `place` is where it stands: see main/domain/place.ts.
 */
export function wasCleared(
  { mid, place }: { readonly mid: ServerMid; readonly place: bigint },
  conversationId: ConversationId,
  { store: { care, conversations, deletedChats } }: Pick<PipelineRun, 'store'>,
): boolean {
  const clearedPlace = care.clearedPlace(conversationId);
  if (clearedPlace === 0n) return false;
  if ((conversations.hasRandomMids(conversationId) ? place : mid) <= clearedPlace) return true;
  return deletedChats.isLateCopy(conversationId, mid);
}

/**
 * The same for one that its author's client sends once more after a lost answer: the server gives it a new number, so its client's
 * own number has to tell. What is said of it from then on goes nowhere, either. Inside the caller's transaction.
 */
export function isClearedCopy(
  { author, cid, mid }: MessageReceived,
  conversationId: ConversationId,
  { store: { care, deletedChats } }: Pick<PipelineRun, 'store'>,
): boolean {
  if (cid === null || care.clearedPlace(conversationId) === 0n) return false;
  return deletedChats.noteLateCopy(conversationId, { author, cid }, mid);
}
