import { computed } from 'vue';
import type { MessageView } from '../../../preload/contract/message-views';
import { isSelectable } from './selection-facts';
import { useSelectionStore } from './selection-store';
import { messageIdAt } from './use-roving-focus';

/**
 * Choosing what stands in a row, a message or the pictures of an album, with the pointer and with keys. Ctrl, Cmd or Shift and a click
 * begin, Shift from the row that has the keyboard on; from then on every click chooses, and with Shift the stretch up to there. Words that
 * are marked already are marked further by Shift, as everywhere.
 */
export function useChoosing(messages: () => readonly MessageView[]) {
  const selection = useSelectionStore();
  const isOn = computed(() => selection.isSelecting);
  const ids = computed(() =>
    messages()
      .filter(isSelectable)
      .map(({ messageId }) => messageId),
  );
  const canBeChosen = computed(() => ids.value.length > 0);
  const isChosen = computed(() => canBeChosen.value && ids.value.every((id) => selection.ids.has(id)));

  const begins = ({ ctrlKey, metaKey, shiftKey }: MouseEvent): boolean =>
    ctrlKey || metaKey || (shiftKey && window.getSelection()?.isCollapsed !== false);

  const isTaken = (event: MouseEvent): boolean =>
    event.button === 0 && (isOn.value || (canBeChosen.value && begins(event)));

  /** The browser would mark the text in between. */
  function beforeClick(event: MouseEvent): void {
    if (isTaken(event)) event.preventDefault();
  }

  function byClick(event: MouseEvent): void {
    if (!isTaken(event)) return;
    event.preventDefault();
    event.stopPropagation();
    choose(event.shiftKey);
  }

  /** True when the key was taken. */
  function byKey(event: KeyboardEvent): boolean {
    const isChoice = event.key === ' ' || (event.key === 'Enter' && isOn.value);
    const isWanted = isOn.value || (event.key === ' ' && (event.ctrlKey || event.metaKey || event.shiftKey));
    if (!isChoice || !isWanted) return false;
    event.preventDefault();
    choose(event.shiftKey);
    return true;
  }

  function choose(isStretch: boolean): void {
    if (!isStretch) {
      selection.toggle(ids.value);
      return;
    }
    const focusedId = isOn.value ? null : messageIdAt(document.activeElement);
    if (focusedId !== null) selection.beginAt(focusedId);
    selection.selectTo(ids.value);
  }

  return { isOn, isChosen, canBeChosen, beforeClick, byClick, byKey };
}
