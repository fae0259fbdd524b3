import { conversationIdOf } from '../domain/conversation';
import type { MessageReadable } from '../domain/domain-event';
import { applyEdit } from './apply-edit';
import { applyReaction } from './apply-reaction';
import type { PipelineRun } from './pipeline-run';

/** What was kept as it came becomes a message like any other. Revoked or burned meanwhile, it stays what it is. */
export function applyReadable({ messageId, message }: MessageReadable, run: PipelineRun): void {
  const { store, outcome } = run;
  const { content } = message;
  if (content.kind === 'unreadable') return;
  const conversationId = conversationIdOf(message.conversation);
  const { replaces: claimed, ...said } = message;
  const { replaces } = applyEdit(message, conversationId, run);
  const read = { ...said, content, ...(replaces === null ? {} : { replaces }) };
  const isUnread = store.messages.makePresent(messageId, read, message.isNews);
  if (isUnread === null) return;
  if (content.kind === 'reaction') {
    const { conversation, author, sentAtNs } = message;
    applyReaction({ conversation, by: author, mid: content.to, emoji: content.emoji, sentAtNs }, run);
  }
  outcome.changes.addMessage(conversationId, messageId);
  if (isUnread) outcome.arrived.push(message);
}
