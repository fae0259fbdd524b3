import { keyCaps, type Platform } from './shortcut-keys';

/** Keys of the window that nobody would guess, or looks for: accelerators by what they do. */
const accelerators = {
  revoke: 'CommandOrControl+Shift+Backspace',
  send: 'Enter',
  newLine: 'Shift+Enter',
  leave: 'Escape',
} as const;

/** A shortcut of the window, as its keys are printed. */
export interface WindowShortcut {
  readonly name: keyof typeof accelerators;
  readonly caps: readonly string[];
}

/** The shortcuts that work while the window has the keyboard. They cannot be changed. */
export function windowShortcuts(platform: Platform): readonly WindowShortcut[] {
  return Object.entries(accelerators).map(([name, accelerator]) => ({
    // The keys of the table above.
    name: name as WindowShortcut['name'],
    caps: keyCaps(accelerator, platform),
  }));
}
