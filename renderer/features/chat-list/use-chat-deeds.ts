import type { ConversationView } from '../../../preload/contract/views';
import { useChatTitle } from '../../base/use-chat-title';
import { useChatCareStore } from './chat-care-store';
import { muteDeeds, type ChatDeed } from './chat-deeds';

/** Does something with a chat; what cannot be had back is asked about first. */
export function useChatDeeds(): (deed: ChatDeed, chat: ConversationView) => void {
  const care = useChatCareStore();
  const titleOf = useChatTitle();
  return (deed, chat) => {
    const { conversationId, kind } = chat;
    switch (deed) {
      case 'pin':
      case 'unpin':
        return void care.pin(conversationId, deed === 'pin');
      case 'markRead':
      case 'markUnread':
        return void care.markUnread(conversationId, deed === 'markUnread');
      case 'archive':
      case 'unarchive':
        return void care.archive(conversationId, deed === 'archive');
      case 'muteHour':
      case 'muteEightHours':
      case 'muteAlways':
        return void care.mute(conversationId, muteDeeds[deed]);
      case 'unmute':
        return void care.mute(conversationId, null);
      case 'delete':
        care.asked = { conversationId, kind, title: titleOf(chat) };
    }
  };
}
