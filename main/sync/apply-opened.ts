import { conversationIdOf } from '../domain/conversation';
import type { MessageOpened } from '../domain/domain-event';
import type { PipelineRun } from './pipeline-run';

/**
 * Starts the clock of the author's copy. Only the person who got the message may say so, and saying it again does not move
 * the clock: a peer can shorten what is kept here of a message to that peer, and nothing else.
 */
export function applyOpened(event: MessageOpened, run: PipelineRun): void {
  const { store, clock, logger, outcome } = run;
  const { conversation, by, claimedMid } = event;
  const conversationId = conversationIdOf(conversation);
  const message = claimedMid === null ? null : store.messages.byMid(conversationId, claimedMid);
  const isTheirs = conversation.kind === 'user' && conversation.node === by;
  if (!isTheirs || message?.isMine !== true || message.burnTerms === null) {
    logger.warn('opening ignored');
    return;
  }
  if (message.contentState !== 'present') return;
  if (store.messages.markRevealed(message.messageId, clock.nowMs())) {
    outcome.changes.addMessage(conversationId, message.messageId);
  }
}
