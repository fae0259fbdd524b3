import { describe, expect, it } from 'vitest';
import { isAccelerator } from '../../../../../preload/contract/accelerator';
import {
  commandKeyCaps,
  keyCaps,
  readRecording,
  type Platform,
  type PressedKey,
} from '../../../../../renderer/features/settings/shortcut-keys';

const released = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
const ctrl = { ctrlKey: true };
const alt = { altKey: true };
const shift = { shiftKey: true };
const meta = { metaKey: true };

const record = (
  key: string,
  code: string,
  { platform = 'linux', ...held }: Partial<PressedKey> & { readonly platform?: Platform } = {},
) => readRecording({ ...released, ...held, key, code }, platform);

describe('choosing a shortcut', () => {
  it.each<[string, string, string, Partial<PressedKey> & { readonly platform?: Platform }]>([
    ['CommandOrControl+Alt+Z', 'z', 'KeyZ', { ...ctrl, ...alt }],
    ['CommandOrControl+Alt+Z', 'Z', 'KeyZ', { ...ctrl, ...alt }],
    ['Super+Alt+Shift+F5', 'F5', 'F5', { ...meta, ...alt, ...shift }],
    ['Alt+Up', 'ArrowUp', 'ArrowUp', alt],
    ['CommandOrControl+Return', 'Enter', 'Enter', ctrl],
    ['CommandOrControl+Space', ' ', 'Space', ctrl],
    ['CommandOrControl+Shift+Backspace', 'Backspace', 'Backspace', { ...ctrl, ...shift }],
    ['CommandOrControl+-', '-', 'Minus', ctrl],
    ['Alt+\\', '\\', 'Backslash', alt],
    ['CommandOrControl+Alt+Z', 'Ω', 'KeyZ', { ...meta, ...alt, platform: 'darwin' }],
    ['Control+Alt+Z', 'Ω', 'KeyZ', { ...ctrl, ...alt, platform: 'darwin' }],
  ])('takes %s from what is pressed', (accelerator, key, code, held) => {
    expect(record(key, code, held)).toEqual({ kind: 'chosen', accelerator });
    expect(isAccelerator(accelerator)).toBe(true);
  });

  it('takes the letter that is printed on the key, wherever the layout has it', () => {
    expect(record('z', 'KeyY', alt)).toEqual({ kind: 'chosen', accelerator: 'Alt+Z' });
  });

  it('takes the place of a key that an input method, another script or Shift hides', () => {
    expect(record('Process', 'KeyZ', alt)).toEqual({ kind: 'chosen', accelerator: 'Alt+Z' });
    expect(record('я', 'KeyZ', alt)).toEqual({ kind: 'chosen', accelerator: 'Alt+Z' });
    expect(record('!', 'Digit1', { ...alt, ...shift })).toEqual({
      kind: 'chosen',
      accelerator: 'Alt+Shift+1',
    });
  });

  it.each<[string, string, Partial<PressedKey>]>([
    ['z', 'KeyZ', {}],
    ['Z', 'KeyZ', shift],
    ['F5', 'F5', {}],
    ['Enter', 'Enter', {}],
    ['Escape', 'Escape', alt],
    ['1', 'Numpad1', alt],
    ['MediaPlayPause', 'MediaPlayPause', alt],
    ['Unidentified', '', alt],
  ])('does not take %s (%s) with %j', (key, code, held) => {
    expect(record(key, code, held)).toEqual({ kind: 'unusable' });
  });

  it('leaves with Tab, cancels with Escape and clears with Backspace', () => {
    expect(record('Tab', 'Tab').kind).toBe('leave');
    expect(record('Tab', 'Tab', shift).kind).toBe('leave');
    expect(record('Escape', 'Escape').kind).toBe('cancel');
    expect(record('Backspace', 'Backspace').kind).toBe('clear');
  });

  it('shows the modifiers that are held', () => {
    expect(record('Alt', 'AltLeft', { ...ctrl, ...alt })).toEqual({
      kind: 'held',
      modifiers: ['CommandOrControl', 'Alt'],
    });
    expect(record('Meta', 'MetaLeft', { ...meta, platform: 'darwin' })).toEqual({
      kind: 'held',
      modifiers: ['CommandOrControl'],
    });
  });
});

describe('the keys of a shortcut', () => {
  it.each<[Platform, readonly string[]]>([
    ['win32', ['Ctrl', 'Alt', 'Z']],
    ['linux', ['Ctrl', 'Alt', 'Z']],
    ['darwin', ['⌘', '⌥', 'Z']],
  ])('are printed as on the keyboards of %s', (platform, caps) => {
    expect(keyCaps('CommandOrControl+Alt+Z', platform)).toEqual(caps);
  });

  it('have names that people know', () => {
    expect(keyCaps('Super+Shift+Up', 'win32')).toEqual(['Win', 'Shift', '↑']);
    expect(keyCaps('Control+Return', 'darwin')).toEqual(['⌃', 'Enter']);
  });

  it('are asked for by their names', () => {
    expect(commandKeyCaps('win32')).toEqual(['Ctrl', 'Win', 'Alt']);
    expect(commandKeyCaps('darwin')).toEqual(['⌘', '⌃', '⌥']);
  });
});
