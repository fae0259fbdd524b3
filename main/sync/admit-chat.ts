import { conversationIdOf, type ConversationAddress } from '../domain/conversation';
import type { ConversationId } from '../domain/ids';
import { mostChatsWithStrangers } from '../domain/list-limits';
import { leftOutCount, noteLeftOut } from './left-out';
import type { PipelineRun } from './pipeline-run';

/**
 * The chat in which something was said or taken back; made when it is new. Null when whoever said it is nobody's friend, and
 * there are so many chats that a new one would be one too many: it is left out and counted, until there is room again. What
 * this account says itself, on whatever device, always has a chat. Inside the caller's transaction.
 */
export function admitChat(
  address: ConversationAddress,
  { isMine, run }: { readonly isMine: boolean; readonly run: PipelineRun },
): ConversationId | null {
  const { store, outcome } = run;
  const conversationId = conversationIdOf(address);
  if (store.conversations.byId(conversationId) !== null) return conversationId;
  const hasRoom = store.conversations.count() < mostChatsWithStrangers;
  const isLeftOut = !hasRoom && !isMine && !isKnown(address, run);
  const countBefore = leftOutCount(store, 'strangers');
  const count = hasRoom ? 0 : countBefore + Number(isLeftOut);
  noteLeftOut(store, { list: 'strangers', count }, outcome.changes);
  if (isLeftOut) return null;
  store.conversations.ensure(address);
  outcome.changes.addConversation(conversationId);
  return conversationId;
}

/** A friend, or somebody who was asked to be one. */
function isKnown({ kind, node }: ConversationAddress, { store }: PipelineRun): boolean {
  const relation = kind === 'user' ? store.people.byNode(node)?.relation : undefined;
  return relation === 'friend' || relation === 'outgoing';
}
