// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, shallowRef } from 'vue';
import { useNow } from '../../../../renderer/base/use-now';

describe('the time as state', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime(1_000_000);
  });
  afterEach(() => vi.useRealTimers());

  it('goes on while the scope lives, and ends with it', () => {
    const scope = effectScope();
    const now = scope.run(() => useNow(500));
    vi.advanceTimersByTime(1_200);
    expect(now?.value).toBe(1_001_000);
    scope.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stands still while nobody needs it, without a timer, and is the present one as soon as somebody does', () => {
    const isNeeded = shallowRef(false);
    const scope = effectScope();
    const now = scope.run(() => useNow(500, () => isNeeded.value));
    vi.advanceTimersByTime(60_000);
    expect([now?.value, vi.getTimerCount()]).toEqual([1_000_000, 0]);
    isNeeded.value = true;
    expect([now?.value, vi.getTimerCount()]).toEqual([1_060_000, 1]);
    vi.advanceTimersByTime(500);
    expect(now?.value).toBe(1_060_500);
    isNeeded.value = false;
    expect(vi.getTimerCount()).toBe(0);
    scope.stop();
  });
});
