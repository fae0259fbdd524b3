import type { MessageReceived } from '../domain/domain-event';
import { toMessageId, type ConversationId } from '../domain/ids';
import type { Message } from '../domain/message';
import type { OutcomeBuilder, PipelineEnvironment } from './inbound-pipeline';

/**
 * Applies a message of the server: the echo of an own one, a repetition, or something new. The same message comes up to
 * four times (three live, one offline), and after a lost echo even under two numbers; (chat, mid) and (author, cid) tell.
 */
export function applyMessage(
  event: MessageReceived,
  environment: PipelineEnvironment,
  outcome: OutcomeBuilder,
): void {
  const { store } = environment;
  const { conversationId, isNew } = store.conversations.ensure(event.conversation);
  if (isNew) outcome.changes.addConversations();
  noteStranger(event, environment, outcome);
  const byMid = store.messages.byMid(conversationId, event.mid);
  if (byMid !== null && !yieldsToOriginal(byMid, event, environment)) return;
  const byCid = event.cid === null ? null : store.messages.byCid(conversationId, event.author, event.cid);
  if (byCid !== null) {
    if (byCid.mid === null) confirmOwn(byCid, event, environment, outcome);
    return;
  }
  insert(event, conversationId, environment, outcome);
}

/** A tombstone made for somebody else's message was a forgery: the original takes its place. */
function yieldsToOriginal(known: Message, event: MessageReceived, environment: PipelineEnvironment): boolean {
  const { messages } = environment.store;
  if (known.author === event.author || !messages.isPlaceholder(known.messageId)) return false;
  messages.removePlaceholder(known.messageId);
  environment.logger.warn('forged erasure undone');
  return true;
}

function confirmOwn(
  message: Message,
  event: MessageReceived,
  environment: PipelineEnvironment,
  outcome: OutcomeBuilder,
): void {
  const { store, settlement } = environment;
  store.messages.markSent(message.messageId, event.mid, placeOf(event, environment));
  settlement.confirm('send', message.messageId);
  outcome.changes.addMessage(message.conversationId, message.messageId);
}

function insert(
  event: MessageReceived,
  conversationId: ConversationId,
  environment: PipelineEnvironment,
  outcome: OutcomeBuilder,
): void {
  const messageId = toMessageId(environment.random.uuid());
  environment.store.messages.insert({
    messageId,
    conversationId,
    author: event.author,
    isMine: event.isMine,
    cid: event.cid,
    mid: event.mid,
    clientId: null,
    sortNs: placeOf(event, environment),
    arrivedAtMs: environment.clock.nowMs(),
    content: event.content,
    delivery: 'sent',
  });
  outcome.changes.addMessage(conversationId, messageId);
  if (!event.isMine) outcome.arrived.push(event);
}

/** A message with a malformed field comes without a time: the moment of its arrival stands in. */
function placeOf(event: MessageReceived, environment: PipelineEnvironment): bigint {
  return event.sentAtNs > 0n ? event.sentAtNs : BigInt(Math.round(environment.clock.nowMs())) * 1_000_000n;
}

function noteStranger(
  event: MessageReceived,
  environment: PipelineEnvironment,
  outcome: OutcomeBuilder,
): void {
  const { people } = environment.store;
  if (people.ensure(event.author) || (people.byNode(event.author)?.name ?? '') === '') {
    outcome.strangers.add(event.author);
  }
}
