// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defineComponent } from 'vue';
import { succeed } from '../../../../../preload/contract/result';
import { useMembersStore } from '../../../../../renderer/features/members';
import { useMemberPages } from '../../../../../renderer/features/members/use-member-pages';
import { FakeBridge } from '../../fake-bridge';
import { mountInApp } from '../../mount';
import { aMemberPage, anAccount } from '../../views';

enableAutoUnmount(afterEach);
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const Pages = defineComponent({
  setup() {
    useMemberPages({ node: () => 'room', list: 'members', text: () => '' });
    return () => null;
  },
});

it('the rows in view follow new names at once, and names that come by the dozen twice a second', async () => {
  const members = ['a', 'b', 'c'].map((node) => ({ node, name: node }));
  const bridge = new FakeBridge({ 'rooms.members': () => succeed(aMemberPage(members)) }).install();
  mountInApp(Pages);
  await flushPromises();
  const asked = (): number => bridge.argumentsOf('rooms.members').length;
  expect(asked()).toBe(1);
  const { applyNames } = useMembersStore(anAccount.accountId);
  applyNames(['nobody in view']);
  await flushPromises();
  expect(asked()).toBe(1);
  applyNames(['b']);
  await flushPromises();
  expect(asked()).toBe(2);
  for (let passedMs = 0; passedMs < 2_000; passedMs += 20) {
    applyNames(['a', 'c']);
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(asked()).toBeLessThanOrEqual(6);
  await vi.advanceTimersByTimeAsync(500);
  const last = asked();
  await vi.advanceTimersByTimeAsync(10_000);
  expect([last > 5, asked()]).toEqual([true, last]);
});
