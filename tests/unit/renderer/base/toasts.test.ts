// @vitest-environment happy-dom
import { enableAutoUnmount, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '../../../../preload/contract/result';
import { useCopy } from '../../../../renderer/base/use-copy';
import { useToastStore } from '../../../../renderer/base/toast-store';
import { FakeBridge } from '../fake-bridge';

enableAutoUnmount(afterEach);
beforeEach(() => {
  vi.useFakeTimers();
  setActivePinia(createPinia());
});
afterEach(() => vi.useRealTimers());

const shown = (): string | null => useToastStore().toast?.key ?? null;

describe('a toast', () => {
  it('is one at a time, for four seconds from the moment it came', () => {
    useToastStore().show('first');
    vi.advanceTimersByTime(3_000);
    useToastStore().show('second');
    expect(shown()).toBe('second');
    vi.advanceTimersByTime(3_999);
    expect(shown()).toBe('second');
    vi.advanceTimersByTime(1);
    expect(shown()).toBeNull();
  });

  it.each(['beside', 'toast'] as const)('tells of copying only where nothing else does: %s', async (told) => {
    const bridge = new FakeBridge({ 'app.copyText': () => succeed() }).install();
    let copy: ((text: string) => Promise<void>) | null = null;
    mount({
      setup: () => {
        ({ copy } = useCopy(told));
        return () => null;
      },
    });
    await copy!('text');
    expect(shown()).toBe(told === 'beside' ? null : 'actions.copied');
    bridge.answers['app.copyText'] = () => fail('internal');
    await copy!('text');
    expect(shown()).toBe('errors.internal');
  });
});
