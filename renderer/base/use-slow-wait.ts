import { onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue';
import { after, type Stop } from './clock';

/** True once `isWaiting` has been true for `delayMs` without a break; for skeletons (300 ms) and words (3 s). */
export function useSlowWait(
  isWaiting: MaybeRefOrGetter<boolean>,
  delayMs: number,
): Readonly<ShallowRef<boolean>> {
  const isSlow = shallowRef(false);
  let stop: Stop = () => undefined;
  watch(
    () => toValue(isWaiting),
    (waiting) => {
      stop();
      isSlow.value = false;
      if (waiting) stop = after(delayMs, () => (isSlow.value = true));
    },
    { immediate: true },
  );
  onScopeDispose(() => stop());
  return isSlow;
}
