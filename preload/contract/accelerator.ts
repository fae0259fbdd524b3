/** Shortcut that is suggested for revoking the last message from anywhere. */
export const suggestedRevokeShortcut = 'CommandOrControl+Alt+Z';

/** Longest text that can be an accelerator. */
export const maxAcceleratorLength = 64;

/** Keys that make a shortcut global-worthy: Shift alone would take a capital letter away from every program. */
export const commandModifiers = ['CommandOrControl', 'Control', 'Super', 'Alt'] as const;

/** All keys that are held while the key of a shortcut is pressed, in the order in which they are written. */
export const acceleratorModifiers = [...commandModifiers, 'Shift'] as const;
export type AcceleratorModifier = (typeof acceleratorModifiers)[number];

/** Keys beside letters and digits that a shortcut can end with, in Electron's words. */
export const namedAcceleratorKeys = [
  ...['Space', 'Tab', 'Backspace', 'Delete', 'Insert', 'Return', 'Home', 'End', 'PageUp', 'PageDown'],
  ...['Up', 'Down', 'Left', 'Right'],
  ...Array.from({ length: 24 }, (_, index) => `F${index + 1}`),
  ...['-', '=', '[', ']', '\\', ';', "'", ',', '.', '/', '`'],
] as const;

/** True for the last part of an accelerator: one letter, digit, sign or named key. */
export function isAcceleratorKey(part: string): boolean {
  return /^[A-Z0-9]$/.test(part) || namedAcceleratorKeys.includes(part);
}

/**
 * True for a shortcut in the one spelling that the app writes: modifiers, each once and in the order of
 * `acceleratorModifiers`, at least one of them a command modifier, then exactly one key; joined by `+`. So two spellings
 * never mean the same shortcut.
 */
export function isAccelerator(text: string): boolean {
  if (text.length > maxAcceleratorLength) return false;
  const parts = text.split('+');
  const key = parts.pop();
  if (key === undefined || !isAcceleratorKey(key)) return false;
  const inOrder = acceleratorModifiers.filter((modifier) => parts.includes(modifier));
  return (
    inOrder.join('+') === parts.join('+') && commandModifiers.some((modifier) => parts.includes(modifier))
  );
}
