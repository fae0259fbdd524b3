// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defineComponent, watch } from 'vue';
import { succeed } from '../../../../../preload/contract/result';
import { useMembersStore } from '../../../../../renderer/features/members';
import { useMemberPages } from '../../../../../renderer/features/members/use-member-pages';
import { FakeBridge } from '../../fake-bridge';
import { mountInApp } from '../../mount';
import { aMemberPage, anAccount } from '../../views';

enableAutoUnmount(afterEach);
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Every count of people without a name that has come. */
let counts: number[];
beforeEach(() => (counts = []));

const Pages = defineComponent({
  setup() {
    const { unnamedCount } = useMemberPages({ node: () => 'room', list: 'members', text: () => '' });
    watch(unnamedCount, (count) => counts.push(count));
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

it('names that come faster than a long list is put in order do not keep its rows from coming', async () => {
  const members = ['a', 'b', 'c'].map((node) => ({ node, name: node }));
  let answered = 0;
  new FakeBridge({
    'rooms.members': () =>
      new Promise((resolve) => {
        setTimeout(() => {
          answered += 1;
          resolve(succeed(aMemberPage(members, { unnamedCount: 5_000 - answered })));
        }, 800);
      }),
  }).install();
  mountInApp(Pages);
  const { applyNames } = useMembersStore(anAccount.accountId);
  for (let passedMs = 0; passedMs < 6_000; passedMs += 100) {
    applyNames(['b']);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(counts.length).toBeGreaterThan(3);
});
