import { succeed } from '../../../preload/contract/result';
import type { SavedCalls, SavedMessageView } from '../../../preload/contract/saved-calls';
import { toConversationId, toMessageId } from '../../domain/ids';
import type { Message } from '../../domain/message';
import { isNote } from '../../messaging/notes';
import { saveMessages } from '../../messaging/save-messages';
import { toNoteView } from '../../views/note-view';
import { toQuoteView } from '../../views/quote-view';
import type { ActiveAccount } from '../active-account';
import { toResult, type Handlers } from './call-context';
import { messageNames } from './message-names';

/** Calls about saved messages. */
export function createSavedCalls(): Pick<Handlers, keyof SavedCalls> {
  return {
    'messages.save': ({ messageIds, isSaved }, { messaging }) =>
      toResult(saveMessages(messageIds.map(toMessageId), isSaved, messaging)),
    'messages.saved': ({ below, limit }, account) => {
      const { messages, nextRank } = account.store.messages.saved(below, limit);
      return succeed({ messages: viewSaved(messages, account), next: nextRank });
    },
    'messages.savedCount': ({ conversationId }, { store }) =>
      succeed(store.messages.savedCount(conversationId === null ? null : toConversationId(conversationId))),
  };
}

function viewSaved(messages: readonly Message[], account: ActiveAccount): readonly SavedMessageView[] {
  const { titleOfChat, nameOf } = messageNames(messages, account);
  return messages.map((message) => ({
    messageId: message.messageId,
    conversationId: message.conversationId,
    title: titleOfChat(message),
    ...(isNote(message) ? { note: toNoteView(message) } : {}),
    sentAtMs: Number(message.sortNs / 1_000_000n),
    quote: toQuoteView(message, nameOf),
  }));
}
