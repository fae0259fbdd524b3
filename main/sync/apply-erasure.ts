import { conversationIdOf } from '../domain/conversation';
import type { MessageErased } from '../domain/domain-event';
import { toMessageId, type ConversationId, type NodeId, type ServerMid } from '../domain/ids';
import { holdsContent, isVanished, type Message } from '../domain/message';
import { admitChat } from './admit-chat';
import { tombstoneStandingOf } from './message-standing';
import type { PipelineRun } from './pipeline-run';
import { wasCleared } from './was-cleared';

/**
 * Applies a revoke or burn. Only the author revokes, only the receiver burns: a command that names somebody else's
 * message is ignored and counted, because `extend.mid` is written by the peer and can name anything.
 */
export function applyErasure(event: MessageErased, run: PipelineRun): void {
  const { store, logger, outcome } = run;
  const mid = event.mid ?? event.claimedMid;
  const author = authorOf(event, run);
  if (mid === null || author === null) {
    logger.warn('erasure without a target', { kind: event.kind });
    const conversationId = conversationIdOf(event.conversation);
    if (mid === null && store.conversations.byId(conversationId) !== null)
      outcome.doubted.add(conversationId);
    return;
  }
  const conversationId = admitChat(event.conversation, { isMine: event.isMine, run });
  if (conversationId === null) return;
  const message = store.messages.byMid(conversationId, mid);
  if (message === null) insertTombstone(event, { conversationId, mid, author }, run);
  else if (message.author === author) erase(message, event, run);
  else if (event.mid !== null && store.messages.isPlaceholder(message.messageId)) {
    // A tombstone that rests on a peer's claim gives way to the server's own word.
    store.messages.removePlaceholder(message.messageId);
    outcome.changes.addMessage(conversationId, message.messageId);
    insertTombstone(event, { conversationId, mid, author }, run);
  } else logger.warn('forged erasure ignored', { kind: event.kind });
}

/** Whose message the command may touch: the revoker's own, or the burner's counterpart's. */
function authorOf(event: MessageErased, run: PipelineRun): NodeId | null {
  if (event.kind === 'messageRevoked') return event.by;
  if (event.conversation.kind === 'room') return null;
  return event.isMine ? event.conversation.node : run.self();
}

function erase(message: Message, event: MessageErased, run: PipelineRun): void {
  const { store, settlement, outcome } = run;
  const isRevoke = event.kind === 'messageRevoked';
  // What had vanished has an author of the act now.
  if (holdsContent(message) || isVanished(message)) {
    store.messages.erase(message.messageId, isRevoke ? 'revoked' : 'burned', isRevoke ? event.by : null);
    outcome.erasedIn.add(message.conversationId);
  }
  const kind = isRevoke ? 'revoke' : 'burn';
  settlement.confirmErased({ kind, message, mid: event.mid ?? event.claimedMid }, outcome.changes);
  outcome.changes.addMessage(message.conversationId, message.messageId);
}

/** The command came before its message: a tombstone keeps the late original hidden. */
function insertTombstone(
  event: MessageErased,
  target: { readonly conversationId: ConversationId; readonly mid: ServerMid; readonly author: NodeId },
  run: PipelineRun,
): void {
  const isRevoke = event.kind === 'messageRevoked';
  const standing = tombstoneStandingOf(event, target, run);
  if (wasCleared({ mid: target.mid, place: standing.place }, target.conversationId, run)) return;
  const nowMs = run.clock.nowMs();
  const messageId = toMessageId(run.random.orderedUuid(nowMs));
  const dropped = run.store.messages.insertPlaceholder({
    messageId,
    conversationId: target.conversationId,
    author: target.author,
    isMine: target.author === run.self(),
    mid: target.mid,
    ...standing,
    arrivedAtMs: nowMs,
    contentState: isRevoke ? 'revoked' : 'burned',
    revokedBy: isRevoke ? event.by : null,
  });
  for (const id of [messageId, ...dropped]) run.outcome.changes.addMessage(target.conversationId, id);
}
