import { describe, expect, it } from 'vitest';
import { isAccelerator, suggestedRevokeShortcut } from '../../../preload/contract/accelerator';

describe('a global shortcut', () => {
  it.each([
    suggestedRevokeShortcut,
    'CommandOrControl+A',
    'Control+0',
    'Alt+F24',
    'Super+Space',
    'CommandOrControl+Control+Super+Alt+Shift+PageDown',
    'Alt+-',
    'Alt+\\',
  ])('is at least one command modifier and exactly one key: %s', (text) => {
    expect(isAccelerator(text)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['a key alone', 'Z'],
    ['a function key alone', 'F5'],
    ['Shift alone, which is a capital letter', 'Shift+Z'],
    ['modifiers without a key', 'CommandOrControl+Alt'],
    ['two keys', 'Alt+A+B'],
    ['a modifier twice', 'Alt+Alt+Z'],
    ['modifiers in another order', 'Alt+CommandOrControl+Z'],
    ['another spelling', 'Ctrl+Alt+Z'],
    ['a small letter', 'Alt+z'],
    ['an unknown key', 'Alt+F25'],
    ['the plus sign, which joins', 'Alt++'],
    ['Escape, which cancels', 'Alt+Escape'],
    ['spaces', 'Alt + Z'],
    ['a line break', 'Alt+Z\n'],
    ['a letter of another script', 'Alt+Я'],
    ['a name that every object has', 'Alt+constructor'],
    ['far too much', `Alt+${'Shift+'.repeat(1_000)}Z`],
  ])('is not %s', (_name, text) => {
    expect(isAccelerator(text)).toBe(false);
  });
});
