import { useSessionStore } from './session-store';
import { useWindowEvent } from './use-window-event';

/** The key of a letter. Where the keys are of another script, their place tells (`KeyboardEvent.code`, UI Events). */
function isLetter({ key, code }: KeyboardEvent, letter: string): boolean {
  const isLatin = key >= 'A' && key <= 'z';
  return isLatin ? key.toLowerCase() === letter : code === `Key${letter.toUpperCase()}`;
}

/** Whether a dialog stands over the window; the details of a chat stand beside it. What is opened then would be lost behind it. */
export function hasOpenDialog(): boolean {
  return document.querySelector('[role="dialog"]:not([data-testid="details"])') !== null;
}

/**
 * Calls `pressed` for Ctrl and a small Latin letter, ⌘ and the letter on a Mac, while the caller's scope lives: not while the key is
 * held down, and never for what an input method makes of it. `pressed` answers whether it took the key.
 */
export function useCommandKey(letter: string, pressed: () => boolean): void {
  const session = useSessionStore();
  useWindowEvent('keydown', (event) => {
    const { ctrlKey, metaKey } = event;
    const isCommand = session.isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
    if (!isCommand || event.shiftKey || event.altKey || event.repeat || event.isComposing) return;
    if (isLetter(event, letter) && pressed()) event.preventDefault();
  });
}
