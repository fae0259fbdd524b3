import type { NodeId } from '../../domain/ids';
import type { Message } from '../../domain/message';
import { titleOf } from '../../views/conversation-view';
import type { ActiveAccount } from '../active-account';

/** Whom and what a list of messages of several chats names. */
export interface MessageNames {
  readonly nameOf: (node: NodeId) => string;
  /** Of the chat of a message; empty where that is gone. */
  readonly titleOfChat: (message: Message) => string;
}

/** The names of the authors and the chats of messages: one question to the database for all chats and one for all names. */
export function messageNames(messages: readonly Message[], account: ActiveAccount): MessageNames {
  const ids = [...new Set(messages.map(({ conversationId }) => conversationId))];
  const chats = new Map(
    account.store.views
      .conversationsByIds(ids)
      .map(({ conversation }) => [conversation.conversationId, conversation]),
  );
  const partners = [...chats.values()].flatMap(({ kind, node }) => (kind === 'user' ? [node] : []));
  const nameOf = account.namesOf([...partners, ...messages.map(({ author }) => author)]);
  return {
    nameOf,
    titleOfChat: ({ conversationId }) => {
      const chat = chats.get(conversationId);
      return chat === undefined ? '' : titleOf(chat, nameOf);
    },
  };
}
