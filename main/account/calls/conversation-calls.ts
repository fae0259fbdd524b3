import { succeed } from '../../../preload/contract/result';
import { toConversationId } from '../../domain/ids';
import type { MessengerCalls } from '../../ipc/messenger';
import { viewConversation, withAccount, type CallContext } from './call-context';

type ConversationCallName = Extract<keyof MessengerCalls, `conversations.${string}`>;

/** Calls about the chat list. */
export function createConversationCalls(
  context: CallContext,
  told: { readonly conversationsChanged: () => void },
): Pick<MessengerCalls, ConversationCallName> {
  return {
    'conversations.list': () =>
      withAccount(context, (account) => {
        const views = account.store.conversations
          .all()
          .map((conversation) => viewConversation(conversation, account));
        return succeed(views.sort((one, other) => other.lastActivityMs - one.lastActivityMs));
      }),
    'conversations.markRead': ({ conversationId: id }) =>
      withAccount(context, (account) => {
        const conversationId = toConversationId(id);
        const { store } = account;
        if (store.transaction(() => store.conversations.markRead(conversationId))) {
          account.withdrawNotice(conversationId);
          told.conversationsChanged();
        }
        return succeed();
      }),
  };
}
