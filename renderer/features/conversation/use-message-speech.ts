import { useI18n } from 'vue-i18n';
import type { FileContentView } from '../../../preload/contract/file-views';
import type { MessageView, ReactionView } from '../../../preload/contract/message-views';
import type { Locale } from '../../../preload/contract/views';
import { timeText } from '../../base/date-text';
import { sizeText } from '../../base/size-text';
import { isolated } from '../../base/visible-text';
import { mostSpokenReactions, spokenContent, spokenFile, spokenState } from './spoken-message';
import { isLine } from './timeline-rows';
import { useSentState } from './use-receipts';
import { lineText } from './view-model';

/** Where a message stands. */
interface SpokenPlace {
  /** The other one in a one-to-one chat; null in rooms. */
  readonly peerName: string | null;
  /** The pictures of an album, of which the message is the last; empty for a message that stands alone. */
  readonly album: readonly MessageView[];
}

/** Sentences about messages, for those who hear them. */
export function useMessageSpeech() {
  const { t, n, locale } = useI18n();
  const sentState = useSentState();

  const because = (reason: string | null): string => (reason === null ? '' : t(`errors.${reason}`));

  function content(message: MessageView, album: readonly MessageView[] = []): string {
    // What answers something is the first of an album.
    return answering(album[0] ?? message, passedOn(message, what(message, album.length)));
  }

  function what(message: MessageView, pictureCount: number): string {
    const spoken = spokenContent(message);
    if (spoken.kind === 'words') return spoken.text;
    if (spoken.key === 'conversation.fileSaying') {
      const file = spokenFile(message);
      return file === null ? t(spoken.key, { text: spoken.text }) : fileSaying(file);
    }
    if (pictureCount < 2) return t(spoken.key, { text: spoken.text });
    const pictures = t('conversation.album', { count: pictureCount });
    return spoken.text === '' ? pictures : t('conversation.news', { name: pictures, what: spoken.text });
  }

  /** Its name, how large it is, and what should be known before it is opened. */
  function fileSaying({ name, sizeBytes, warning }: FileContentView): string {
    const about = [
      t('conversation.fileSaying', { text: isolated(name) }),
      sizeText(sizeBytes, locale.value),
      ...(warning === undefined ? [] : [t(`file.warning.${warning}`)]),
    ];
    return about.join(t('conversation.heardSeparator'));
  }

  /** Where the bytes of somebody's file are; how many of them would be another name with every piece. */
  function fileState(message: MessageView): readonly string[] {
    const file = message.isMine ? null : spokenFile(message);
    if (file === null) return [];
    return [file.state.kind === 'failed' ? because(file.state.reason) : t(`file.heard.${file.state.kind}`)];
  }

  /** What others said to it in one sign. */
  function said(reactions: readonly ReactionView[]): readonly string[] {
    if (reactions.length === 0) return [];
    const signs = reactions.slice(0, mostSpokenReactions).map(({ emoji, count }) => `${emoji} ${n(count)}`);
    return [t('reaction.heard', { signs: signs.join(t('reaction.separator')) })];
  }

  /** Whom it answers; what was answered is read by going there. */
  function answering({ quote }: MessageView, words: string): string {
    if (quote === null) return words;
    if (!('authorName' in quote)) return t('conversation.answering', { what: words });
    return quote.isMine
      ? t('conversation.answeringYou', { what: words })
      : t('conversation.answeringName', { name: isolated(quote.authorName), what: words });
  }

  /** Who wrote it first. */
  function passedOn({ forwardedFrom }: MessageView, words: string): string {
    if (forwardedFrom === undefined) return words;
    const from =
      forwardedFrom === '' ? t('forward.fromNobody') : t('forward.from', { name: isolated(forwardedFrom) });
    return t('conversation.news', { name: from, what: words });
  }

  /** Who, what, when, how it stands, and what was said to it. */
  function whole(message: MessageView, { peerName, album }: SpokenPlace): string {
    if (isLine(message)) {
      const { key, name, reason } = lineText(message, peerName);
      return t(key, { name: isolated(name), reason: because(reason) });
    }
    const state = spokenState(message, sentState(message));
    const edited = message.isEdited === true ? [t('editing.mark')] : [];
    const sentence = {
      name: message.isMine ? t('conversation.you') : isolated(message.authorName),
      what: [content(message, album), ...edited].join(t('conversation.heardSeparator')),
      // The locales of the app are the contract's.
      time: timeText(message.sentAtMs, locale.value as Locale),
    };
    const states = [
      ...fileState(message),
      ...(state === null ? [] : [t(state.key, { reason: because(state.reason) })]),
      ...said(message.reactions ?? []),
    ];
    return states.length === 0
      ? t('conversation.messageBy', sentence)
      : t('conversation.messageByState', {
          ...sentence,
          state: states.join(t('conversation.heardSeparator')),
        });
  }

  /** Who and what, as it comes in. */
  function news(message: MessageView): string {
    return t('conversation.news', { name: isolated(message.authorName), what: content(message) });
  }

  return { whole, news };
}
