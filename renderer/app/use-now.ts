import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import { every, nowMs } from './clock';

/** This computer's time as reactive state, refreshed every `intervalMs` while the caller's scope lives. */
export function useNow(intervalMs: number): Readonly<ShallowRef<number>> {
  const now = shallowRef(nowMs());
  onScopeDispose(every(intervalMs, () => (now.value = nowMs())));
  return now;
}
