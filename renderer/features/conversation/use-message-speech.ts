import { useI18n } from 'vue-i18n';
import type { MessageView } from '../../../preload/contract/message-views';
import type { Locale } from '../../../preload/contract/views';
import { timeText } from '../../base/date-text';
import { isolated } from '../../base/visible-text';
import { spokenContent, spokenState } from './spoken-message';
import { isLine } from './timeline-rows';
import { useSentState } from './use-receipts';
import { lineText } from './view-model';

/** Sentences about messages, for those who hear them. */
export function useMessageSpeech() {
  const { t, locale } = useI18n();
  const sentState = useSentState();

  const because = (reason: string | null): string => (reason === null ? '' : t(`errors.${reason}`));

  function content(message: MessageView): string {
    const spoken = spokenContent(message);
    const what = spoken.kind === 'words' ? spoken.text : t(spoken.key, { text: spoken.text });
    return answering(message, passedOn(message, what));
  }

  /** Whom it answers; what was answered is read by going there. */
  function answering({ quote }: MessageView, what: string): string {
    if (quote === null) return what;
    if (!('authorName' in quote)) return t('conversation.answering', { what });
    return quote.isMine
      ? t('conversation.answeringYou', { what })
      : t('conversation.answeringName', { name: isolated(quote.authorName), what });
  }

  /** Who wrote it first. */
  function passedOn({ forwardedFrom }: MessageView, what: string): string {
    if (forwardedFrom === undefined) return what;
    const from =
      forwardedFrom === '' ? t('forward.fromNobody') : t('forward.from', { name: isolated(forwardedFrom) });
    return t('conversation.news', { name: from, what });
  }

  /** Who, what, when and how it stands. `peerName`: the other one in a one-to-one chat; null in rooms. */
  function whole(message: MessageView, peerName: string | null): string {
    if (isLine(message)) {
      const { key, name, reason } = lineText(message, peerName);
      return t(key, { name: isolated(name), reason: because(reason) });
    }
    const state = spokenState(message, sentState(message));
    const said = {
      name: message.isMine ? t('conversation.you') : isolated(message.authorName),
      what: message.isEdited === true ? `${content(message)}, ${t('editing.mark')}` : content(message),
      // The locales of the app are the contract's.
      time: timeText(message.sentAtMs, locale.value as Locale),
    };
    return state === null
      ? t('conversation.messageBy', said)
      : t('conversation.messageByState', { ...said, state: t(state.key, { reason: because(state.reason) }) });
  }

  /** Who and what, as it comes in. */
  function news(message: MessageView): string {
    return t('conversation.news', { name: isolated(message.authorName), what: content(message) });
  }

  return { whole, news };
}
