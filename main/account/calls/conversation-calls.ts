import { fail, succeed } from '../../../preload/contract/result';
import { toConversationId } from '../../domain/ids';
import type { MessengerCalls } from '../../ipc/messenger';
import { leaveConversation } from '../../messaging/burn-message';
import { parseSortKey } from '../../views/message-view';
import { viewConversations } from './batch-views';
import { withAccount, type CallContext } from './call-context';

type ConversationCallName = Extract<keyof MessengerCalls, `conversations.${string}`>;

/** Calls about the chat list. */
export function createConversationCalls(context: CallContext): Pick<MessengerCalls, ConversationCallName> {
  return {
    'conversations.list': () =>
      withAccount(context, (account) => {
        const views = viewConversations(account.store.views.conversations(), account);
        return succeed([...views].sort((one, other) => other.lastActivityMs - one.lastActivityMs));
      }),
    'conversations.byIds': ({ conversationIds }) =>
      withAccount(context, (account) => {
        const ids = conversationIds.map(toConversationId);
        return succeed(viewConversations(account.store.views.conversationsByIds(ids), account));
      }),
    'conversations.markRead': ({ conversationId: id, until }) =>
      withAccount(context, (account) => {
        const conversationId = toConversationId(id);
        const { store } = account;
        const place = parseSortKey(until);
        if (place === null) return fail('invalidArgument');
        if (store.transaction((write) => write.conversations.markRead(conversationId, place))) {
          account.withdrawNotice(conversationId);
          account.tellConversation(conversationId);
        }
        return succeed();
      }),
    'conversations.setBurnDefault': ({ conversationId: id, burnSeconds }) =>
      withAccount(context, (account) => {
        const { store, messaging } = account;
        const conversation = store.conversations.byId(toConversationId(id));
        if (conversation === null) return fail('messageNotFound');
        if (conversation.kind === 'room' && burnSeconds !== null) return fail('burnNotInRooms');
        store.transaction((write) =>
          write.conversations.setBurnDefault(conversation.conversationId, burnSeconds),
        );
        messaging.drafts.reconsider(conversation.conversationId);
        account.tellConversation(conversation.conversationId);
        return succeed();
      }),
    'conversations.leave': ({ conversationId }) =>
      withAccount(context, (account) => {
        const { messaging } = account;
        leaveConversation(toConversationId(conversationId), messaging);
        account.lookAway(toConversationId(conversationId));
        messaging.drafts.flush();
        return succeed();
      }),
  };
}
