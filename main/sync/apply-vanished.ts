import type { MessageVanished } from '../domain/domain-event';
import { holdsContent } from '../domain/message';
import type { PipelineRun } from './pipeline-run';

/**
 * Erases a message that is gone from the server. A burn message was burned, which it was bound to be. Of any other nobody
 * knows who did it: its author may have revoked it, a foreign client of its reader may have burned it.
 */
export function applyVanished(event: MessageVanished, run: PipelineRun): void {
  const { store, settlement, outcome } = run;
  const message = store.messages.byId(event.messageId);
  if (message === null || !holdsContent(message)) return;
  // What the user is taking back is gone because of that: copies of it that come later are taken back as well.
  const isTakenBack = message.pendingOperation === 'revoke';
  const isBurn = message.burnTerms !== null && !isTakenBack;
  store.messages.erase(message.messageId, isBurn ? 'burned' : 'revoked', isTakenBack ? message.author : null);
  for (const mid of store.copies.ofMessage(message.messageId)) {
    store.copies.strike(message.conversationId, mid);
  }
  const kind = isBurn ? 'burn' : 'revoke';
  settlement.confirmErased({ kind, message, mid: message.mid }, outcome.changes);
  outcome.erasedIn.add(message.conversationId);
  outcome.changes.addMessage(message.conversationId, message.messageId);
}
