import { useI18n } from 'vue-i18n';
import type { ConversationView, Locale } from '../../../preload/contract/views';
import { timeText } from '../../base/date-text';

/** Until when a chat is muted, in words; null for one that is not. No mute with an end is longer than a time of the day can say. */
export function useMuteText(): (chat: ConversationView) => string | null {
  const { t, locale } = useI18n();
  return ({ mute }) => {
    if (mute === undefined) return null;
    if (mute.untilMs === null) return t('chatList.mutedAlways');
    // The locales of the app are the contract's.
    return t('chatList.mutedUntil', { time: timeText(mute.untilMs, locale.value as Locale) });
  };
}
