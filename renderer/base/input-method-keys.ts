/** On a field that tells by itself which keys are an input method's, because some of them have to be swallowed whole there. */
export const ownCompositionAttribute = 'data-own-composition';

/**
 * Keeps the keys of an input method at work from everything else in the window: what is composed in a search, a name or a dialog is
 * chosen with Enter and the arrow keys and given up with Escape, and none of them sends, clears or closes anything. Once for a window,
 * before anything listens to keys.
 */
export function keepInputMethodKeys(target: Window): void {
  target.addEventListener(
    'keydown',
    (event) => {
      const isOwn = event.target instanceof Element && event.target.hasAttribute(ownCompositionAttribute);
      // Not prevented: the input method gets it all the same.
      if (event.isComposing && !isOwn) event.stopPropagation();
    },
    { capture: true },
  );
}
