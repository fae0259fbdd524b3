import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';

/** Listens to an event of the window while the caller's scope lives. */
export function useWindowEvent<K extends keyof WindowEventMap>(
  name: K,
  listener: (event: WindowEventMap[K]) => void,
): void {
  window.addEventListener(name, listener);
  onScopeDispose(() => window.removeEventListener(name, listener));
}

/** Whether the window has the focus, so that what it shows is read. */
export function useWindowFocus(): Readonly<ShallowRef<boolean>> {
  const hasFocus = shallowRef(document.hasFocus());
  useWindowEvent('focus', () => (hasFocus.value = true));
  useWindowEvent('blur', () => (hasFocus.value = false));
  return hasFocus;
}
