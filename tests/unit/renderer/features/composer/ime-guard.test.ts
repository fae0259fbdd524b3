import { describe, expect, it } from 'vitest';
import { ImeGuard } from '../../../../../renderer/features/composer/ime-guard';

const enter = { isComposing: false, keyCode: 13 };

describe('input method guard', () => {
  it('lets a plain Enter through', () => {
    expect(new ImeGuard(() => 0).owns(enter)).toBe(false);
  });

  it('keeps every key of a composition', () => {
    const guard = new ImeGuard(() => 0);
    expect(guard.owns({ isComposing: true, keyCode: 13 })).toBe(true);
    expect(guard.owns({ isComposing: false, keyCode: 229 })).toBe(true);
    guard.start();
    expect(guard.owns(enter)).toBe(true);
  });

  it('keeps the Enter that arrives just after the composition has ended', () => {
    let nowMs = 1_000;
    const guard = new ImeGuard(() => nowMs);
    guard.start();
    guard.end();
    nowMs += 10;
    expect(guard.owns(enter)).toBe(true);
    nowMs += 100;
    expect(guard.owns(enter)).toBe(false);
  });

  it('does not lock the key when the clock is set back', () => {
    let nowMs = 1_000_000;
    const guard = new ImeGuard(() => nowMs);
    guard.end();
    nowMs = 0;
    expect(guard.owns(enter)).toBe(false);
  });
});
