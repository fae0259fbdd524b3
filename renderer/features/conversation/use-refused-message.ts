import type { MessageView } from '../../../preload/contract/message-views';
import type { ConversationView } from '../../../preload/contract/views';
import { useNavigationStore } from '../../base/navigation-store';
import { useDraftsStore } from '../composer';
import { useConversationStore } from './conversation-store';
import type { RefusedAction } from './refused-message';

/** Does what helps with a message that was not sent. */
export function useRefusedMessage(
  conversation: () => ConversationView,
): (message: MessageView, action: RefusedAction) => Promise<void> {
  const store = useConversationStore();
  const drafts = useDraftsStore();
  const navigation = useNavigationStore();

  /** The text goes back into the composer as it was meant, burning if it was; then the message goes. */
  async function edit(message: MessageView): Promise<void> {
    const { messageId, conversationId, body, quote } = message;
    const content = body.kind === 'burnOwn' ? body.content : body;
    if (content.kind !== 'text') return;
    const text = await store.wholeText(messageId, content.text);
    if (text === null) return;
    // Before its text is there: what was to burn never stands in a draft that stays.
    if (body.kind === 'burnOwn') drafts.change(conversationId, { mode: 'burn', burnSeconds: body.seconds });
    drafts.append(conversationId, text);
    const isAnswer = drafts.draftOf(conversationId).replyToId !== null;
    if (!isAnswer && quote !== null && quote.kind !== 'missing') {
      drafts.change(conversationId, { replyToId: quote.messageId });
    }
    await store.discard(messageId);
    drafts.requestFocus();
  }

  return async (message, action) => {
    switch (action) {
      case 'retry':
        return void (await store.retry(message.messageId));
      case 'sendApart':
        return void (await store.retry(message.messageId, true));
      case 'sendSmaller':
        return void (await store.sendSmaller(message.messageId));
      case 'edit':
        return edit(message);
      case 'addAgain':
        return void navigation.addFriend(conversation().node);
    }
  };
}
