import {
  onScopeDispose,
  shallowRef,
  toValue,
  watchEffect,
  type MaybeRefOrGetter,
  type ShallowRef,
} from 'vue';
import type { Theme } from '../../preload/contract/views';

/** The theme that is painted. */
export type PaintedTheme = 'light' | 'dark';

/** Puts the chosen theme on the document and follows the desktop while the choice is `system`. */
export function useTheme(choice: MaybeRefOrGetter<Theme>): Readonly<ShallowRef<PaintedTheme>> {
  const desktop = window.matchMedia('(prefers-color-scheme: dark)');
  const isDesktopDark = shallowRef(desktop.matches);
  const painted = shallowRef<PaintedTheme>('light');
  const follow = (): void => void (isDesktopDark.value = desktop.matches);
  desktop.addEventListener('change', follow);
  onScopeDispose(() => desktop.removeEventListener('change', follow));
  watchEffect(() => {
    const theme = toValue(choice);
    painted.value = theme === 'system' ? (isDesktopDark.value ? 'dark' : 'light') : theme;
    document.documentElement.dataset['theme'] = painted.value;
  });
  return painted;
}
