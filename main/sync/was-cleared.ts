import type { ConversationId, ServerMid } from '../domain/ids';
import type { PipelineRun } from './pipeline-run';

/**
 * Whether a message that comes, or one that is taken back, was deleted with its chat on this computer: the server has it still,
 * and its history, its queue and its repetitions must not bring it back. `place` is where it stands: see main/domain/place.ts.
 */
export function wasCleared(
  { mid, place }: { readonly mid: ServerMid; readonly place: bigint },
  conversationId: ConversationId,
  { store: { care, conversations } }: Pick<PipelineRun, 'store'>,
): boolean {
  const clearedPlace = care.clearedPlace(conversationId);
  if (clearedPlace === 0n) return false;
  return (conversations.hasRandomMids(conversationId) ? place : mid) <= clearedPlace;
}
