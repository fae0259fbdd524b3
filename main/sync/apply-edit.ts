import type { MessageReceived } from '../domain/domain-event';
import { mayReplace } from '../domain/edit-policy';
import type { ConversationId, MessageId, NodeId, ServerMid } from '../domain/ids';
import { holdsContent } from '../domain/message';
import type { PipelineRun } from './pipeline-run';

/** What a message that came is to another one. */
export interface AppliedEdit {
  /** The number of what it replaces; null for a message of its own. */
  readonly replaces: ServerMid | null;
  /** What it replaces was seen here: it is no news. */
  readonly isKnown: boolean;
  /** The desktop tells of its chat already because of what it replaces. */
  readonly isTold: boolean;
}

const noEdit: AppliedEdit = { replaces: null, isKnown: false, isTold: false };

/** Most messages that claim to replace the same one and are looked at when it comes after them. */
const mostClaims = 50;

/**
 * A message says that it replaces another one (`extend.ed`). Only of a message of its own author that does not burn, and that is
 * older. That one is erased with it: whoever may take a message back has said that it is gone, and no moment comes in which both
 * stand, whichever of revoke and message arrives first. What nobody here knows may be replaced: nothing shows that it was not.
 * Of several that replace the same message the first is the edit; a later one is news. Called before the message is stored.
 */
export function applyEdit(
  event: Pick<MessageReceived, 'author' | 'burnTerms' | 'content' | 'mid' | 'replaces'>,
  conversationId: ConversationId,
  run: PipelineRun,
): AppliedEdit {
  const { store, logger, outcome } = run;
  const { replaces, author } = event;
  if (replaces === undefined) return noEdit;
  const replaced = store.messages.byMid(conversationId, replaces);
  const isBelieved =
    mayReplace(event) &&
    replaces !== event.mid &&
    (replaced === null || (replaced.author === author && replaced.burnTerms === null));
  if (!isBelieved) {
    logger.warn('edit ignored');
    return noEdit;
  }
  if (replaced === null) return { ...noEdit, replaces };
  // What others answer names any of its numbers; it leads on by the one that it has here.
  const mid = replaced.mid ?? replaces;
  const isFirst = store.messages.replacing(conversationId, mid, 1).length === 0;
  const wasThere = holdsContent(replaced);
  const isUnseen = wasThere
    ? replaced.isUnread
    : !store.conversations.isReadTo(conversationId, replaced.place);
  const isTold = wasThere || store.conversations.unreadCount(conversationId) > 0;
  if (wasThere) {
    store.messages.erase(replaced.messageId, 'revoked', author);
    outcome.erasedIn.add(conversationId);
  }
  outcome.changes.addMessage(conversationId, replaced.messageId);
  return { replaces: mid, isKnown: isFirst && !isUnseen, isTold: isFirst && isTold };
}

/**
 * A message came after what replaces it: it is erased at once, or, if it is by somebody else, the other one replaces nothing.
 */
export function applyLateOriginal(
  original: {
    readonly conversationId: ConversationId;
    readonly messageId: MessageId;
    readonly author: NodeId;
    readonly mid: ServerMid;
  },
  { store, logger, outcome }: PipelineRun,
): void {
  const { conversationId, messageId, author, mid } = original;
  for (const claim of store.messages.replacing(conversationId, mid, mostClaims)) {
    if (claim.author === author) {
      store.messages.erase(messageId, 'revoked', author);
      outcome.erasedIn.add(conversationId);
    } else {
      store.messages.setApart(claim.messageId);
      outcome.changes.addMessage(conversationId, claim.messageId);
      logger.warn('edit ignored');
    }
  }
}
