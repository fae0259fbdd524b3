import { onScopeDispose } from 'vue';

// What a person does in a window; a pointer that merely rests or passes over it is not among it.
const deeds = ['pointerdown', 'keydown', 'wheel'] as const;

/** Tells of everything that somebody does in the window, before it has any effect, while the caller's scope lives. */
export function useUserActivity(acted: () => void): void {
  const options = { capture: true, passive: true };
  for (const deed of deeds) window.addEventListener(deed, acted, options);
  onScopeDispose(() => {
    for (const deed of deeds) window.removeEventListener(deed, acted, options);
  });
}
