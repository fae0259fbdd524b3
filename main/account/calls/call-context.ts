import { fail, succeed, type Result } from '../../../preload/contract/result';
import type { ConversationView, MessageView, QuoteView } from '../../../preload/contract/views';
import type { Conversation } from '../../domain/conversation';
import type { Message } from '../../domain/message';
import type { Outcome } from '../../messaging/outcome';
import { toConversationView } from '../../views/conversation-view';
import { toMessageView } from '../../views/message-view';
import { toQuoteView } from '../../views/quote-view';
import type { ActiveAccount } from '../active-account';

/** What a group of calls needs: the signed-in account, if there is one. */
export interface CallContext {
  readonly active: () => ActiveAccount | null;
  readonly nowMs: () => number;
}

/** Runs a call for the signed-in account; fails when there is none. */
export function withAccount<T>(context: CallContext, work: (account: ActiveAccount) => Result<T>): Result<T> {
  const account = context.active();
  return account === null ? fail('notSignedIn') : work(account);
}

/** A use case's answer in the contract's words. */
export const toResult = <T>(outcome: Outcome<T>): Result<T> =>
  outcome.ok ? succeed(outcome.value) : fail(outcome.code);

/** The view of one message; `nowMs` is this computer's clock. */
export function viewMessage(message: Message, account: ActiveAccount, nowMs: number): MessageView {
  const burnNowMs = account.messaging.clock.nowMs();
  return toMessageView(message, {
    self: account.self(),
    nowMs: burnNowMs,
    clockLagMs: burnNowMs - nowMs,
    nameOf: (node) => account.nameOf(node),
    isOpen: account.messaging.openMessages.has(message.messageId),
    erasureFailure: account.burnScheduler.failure,
    reeditUntilMs: account.messaging.reedits.untilMs(message.messageId),
    quote:
      message.replyTo === null
        ? null
        : viewQuote(account.store.messages.byMid(message.conversationId, message.replyTo), account),
  });
}

/** What an answer to a message shows of it; null stands for one that is not here. */
export function viewQuote(message: Message | null, account: ActiveAccount): QuoteView {
  return toQuoteView(message, (node) => account.nameOf(node));
}

/** The view of one chat. */
export function viewConversation(conversation: Conversation, account: ActiveAccount): ConversationView {
  const { messages, conversations } = account.store;
  return toConversationView(conversation, {
    self: account.self(),
    nameOf: (node) => account.nameOf(node),
    newest: messages.newest(conversation.conversationId),
    unreadCount: conversations.unreadCount(conversation.conversationId),
    isMentioned: conversations.hasUnreadMention(conversation.conversationId, account.self()),
  });
}
