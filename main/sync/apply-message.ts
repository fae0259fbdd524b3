import type { MessageReceived } from '../domain/domain-event';
import { toMessageId, type ConversationId, type NodeId, type ServerMid } from '../domain/ids';
import type { Message, MessageContent } from '../domain/message';
import { enqueue } from '../outbox/enqueue';
import { admitChat } from './admit-chat';
import { applyEdit, applyLateOriginal } from './apply-edit';
import { applyReaction } from './apply-reaction';
import { standingOf } from './message-standing';
import type { PipelineRun } from './pipeline-run';
import { isClearedCopy, wasCleared } from './was-cleared';

/**
 * Applies a message of the server: the echo of an own one, a repetition, or something new. The same message comes up to
 * four times (three live, one offline), and after a lost echo even under two numbers; (chat, mid) and (author, cid) tell.
 */
export function applyMessage(event: MessageReceived, run: PipelineRun): void {
  const { store } = run;
  const conversationId = admitChat(event.conversation, { isMine: event.isMine, run });
  if (conversationId === null) return;
  noteStranger(event, run);
  const byMid = store.messages.byMid(conversationId, event.mid);
  if (byMid !== null && !store.messages.isPlaceholder(byMid.messageId)) {
    noteNews(byMid, event, run);
    return;
  }
  const byCid = event.cid === null ? null : store.messages.byCid(conversationId, event.author, event.cid);
  if (byMid !== null && byMid.author === event.author) {
    fillTombstone(byMid, byCid, { event, run });
    return;
  }
  if (byMid !== null) removeForged(byMid, run);
  if (byCid === null) insert(event, conversationId, run);
  else if (byCid.mid === null) confirmOwn(byCid, event, run);
  else noteCopy(byCid, byCid.mid, { event, run });
}

/**
 * In a chat that is new here the history may have a message before it is delivered, and history is taken for read. The server
 * delivers only news.
 */
function noteNews(message: Message, event: MessageReceived, { store, outcome }: PipelineRun): void {
  const { conversationId, messageId, place, isMine, contentState } = message;
  if (event.source === 'history' || isMine || contentState !== 'present') return;
  if (!store.conversations.isNewsAfterAll(conversationId, place)) return;
  outcome.changes.addMessage(conversationId, messageId);
  outcome.arrived.push(event);
}

/**
 * The same message under a second number. The lower number is its place for everybody. A copy of something that was taken
 * back or burned is taken back, too.
 */
function noteCopy(
  message: Message,
  knownMid: ServerMid,
  { event, run }: { readonly event: MessageReceived; readonly run: PipelineRun },
): void {
  const { store, outcome, random } = run;
  const { conversationId, messageId, contentState, revokedBy, isMine } = message;
  if (event.mid < knownMid) {
    markSent(message, event, run);
    store.copies.add(conversationId, knownMid, messageId);
    outcome.changes.addMessage(conversationId, messageId);
  } else {
    store.copies.add(conversationId, event.mid, messageId);
  }
  const kind =
    contentState === 'revoked' && revokedBy !== null && isMine
      ? 'revoke'
      : contentState === 'burned' && !isMine
        ? 'burn'
        : null;
  if (kind === null || store.outbox.ofMessage(messageId).some((operation) => operation.kind === kind)) return;
  enqueue(store, { kind, conversationId, messageId }, { random });
}

/** The command came before its message: what is known of the message is noted, its content stays out. */
function fillTombstone(
  tombstone: Message,
  own: Message | null,
  { event, run }: { readonly event: MessageReceived; readonly run: PipelineRun },
): void {
  const { store, settlement, outcome } = run;
  outcome.changes.addMessage(tombstone.conversationId, tombstone.messageId);
  if (own?.mid !== null) {
    const { cid, content, burnTerms } = event;
    const standing = standingOf(event, tombstone.conversationId, run);
    store.messages.adoptOriginal(tombstone.messageId, { cid, content, burnTerms, ...standing });
    return;
  }
  // An own message that still waits for its echo: it takes the place and the fate of the tombstone.
  const { contentState, revokedBy } = tombstone;
  if (contentState === 'present' || contentState === 'unreadable' || contentState === 'folded') return;
  store.messages.removePlaceholder(tombstone.messageId);
  confirmOwn(own, event, run);
  store.messages.erase(own.messageId, contentState, revokedBy);
  const message = { ...own, mid: event.mid };
  settlement.confirmErased({ kind: 'revoke', message, mid: event.mid }, outcome.changes);
  outcome.erasedIn.add(own.conversationId);
}

/** A tombstone made for somebody else's message was a forgery: the original takes its place. */
function removeForged(tombstone: Message, run: PipelineRun): void {
  run.store.messages.removePlaceholder(tombstone.messageId);
  run.outcome.changes.addMessage(tombstone.conversationId, tombstone.messageId);
  run.logger.warn('forged erasure undone');
}

