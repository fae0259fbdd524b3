import { fail, succeed } from '../../../preload/contract/result';
import { toConversationId } from '../../domain/ids';
import { leaveConversation } from '../../messaging/burn-message';
import { parseSortKey } from '../../views/message-view';
import { viewConversations } from './batch-views';
import type { Handlers } from './call-context';

type ConversationCallName = `conversations.${'list' | 'byIds' | 'markRead' | 'setBurnDefault' | 'leave'}`;

/** Calls about the chat list. */
export function createConversationCalls(): Pick<Handlers, ConversationCallName> {
  return {
    'conversations.list': ({ after, limit }, account) => {
      const place = after && {
        pinRank: after.pinRank ?? 0,
        lastActivityMs: after.lastActivityMs,
        conversationId: toConversationId(after.conversationId),
      };
      return succeed(viewConversations(account.store.views.conversations(place, limit), account));
    },
    'conversations.byIds': ({ conversationIds }, account) => {
      const ids = conversationIds.map(toConversationId);
      return succeed(viewConversations(account.store.views.conversationsByIds(ids), account));
    },
    'conversations.markRead': ({ conversationId: id, until }, account) => {
      const conversationId = toConversationId(id);
      const { store } = account;
      const place = parseSortKey(until);
      if (place === null) return fail('invalidArgument');
      const { sharesReceipts } = account.messaging;
      const { isChanged, isToTell } = store.transaction(({ conversations, receipts }) => ({
        isToTell: sharesReceipts() && receipts.noteRead(conversationId, place),
        isChanged: conversations.markRead(conversationId, place),
      }));
      if (isChanged) {
        account.withdrawNotice(conversationId);
        account.tellConversation(conversationId);
      }
      if (isToTell) account.receipts.read();
      return succeed();
    },
    'conversations.setBurnDefault': ({ conversationId: id, burnSeconds }, account) => {
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
    },
    'conversations.leave': ({ conversationId }, account) => {
      const { messaging } = account;
      leaveConversation(toConversationId(conversationId), messaging);
      account.lookAway(toConversationId(conversationId));
      messaging.drafts.flush();
      return succeed();
    },
  };
}
