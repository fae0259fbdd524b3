import { useI18n } from 'vue-i18n';
import type { ConversationView } from '../../preload/contract/views';

/** How a chat is called: by its name, and a room of which none has come yet by what it is, never by its id. */
export function useChatTitle(): (chat: Pick<ConversationView, 'kind' | 'node' | 'title'>) => string {
  const { t } = useI18n();
  return ({ kind, node, title }) => (kind === 'room' && title === node ? t('conversation.room') : title);
}
