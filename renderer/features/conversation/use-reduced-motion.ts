import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';

/** Whether the system was told that nothing should move by itself. */
export function useReducedMotion(): Readonly<ShallowRef<boolean>> {
  const query = window.matchMedia('(prefers-reduced-motion: reduce)');
  const isReduced = shallowRef(query.matches);
  const follow = (): void => void (isReduced.value = query.matches);
  query.addEventListener('change', follow);
  onScopeDispose(() => query.removeEventListener('change', follow));
  return isReduced;
}
