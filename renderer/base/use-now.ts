import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import { every, nowMs, type Stop } from './clock';

/**
 * This computer's time as reactive state, refreshed every `intervalMs` while the caller's scope lives and `isNeeded` says so: a
 * window in which nothing runs down wakes nobody. It is the time of the last refresh while it is not needed, and the present one
 * as soon as it is.
 */
export function useNow(
  intervalMs: number,
  isNeeded: () => boolean = () => true,
): Readonly<ShallowRef<number>> {
  const now = shallowRef(nowMs());
  let stop: Stop = () => undefined;
  watch(
    isNeeded,
    (isWanted) => {
      stop();
      if (!isWanted) return;
      now.value = nowMs();
      stop = every(intervalMs, () => (now.value = nowMs()));
    },
    { immediate: true, flush: 'sync' },
  );
  onScopeDispose(() => stop());
  return now;
}
