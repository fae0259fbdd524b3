import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import { monotonicMs } from '../../base/clock';

/** What holding the record button does. */
export interface RecordGesture {
  /** The button is held: letting go ends the recording, and sliding away gives it up. */
  readonly isHeld: Readonly<ShallowRef<boolean>>;
  readonly onPointerDown: (event: PointerEvent) => void;
}

/** A press of this length is a hold; a shorter one begins a recording that goes on by itself, ms. */
const holdMs = 400;
/** So far to the left it is given up, CSS pixels. */
const slideAway = 80;

/** Recording by holding: the button goes away as soon as it records, so the window follows the pointer. */
export function useRecordGesture(deeds: {
  readonly begin: () => void;
  readonly stop: () => void;
  readonly cancel: () => void;
}): RecordGesture {
  const isHeld = shallowRef(false);
  let end: () => void = () => undefined;

  function onPointerDown({ button, pointerId, clientX }: PointerEvent): void {
    if (button !== 0) return;
    end();
    const downAtMs = monotonicMs();
    const onMove = (event: PointerEvent): void => {
      if (event.pointerId !== pointerId || clientX - event.clientX < slideAway) return;
      end();
      deeds.cancel();
    };
    const onUp = (event: PointerEvent): void => {
      if (event.pointerId !== pointerId) return;
      end();
      if (monotonicMs() - downAtMs >= holdMs) deeds.stop();
    };
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', onUp);
    isHeld.value = true;
    end = () => {
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', onUp);
      isHeld.value = false;
    };
    deeds.begin();
  }

  onScopeDispose(() => end());
  return { isHeld, onPointerDown };
}
