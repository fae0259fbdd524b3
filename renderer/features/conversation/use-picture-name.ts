import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { MessageView } from '../../../preload/contract/message-views';

/** What a picture is called for those who do not see it: whose it is. Of what it shows nothing is known. */
export function usePictureName(
  message: () => Pick<MessageView, 'isMine' | 'authorName'>,
): ComputedRef<string> {
  const { t } = useI18n();
  return computed(() => {
    const { isMine, authorName } = message();
    return isMine ? t('conversation.pictureMine') : t('conversation.pictureBy', { name: authorName });
  });
}