function confirmOwn(message: Message, event: MessageReceived, run: PipelineRun): void {
  const { settlement, outcome, random } = run;
  markSent(message, event, run);
  settlement.confirmSent(message.messageId);
  // Withdrawn here because it was taken for never sent, and yet it is there.
  if (message.contentState === 'withdrawn') settlement.takeBack(message, random);
  outcome.changes.addMessage(message.conversationId, message.messageId);
}

function markSent({ messageId, conversationId }: Message, event: MessageReceived, run: PipelineRun): void {
  const standing = standingOf(event, conversationId, run);
  run.store.messages.markSent(messageId, { mid: event.mid, ...standing, learntAtMs: run.clock.nowMs() });
}

function insert(event: MessageReceived, conversationId: ConversationId, run: PipelineRun): void {
  const arrivedAtMs = run.clock.nowMs();
  const standing = standingOf(event, conversationId, run);
  if (wasCleared({ mid: event.mid, place: standing.place }, conversationId, run)) return;
  if (isClearedCopy(event, conversationId, run)) return;
  const messageId = toMessageId(run.random.orderedUuid(arrivedAtMs));
  const edit = applyEdit(event, conversationId, run);
  if (event.content.kind === 'reaction') noteReaction(event, event.content, run);
  run.store.messages.insert({
    messageId,
    conversationId,
    author: event.author,
    isMine: event.isMine,
    viaRoom: event.viaRoom,
    cid: event.cid,
    mid: event.mid,
    clientId: null,
    ...standing,
    isUnread: !event.isMine && event.isNews && !edit.isKnown,
    arrivedAtMs,
    content: event.content,
    replyTo: event.replyTo,
    ...(edit.replaces === null ? {} : { replaces: edit.replaces }),
    mentions: event.mentions,
    burnTerms: event.burnTerms,
    delivery: 'sent',
  });
  run.outcome.changes.addMessage(conversationId, messageId);
  noteHere(event, { conversationId, place: standing.place }, run);
  noteLetThrough(event, run);
  // Where they wrote from, they can be answered.
  if (event.viaRoom !== null) noteMetIn(event.viaRoom, conversationId, { event, run });
  for (const waitingId of run.store.messages.keepBehind(conversationId, standing.place))
    run.outcome.changes.addMessage(conversationId, waitingId);
  // What nobody can read yet is told of when somebody can.
  const isToRead = event.content.kind !== 'unreadable' && event.content.kind !== 'reaction';
  if (!event.isMine && isToRead && !edit.isKnown && !edit.isTold) run.outcome.arrived.push(event);
  applyLateOriginal({ conversationId, messageId, author: event.author, mid: event.mid }, run);
}

/** Whoever wrote to us hears that it is here, if we tell such things; of what was said before this computer took part nothing is told. */
function noteHere(
  { conversation, isMine, isNews, mid, viaRoom }: MessageReceived,
  { conversationId, place }: { readonly conversationId: ConversationId; readonly place: bigint },
  { store, sharesReceipts }: PipelineRun,
): void {
  const isToTell = conversation.kind === 'user' && !isMine && isNews && viaRoom === null;
  if (isToTell && sharesReceipts()) store.receipts.noteHere(conversationId, mid, place);
}

/**
 * The server takes nothing from or for somebody whom this account blocks, but for what was on its way: another device may have
 * added them again, of which nobody is told. The roster decides.
 */
function noteLetThrough(
  { conversation, source, viaRoom }: MessageReceived,
  { store, outcome }: PipelineRun,
): void {
  if (conversation.kind !== 'user' || source === 'history' || viaRoom !== null) return;
  if (store.people.byNode(conversation.node)?.relation === 'blocked') outcome.asksRoster = true;
}

/** In a room a reaction is a message: it is kept as one that says nothing, and what it says goes where its message is. */
function noteReaction(
  { conversation, author, sentAtNs }: MessageReceived,
  { to, emoji }: Extract<MessageContent, { readonly kind: 'reaction' }>,
  run: PipelineRun,
): void {
  applyReaction({ conversation, by: author, mid: to, emoji, sentAtNs }, run);
}

/** Who writes through a room is no friend, and can be answered through it. */
function noteMetIn(
  room: NodeId,
  conversationId: ConversationId,
  { event, run }: { readonly event: MessageReceived; readonly run: PipelineRun },
): void {
  const { conversations, people } = run.store;
  if (conversations.setViaRoom(conversationId, room)) run.outcome.changes.addConversation(conversationId);
  const { node } = event.conversation;
  if ((people.byNode(node)?.relation ?? 'none') === 'none') people.setRelation(node, 'stranger', '');
}

function noteStranger(event: MessageReceived, run: PipelineRun): void {
  const { people } = run.store;
  if (people.ensure(event.author) || (people.byNode(event.author)?.name ?? '') === '') {
    run.outcome.strangers.add(event.author);
  }
}
