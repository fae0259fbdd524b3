import type { NodeId } from '../../domain/ids';
import type { AccountNotice } from '../../ipc/messenger';
import { decideNotifications } from '../../messaging/notification-policy';
import type { AccountStore } from '../../storage/account-store';
import type { PipelineOutcome } from '../../sync/pipeline-run';
import { titleOf } from '../../views/conversation-view';

/** What the desktop is told of something that has arrived: names of chats and people, never content. */
export function noticesOf(
  outcome: PipelineOutcome,
  { conversations }: AccountStore,
  nameOf: (node: NodeId) => string,
): readonly AccountNotice[] {
  const decision = decideNotifications(outcome.arrived, outcome.erasedIn, (conversationId) =>
    conversations.unreadCount(conversationId),
  );
  const withdrawn = decision.withdraw.map(
    (conversationId) => ({ kind: 'withdrawn', conversationId }) as const,
  );
  const shown = decision.show.flatMap((conversationId): readonly AccountNotice[] => {
    const conversation = conversations.byId(conversationId);
    if (conversation === null || !conversations.isListed(conversationId)) return [];
    const name = titleOf(conversation, nameOf);
    return [{ kind: 'message', conversationId, name, isRoom: conversation.kind === 'room' }];
  });
  return [...withdrawn, ...shown];
}
