import { computed } from 'vue';
import type { MessageView } from '../../../preload/contract/message-views';
import { isSelectable } from './selection-facts';
import { useSelectionStore } from './selection-store';

/**
 * Choosing a message with the pointer and with keys. Ctrl or Cmd and a click begins; from then on every click chooses, and with Shift
 * the stretch up to there. Before that Shift and a click mark texts, as everywhere.
 */
export function useChoosing(message: () => MessageView) {
  const selection = useSelectionStore();
  const isOn = computed(() => selection.isSelecting);
  const isChosen = computed(() => selection.ids.has(message().messageId));
  const canBeChosen = computed(() => isSelectable(message()));

  const isTaken = (event: MouseEvent): boolean =>
    event.button === 0 && (isOn.value || (canBeChosen.value && (event.ctrlKey || event.metaKey)));

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
    const isWanted = isOn.value || (event.key === ' ' && (event.ctrlKey || event.metaKey));
    if (!isChoice || !isWanted) return false;
    event.preventDefault();
    choose(event.shiftKey);
    return true;
  }

  function choose(isStretch: boolean): void {
    const { messageId } = message();
    if (isStretch) selection.selectTo(messageId);
    else selection.toggle(messageId);
  }

  return { isOn, isChosen, canBeChosen, beforeClick, byClick, byKey };
}
