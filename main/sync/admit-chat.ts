import { conversationIdOf, type ConversationAddress } from '../domain/conversation';
import type { ConversationId, NodeId } from '../domain/ids';
import { mostChatsWithStrangers } from '../domain/list-limits';
import { leftOutCount, noteLeftOut } from './left-out';
import type { PipelineRun } from './pipeline-run';
import { learnStanding } from './room-learning';

/**
 * The chat in which something was said or taken back; made when it is new. Null when whoever said it is nobody's friend, and
 * there are so many chats that a new one would be one too many: it is left out and counted, until there is room again. What
 * this account says itself, on whatever device, always has a chat. Inside the caller's transaction.
 *
 * A room of which the server has not said that this account is in it is no row of the list yet, and is asked for. What is said in
 * a room that strangers put this account into is left to the server until the invitation is accepted: its history has it then.
 */
export function admitChat(
  address: ConversationAddress,
  { isMine, run }: { readonly isMine: boolean; readonly run: PipelineRun },
): ConversationId | null {
  const { store, outcome } = run;
  const conversationId = conversationIdOf(address);
  if (address.kind === 'room') {
    const standing = store.rooms.standingOf(address.node);
    if (standing === 'invited' && !isMine) return null;
    if (isMine && (standing === 'invited' || standing === 'none')) takePart(address.node, run);
  }
  if (store.conversations.isListed(conversationId)) return conversationId;
  const isListed = isMine || address.kind === 'user' || store.rooms.standingOf(address.node) === 'member';
  // The list of rooms tells who this account is to such a room.
  if (!isListed) outcome.asksRooms = true;
  if (!isListed && store.conversations.byId(conversationId) !== null) return conversationId;
  const hasRoom = store.conversations.count() < mostChatsWithStrangers;
  const isLeftOut = !hasRoom && !isMine && !isKnown(address, run);
  const countBefore = leftOutCount(store, 'strangers');
  const count = hasRoom ? 0 : countBefore + Number(isLeftOut);
  noteLeftOut(store, { list: 'strangers', count }, outcome.changes);
  if (isLeftOut) return null;
  if (isListed) {
    store.conversations.ensure(address);
    outcome.changes.addConversation(conversationId);
  } else store.conversations.ensureUnlisted(address);
  return conversationId;
}

/** Who speaks in a room is in it, on whatever device that was decided. */
function takePart(node: NodeId, { store, outcome, clock }: PipelineRun): void {
  learnStanding(store, { node, standing: 'member', atMs: clock.nowMs() }, outcome.changes);
}

/** A friend, or somebody who was asked to be one. */
function isKnown({ kind, node }: ConversationAddress, { store }: PipelineRun): boolean {
  const relation = kind === 'user' ? store.people.byNode(node)?.relation : undefined;
  return relation === 'friend' || relation === 'outgoing';
}
