import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import { after, type Stop } from '../../base/clock';
import { useWindowEvent } from '../../base/use-window-event';
import { holdsFiles } from './transferred-files';

/** A drag that says nothing for so long rests, or has ended without a word; the next move shows it again. */
export const silentDragMs = 3_000;

/** Files in the air, and what becomes of them. */
export interface FileDragOptions {
  /** Whether files may be let go over this element. */
  readonly isZone: (target: Element) => boolean;
  /** Files were let go over the zone. */
  readonly dropped: (transfer: DataTransfer) => void;
}

/**
 * Whether files are being dragged over the window. Enters and leaves are not counted: a drag that is cancelled, or whose element
 * went away under it, tells the page nothing at all. What ends it is whatever cannot happen during a drag: a pointer that
 * moves, a key, the focus going elsewhere, and a silence of `silentDragMs`.
 *
 *   away --files enter, move--> over        over --drop, leave the window, pointer, Escape, blur, silence--> away
 */
export function useFileDrag({ isZone, dropped }: FileDragOptions): Readonly<ShallowRef<boolean>> {
  const isOver = shallowRef(false);
  let stopWaiting: Stop | null = null;

  function goOn(): void {
    isOver.value = true;
    stopWaiting?.();
    stopWaiting = after(silentDragMs, end);
  }

  function end(): void {
    stopWaiting?.();
    stopWaiting = null;
    isOver.value = false;
  }

  const isOverZone = ({ target }: DragEvent): boolean => target instanceof Element && isZone(target);

  function onFiles(name: 'dragenter' | 'dragover' | 'drop', listener: (event: DragEvent) => void): void {
    useWindowEvent(name, (event) => {
      if (event.dataTransfer !== null && holdsFiles(event.dataTransfer)) listener(event);
    });
  }

  onFiles('dragenter', goOn);
  // A file that is dropped beside the chat is not for the browser to open either.
  onFiles('dragover', (event) => {
    event.preventDefault();
    goOn();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = isOverZone(event) ? 'copy' : 'none';
  });
  onFiles('drop', (event) => {
    event.preventDefault();
    end();
    if (isOverZone(event) && event.dataTransfer !== null) dropped(event.dataTransfer);
  });
  useWindowEvent('dragleave', ({ relatedTarget }) => {
    // Within the window it names what is entered.
    if (relatedTarget === null) end();
  });
  for (const name of ['dragend', 'pointermove', 'pointerdown', 'blur'] as const) useWindowEvent(name, end);
  useWindowEvent('keydown', ({ key }) => {
    if (key === 'Escape') end();
  });
  onScopeDispose(end);
  return isOver;
}
