import type { MessageVanished } from '../domain/domain-event';
import type { PipelineRun } from './pipeline-run';

/** Erases a message that is gone from the server: a burn message was burned, any other was revoked by its author. */
export function applyVanished(event: MessageVanished, run: PipelineRun): void {
  const { store, settlement, outcome } = run;
  const message = store.messages.byId(event.messageId);
  if (message?.contentState !== 'present') return;
  const isBurn = message.burnTerms !== null;
  store.messages.erase(message.messageId, isBurn ? 'burned' : 'revoked', isBurn ? null : message.author);
  for (const mid of store.copies.ofMessage(message.messageId)) {
    store.copies.strike(message.conversationId, mid);
  }
  settlement.confirmErased(isBurn ? 'burn' : 'revoke', message, message.mid);
  outcome.erasedIn.add(message.conversationId);
  outcome.changes.addMessage(message.conversationId, message.messageId);
}
