import type { Messenger } from '../ipc/messenger';
import type { Disposable } from '../platform/disposable';

/** The part of a window that keeps screenshots and screen sharing out. */
export interface ProtectableWindow {
  setContentProtection(isOn: boolean): void;
}

/**
 * Keeps screenshots and screen sharing out of the window while it shows the content of a burn message. Switched in the
 * same turn as the messenger tells the opening, so before the page can have painted it. Windows and macOS do it; Linux has
 * no such thing, and the call does nothing there.
 */
export function protectContent(
  window: ProtectableWindow,
  messenger: Pick<Messenger, 'isShowingSecrets' | 'onChange'>,
): Disposable {
  let isOn = false;
  return messenger.onChange(() => {
    const isShowing = messenger.isShowingSecrets();
    if (isShowing === isOn) return;
    isOn = isShowing;
    window.setContentProtection(isOn);
  });
}
