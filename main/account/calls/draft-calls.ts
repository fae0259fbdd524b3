import { succeed } from '../../../preload/contract/result';
import { toConversationId, toMessageId, toNodeId } from '../../domain/ids';
import { toResult, type Handlers } from './call-context';

type DraftCallName = Extract<keyof Handlers, `drafts.${string}`>;

/** Calls about what is being written. */
export function createDraftCalls(): Pick<Handlers, DraftCallName> {
  return {
    'drafts.list': (_request, { messaging }) => succeed(messaging.drafts.all()),
    'drafts.keep': (draft, { messaging }) =>
      toResult(
        messaging.drafts.keep({
          ...draft,
          conversationId: toConversationId(draft.conversationId),
          replyToId: draft.replyToId === null ? null : toMessageId(draft.replyToId),
          mentions: draft.mentions.map(({ node, name }) => ({ node: toNodeId(node), name })),
        }),
      ),
  };
}
