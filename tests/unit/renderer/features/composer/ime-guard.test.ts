import { describe, expect, it } from 'vitest';
import { ImeGuard } from '../../../../../renderer/features/composer/ime-guard';

const enter = { isComposing: false, keyCode: 13 };
const taken = { isComposing: false, keyCode: 229 };

describe('input method guard', () => {
  it('lets a plain Enter through', () => {
    expect(new ImeGuard(() => 0).ownerOf(enter)).toBe('field');
  });

  it('leaves to the input method what it has taken, and swallows what nobody took while something is composed', () => {
    const guard = new ImeGuard(() => 0);
    expect(guard.ownerOf({ isComposing: true, keyCode: 229 })).toBe('inputMethod');
    expect(guard.ownerOf({ isComposing: true, keyCode: 13 })).toBe('nobody');
    guard.start();
    expect(guard.ownerOf(taken)).toBe('inputMethod');
    expect(guard.ownerOf(enter)).toBe('nobody');
  });

  it('T35: swallows the Enter that comes just after a composition, whatever its code, and later ones send', () => {
    let nowMs = 1_000;
    const guard = new ImeGuard(() => nowMs);
    guard.start();
    guard.end();
    nowMs += 10;
    expect([enter, taken].map((key) => guard.ownerOf(key))).toEqual(['nobody', 'nobody']);
    nowMs += 100;
    expect([enter, taken].map((key) => guard.ownerOf(key))).toEqual(['field', 'field']);
  });

  it('does not lock the key when the clock is set back', () => {
    let nowMs = 1_000_000;
    const guard = new ImeGuard(() => nowMs);
    guard.end();
    nowMs = 0;
    expect(guard.ownerOf(enter)).toBe('field');
  });
});
