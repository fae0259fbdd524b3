import {
  acceleratorModifiers,
  commandModifiers,
  isAcceleratorKey,
} from '../../../preload/contract/accelerator';
import type { AcceleratorModifier } from '../../../preload/contract/accelerator';
import type { SnapshotView } from '../../../preload/contract/views';

/** Operating system of this computer; it decides what is printed on the keys. */
export type Platform = SnapshotView['platform'];

/** What counts of a key that was pressed. */
export type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/** What a key means while a new shortcut is being chosen. */
export type Recording =
  /** Tab without a modifier: the keyboard must always find its way out of a field. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'clear' }
  /** Only modifiers so far; none when the last one was released. */
  | { readonly kind: 'held'; readonly modifiers: readonly AcceleratorModifier[] }
  /** A key that cannot be a global shortcut, or not without a modifier. */
  | { readonly kind: 'unusable' }
  | { readonly kind: 'chosen'; readonly accelerator: string };

const modifierKeys: ReadonlySet<string> = new Set(['Control', 'Alt', 'Shift', 'Meta', 'OS', 'AltGraph']);

const plainKeys: Readonly<Record<string, Recording>> = {
  Tab: { kind: 'leave' },
  Escape: { kind: 'cancel' },
  Backspace: { kind: 'clear' },
};

/** Names of keys by their place on the keyboard, where they differ from Electron's. */
const keysByCode: Readonly<Record<string, string>> = {
  Enter: 'Return',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backquote: '`',
};

const modifierCaps: Readonly<Record<Platform, Readonly<Record<AcceleratorModifier, string>>>> = {
  darwin: { CommandOrControl: '⌘', Control: '⌃', Super: '⌘', Alt: '⌥', Shift: '⇧' },
  win32: { CommandOrControl: 'Ctrl', Control: 'Ctrl', Super: 'Win', Alt: 'Alt', Shift: 'Shift' },
  linux: { CommandOrControl: 'Ctrl', Control: 'Ctrl', Super: 'Super', Alt: 'Alt', Shift: 'Shift' },
};

const keyCapNames: Readonly<Record<string, string>> = {
  Return: 'Enter',
  Escape: 'Esc',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
};

/** What the keyboard says so far about the shortcut that somebody is choosing. */
export function readRecording(pressed: PressedKey, platform: Platform): Recording {
  const modifiers = heldModifiers(pressed, platform);
  if (modifierKeys.has(pressed.key)) return { kind: 'held', modifiers };
  const hasCommand = modifiers.some((modifier) => commandModifiers.some((command) => command === modifier));
  if (!hasCommand) return plainKeys[pressed.key] ?? { kind: 'unusable' };
  const key = acceleratorKey(pressed);
  return key === null ? { kind: 'unusable' } : { kind: 'chosen', accelerator: [...modifiers, key].join('+') };
}

/** Modifiers that are down, in the order in which an accelerator names them. */
export function heldModifiers(
  { ctrlKey, altKey, shiftKey, metaKey }: Omit<PressedKey, 'key' | 'code'>,
  platform: Platform,
): readonly AcceleratorModifier[] {
  const isMac = platform === 'darwin';
  const isHeld: Readonly<Record<AcceleratorModifier, boolean>> = {
    CommandOrControl: isMac ? metaKey : ctrlKey,
    Control: isMac && ctrlKey,
    Super: !isMac && metaKey,
    Alt: altKey,
    Shift: shiftKey,
  };
  return acceleratorModifiers.filter((modifier) => isHeld[modifier]);
}

/** What is printed on the keys of modifiers: `Ctrl`, or `⌘` on a Mac. */
export function modifierKeyCaps(
  modifiers: readonly AcceleratorModifier[],
  platform: Platform,
): readonly string[] {
  return modifiers.map((modifier) => modifierCaps[platform][modifier]);
}

/** What is printed on the keys of a shortcut: `Ctrl`, `Alt`, `Z`, or `⌘`, `⌥`, `Z` on a Mac. */
export function keyCaps(accelerator: string, platform: Platform): readonly string[] {
  const parts = accelerator.split('+');
  const modifiers = acceleratorModifiers.filter((modifier) => parts.includes(modifier));
  const key = parts.at(-1) ?? '';
  return [...modifierKeyCaps(modifiers, platform), keyCapNames[key] ?? key];
}

/** What is printed on the keys of which a shortcut needs at least one. */
export function commandKeyCaps(platform: Platform): readonly string[] {
  return [...new Set(modifierKeyCaps(commandModifiers, platform))];
}

function acceleratorKey({ key, code }: PressedKey): string | null {
  // Electron knows no difference between a digit of the keypad and of the row above the letters; the desktop does.
  if (code.startsWith('Numpad')) return null;
  const printed = key.toUpperCase();
  if (/^[A-Z0-9]$/.test(printed)) return printed;
  // With modifiers some layouts type something else (⌥Z is Ω on a Mac), and input methods hide the key: its place tells.
  const place = keysByCode[code] ?? code.replace(/^(?:Key|Digit)/, '');
  return isAcceleratorKey(place) ? place : null;
}
