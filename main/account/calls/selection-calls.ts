import { succeed } from '../../../preload/contract/result';
import { toConversationId, toMessageId, type NodeId } from '../../domain/ids';
import { deleteHere } from '../../messaging/delete-message';
import { forwardMessages } from '../../messaging/forward-messages';
import { ownNamesOf } from '../../views/name-of';
import type { ActiveAccount } from '../active-account';
import type { Handlers } from './call-context';

/** Calls that name several messages at once. */
export type SelectionCallName = 'messages.deleteHere' | 'messages.forward';

/** What is done with several messages at once. */
export function createSelectionCalls(): Pick<Handlers, SelectionCallName> {
  return {
    'messages.deleteHere': async ({ messageIds }, account) => {
      const deleted = await deleteHere(messageIds.map(toMessageId), account.messaging);
      // What is told of a chat on the desktop may be told of these.
      for (const conversationId of new Set(deleted.map((message) => message.conversationId)))
        if (account.store.conversations.unreadCount(conversationId) === 0)
          account.withdrawNotice(conversationId);
      return succeed({ deletedCount: deleted.length });
    },
    'messages.forward': async ({ messageIds, conversationIds }, account) => {
      const targets = conversationIds.map(toConversationId);
      const { sentIds, unsentCount, reason } = await forwardMessages(
        {
          messageIds: messageIds.map(toMessageId),
          targets,
          ownNameOf: ownNames(account),
          files: account.files.copies,
        },
        account.messaging,
      );
      return succeed({ sentCount: sentIds.length, unsentCount, reason });
    },
  };
}

/** What people call themselves, where that is known. */
function ownNames(account: ActiveAccount): (node: NodeId) => string | null {
  return (node) => {
    const name = ownNamesOf(account.namesOf([node]))(node);
    return name === node ? null : name;
  };
}
