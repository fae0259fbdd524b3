import { inject, onScopeDispose, provide, type InjectionKey } from 'vue';

/** Keys by which somebody goes from one control to the next, to see what it is. */
const goingKeys: ReadonlySet<string> = new Set([
  'Tab',
  'F6',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

const isGoneToKey: InjectionKey<() => boolean> = Symbol('focus moves');

/**
 * Tells the components below whether a control has the focus because somebody went to it. Whoever opens a page or closes a dialog with a
 * key is put somewhere, and wants to see what is there, not what the control is called that happens to be first.
 */
export function provideFocusMoves(): void {
  let isGoing = true;
  const noteKey = ({ key }: KeyboardEvent): void => void (isGoing = goingKeys.has(key));
  // A page that comes under a pointer at rest tells of a move, too, but of none that leads anywhere.
  const notePointer = ({ movementX, movementY }: PointerEvent): void => {
    if (movementX !== 0 || movementY !== 0) isGoing = true;
  };
  window.addEventListener('keydown', noteKey, { capture: true });
  window.addEventListener('pointermove', notePointer, { capture: true, passive: true });
  onScopeDispose(() => {
    window.removeEventListener('keydown', noteKey, { capture: true });
    window.removeEventListener('pointermove', notePointer, { capture: true });
  });
  provide(isGoneToKey, () => isGoing);
}

/** Whether what has the focus now was gone to; true where nobody tells. */
export const useFocusMoves = (): (() => boolean) => inject(isGoneToKey, () => true);
