import { computed, onScopeDispose, shallowRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { MessageView } from '../../../preload/contract/message-views';
import type { Locale } from '../../../preload/contract/views';
import { stampText } from '../../base/date-text';
import { useCopy } from '../../base/use-copy';
import { selectedTexts, type SelectedText } from './selected-texts';

/** Where texts are selected. */
export interface SelectedTextsOptions {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  readonly messages: () => readonly MessageView[];
}

/** What burns leaves by no way, and of what is gone nothing may be left. */
const mayCopy = ({ body }: MessageView): boolean =>
  body.kind === 'text' || body.kind === 'image' || body.kind === 'unsupported';

/** Copying what is selected across bubbles: the words alone, or with who said them and when. */
export function useSelectedTexts({ scroller, messages }: SelectedTextsOptions) {
  const { t, locale } = useI18n();
  const { copy } = useCopy('toast');
  /** Messages of which something is selected; no words. */
  const selectedIds = shallowRef<readonly string[]>([]);
  const isAcross = computed(() => selectedIds.value.length > 1);
  const byId = (wanted: string): MessageView | undefined =>
    messages().find(({ messageId }) => messageId === wanted);

  function selected(): readonly SelectedText[] {
    const selection = document.getSelection();
    const timeline = scroller.value;
    if (timeline === null || selection === null || selection.isCollapsed || selection.rangeCount === 0)
      return [];
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(timeline)) return [];
    return selectedTexts(range, timeline, (messageId) => {
      const message = byId(messageId);
      return message !== undefined && mayCopy(message);
    });
  }

  function plain(texts: readonly SelectedText[]): string {
    return texts.map(({ text }) => text).join('\n');
  }

  function withNames(texts: readonly SelectedText[]): string {
    return texts
      .flatMap(({ messageId, text }) => {
        const message = byId(messageId);
        if (message === undefined) return [];
        const name = message.isMine ? t('conversation.you') : message.authorName;
        // The locales of the app are the contract's.
        return [`${name}  ${stampText(message.sentAtMs, locale.value as Locale)}\n${text}`];
      })
      .join('\n\n');
  }

  function note(): void {
    const ids = selected().map(({ messageId }) => messageId);
    if (ids.join() !== selectedIds.value.join()) selectedIds.value = ids;
  }
  document.addEventListener('selectionchange', note);
  onScopeDispose(() => document.removeEventListener('selectionchange', note));

  /** Whatever is selected between the words, such as names and times, and what may not be copied, stays behind. */
  function onCopy(event: ClipboardEvent): void {
    const texts = selected();
    if (event.clipboardData === null || texts.length === 0) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', plain(texts));
  }

  const copySelected = (isWithNames: boolean): void => {
    const texts = selected();
    if (texts.length > 0) void copy(isWithNames ? withNames(texts) : plain(texts));
  };

  /** Something of the timeline is selected: its rows stay, however far somebody scrolls. */
  const isSelecting = (): boolean => selectedIds.value.length > 0;
  return { isAcross, isSelecting, onCopy, copySelected };
}
