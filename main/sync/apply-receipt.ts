import { conversationIdOf } from '../domain/conversation';
import type { ReceiptCame } from '../domain/domain-event';
import type { ConversationId, ServerMid } from '../domain/ids';
import type { PipelineRun } from './pipeline-run';

/**
 * Notes what the other side of a one-to-one chat has, and has read. They can only say so themselves, and only of messages that were
 * sent to them and that the server has: a number that is none of these is ignored, however high it is, and nothing goes back. Of a
 * burn message that it was read is told in its own way, and nothing is noted while the user shares no receipts.
 */
export function applyReceipt({ conversation, by, receipt }: ReceiptCame, run: PipelineRun): void {
  const { store, logger, outcome } = run;
  if (!run.sharesReceipts()) return;
  const conversationId = conversationIdOf(conversation);
  const isTheirs = conversation.kind === 'user' && conversation.node === by && by !== run.self();
  const deliveredPlace = isTheirs ? placeOfOwn(receipt.delivered, conversationId, run) : 0n;
  const readPlace = isTheirs ? placeOfRead(receipt.read, conversationId, run) : 0n;
  if (deliveredPlace === 0n && readPlace === 0n) {
    logger.warn('receipt ignored');
    return;
  }
  if (store.receipts.hear(conversationId, { deliveredPlace, readPlace }))
    outcome.changes.addConversation(conversationId);
}

/** Where an own message stands that the server has; 0 for a number that names none. */
function placeOfOwn(mid: ServerMid | null, conversationId: ConversationId, { store }: PipelineRun): bigint {
  const message = mid === null ? null : store.messages.byMid(conversationId, mid);
  return message?.isMine === true && message.delivery === 'sent' ? message.place : 0n;
}

function placeOfRead(mid: ServerMid | null, conversationId: ConversationId, run: PipelineRun): bigint {
  const message = mid === null ? null : run.store.messages.byMid(conversationId, mid);
  return message?.burnTerms === null ? placeOfOwn(mid, conversationId, run) : 0n;
}
