import { onScopeDispose } from 'vue';

/** Listens to an event of the window while the caller's scope lives. */
export function useWindowEvent<K extends keyof WindowEventMap>(
  name: K,
  listener: (event: WindowEventMap[K]) => void,
): void {
  window.addEventListener(name, listener);
  onScopeDispose(() => window.removeEventListener(name, listener));
}
