import { conversationIdOf } from '../../domain/conversation';
import type { ConversationId, NodeId } from '../../domain/ids';
import type { AccountNotice } from '../../ipc/messenger';
import { decideNotifications } from '../../messaging/notification-policy';
import type { AccountStore } from '../../storage/account-store';
import type { PipelineOutcome } from '../../sync/pipeline-run';
import { titleOf } from '../../views/conversation-view';

/** What the notices depend on beside what has arrived. */
export interface NoticeContext {
  readonly self: NodeId;
  readonly nameOf: (node: NodeId) => string;
  /** The time by which mutes end, ms. */
  readonly nowMs: number;
  /** The setting: who calls the user by name is heard in muted chats as well. */
  readonly mentionsBreakMute: boolean;
}

/** What the desktop is told of something that has arrived: names of chats and people, never content. */
export function noticesOf(
  outcome: PipelineOutcome,
  { conversations, care }: AccountStore,
  { self, nameOf, nowMs, mentionsBreakMute }: NoticeContext,
): readonly AccountNotice[] {
  const isMuted = (conversationId: ConversationId): boolean => care.mutedUntilMs(conversationId) > nowMs;
  const decision = decideNotifications(outcome.arrived, outcome.erasedIn, {
    isHeard: ({ conversation, mentions }) =>
      !isMuted(conversationIdOf(conversation)) || (mentionsBreakMute && mentions.includes(self)),
    unreadCount: (conversationId) =>
      isMuted(conversationId)
        ? conversations.unreadMentionCount(conversationId)
        : conversations.unreadCount(conversationId),
  });
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
