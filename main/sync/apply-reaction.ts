import { conversationIdOf, type ConversationAddress } from '../domain/conversation';
import type { NodeId, ServerMid } from '../domain/ids';
import { refuseReaction } from '../domain/reaction';
import type { PipelineRun } from './pipeline-run';
import { wasCleared } from './was-cleared';

/** What somebody says to a message in one sign, whichever way it came. */
export interface SaidReaction {
  readonly conversation: ConversationAddress;
  /** Who says it, in the server's words: nobody can speak for others. */
  readonly by: NodeId;
  readonly mid: ServerMid | null;
  readonly emoji: string | null;
  readonly sentAtNs: bigint;
  /** Another device of the account tells it, by whose word of when the user said it two devices agree. */
  readonly isFromDevice?: boolean;
}

/**
 * Notes a reaction. It is no news: nothing is told on the desktop, nothing is unread. What names a message that is gone, burns or is
 * nobody's is dropped and counted; a message that is not here yet may come, and so much of everybody waits for it.
 */
export function applyReaction(
  { conversation, by, mid, emoji, sentAtNs, isFromDevice = false }: SaidReaction,
  run: PipelineRun,
): void {
  const { store, logger, outcome, clock } = run;
  const conversationId = conversationIdOf(conversation);
  const isTheirs = conversation.kind === 'room' || by === conversation.node || by === run.self();
  if (mid === null || !isTheirs || store.conversations.byId(conversationId) === null) {
    logger.warn('reaction ignored', { reason: 'names nothing' });
    return;
  }
  const message = store.messages.byMid(conversationId, mid);
  // Deleted with its chat: it is not coming.
  const isCleared =
    message === null &&
    !store.conversations.hasRandomMids(conversationId) &&
    wasCleared({ mid, place: mid }, conversationId, run);
  if (isCleared || (message !== null && refuseReaction(message) !== null)) {
    logger.warn('reaction ignored', { reason: 'message gone' });
    return;
  }
  // What is said here and not sent yet is newer than what comes back.
  const isEcho = by === run.self() && !isFromDevice;
  if (isEcho && message !== null && isReacting(message.messageId, run)) return;
  const saidAtNs = sentAtNs > 0n ? sentAtNs : BigInt(Math.round(clock.nowMs())) * 1_000_000n;
  const number = message?.mid ?? mid;
  const said = { conversationId, mid: number, author: by, emoji, saidAtNs };
  const reacted = store.reactions.say(isFromDevice ? { ...said, devices: 'told' } : said);
  if (reacted === 'tooMany') logger.warn('reaction ignored', { reason: 'too many' });
  if (reacted === 'changed' && message !== null)
    outcome.changes.addMessage(conversationId, message.messageId);
}

const isReacting = (
  messageId: Parameters<PipelineRun['store']['outbox']['ofMessage']>[0],
  { store }: PipelineRun,
): boolean => store.outbox.ofMessage(messageId).some(({ kind }) => kind === 'react');
