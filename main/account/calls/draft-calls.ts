import { succeed } from '../../../preload/contract/result';
import { toConversationId, toMessageId, toNodeId } from '../../domain/ids';
import type { MessengerCalls } from '../../ipc/messenger';
import { toResult, withAccount, type CallContext } from './call-context';

type DraftCallName = Extract<keyof MessengerCalls, `drafts.${string}`>;

/** Calls about what is being written. */
export function createDraftCalls(context: CallContext): Pick<MessengerCalls, DraftCallName> {
  return {
    'drafts.list': () => withAccount(context, ({ messaging }) => succeed(messaging.drafts.all())),
    'drafts.keep': (draft) =>
      withAccount(context, ({ messaging }) =>
        toResult(
          messaging.drafts.keep({
            ...draft,
            conversationId: toConversationId(draft.conversationId),
            replyToId: draft.replyToId === null ? null : toMessageId(draft.replyToId),
            mentions: draft.mentions.map(({ node, name }) => ({ node: toNodeId(node), name })),
          }),
        ),
      ),
  };
}
