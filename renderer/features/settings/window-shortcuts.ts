import type { SendKey } from '../../../preload/contract/views';
import { keyCaps, type Platform } from './shortcut-keys';

/** Keys of the window that nobody would guess, or looks for: accelerators by what they do. */
const acceleratorsOf = (sendKey: SendKey) =>
  ({
    quickSwitch: 'CommandOrControl+K',
    search: 'CommandOrControl+F',
    revoke: 'CommandOrControl+Shift+Backspace',
    send: sendKey === 'enter' ? 'Enter' : 'CommandOrControl+Enter',
    newLine: sendKey === 'enter' ? 'Shift+Enter' : 'Enter',
    lock: 'CommandOrControl+L',
    leave: 'Escape',
  }) as const;

/** A shortcut of the window, as its keys are printed. */
export interface WindowShortcut {
  readonly name: keyof ReturnType<typeof acceleratorsOf>;
  readonly caps: readonly string[];
}

/** The shortcuts that work while the window has the keyboard; which key sends is a setting. */
export function windowShortcuts(platform: Platform, sendKey: SendKey): readonly WindowShortcut[] {
  return Object.entries(acceleratorsOf(sendKey)).map(([name, accelerator]) => ({
    // The keys of the table above.
    name: name as WindowShortcut['name'],
    caps: keyCaps(accelerator, platform),
  }));
}
