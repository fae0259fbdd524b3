// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { h, onUpdated } from 'vue';
import type { PresenceView } from '../../../../../preload/contract/presence-views';
import { succeed } from '../../../../../preload/contract/result';
import { pageRows } from '../../../../../renderer/base/changing-list';
import { PresenceMark, usePresenceStore } from '../../../../../renderer/features/presence';
import { FakeBridge, settle } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { anAccount } from '../../views';

enableAutoUnmount(afterEach);

const view = (node: string, presence: PresenceView['presence']): PresenceView => ({
  node,
  presence,
  note: '',
  lastSeenMs: null,
});

/** Marks of so many people, and how often their list has been painted again. */
function marks(count: number) {
  const paints = { count: 0 };
  const list = {
    setup() {
      onUpdated(() => (paints.count += 1));
      const presences = usePresenceStore();
      return () =>
        Array.from({ length: count }, (_, index) =>
          // As a row reads it.
          h(PresenceMark, { node: `n${index}`, 'data-presence': presences.of(`n${index}`)?.presence }),
        );
    },
  };
  return { paints, wrapper: mountInApp(list) };
}

describe('the mark of a person', () => {
  it.each([
    ['en', 'Online', 'Busy'],
    ['zh-CN', '在线', '忙碌'],
  ] as const)(
    'says in words whether they are there, in %s, and nothing of whoever is not',
    async (locale, ...words) => {
      const known = [view('a', 'online'), view('b', 'busy'), view('c', 'offline')];
      new FakeBridge({ 'presence.list': () => succeed(known) }).install();
      const people = { render: () => ['a', 'b', 'c', 'stranger'].map((node) => h(PresenceMark, { node })) };
      const wrapper = mountInApp(people, {}, locale);
      await usePresenceStore(anAccount.accountId).reload();
      await settle();
      const signs = wrapper.findAll(byTestId('presence'));
      expect(signs.map((sign) => [sign.attributes('role'), sign.attributes('aria-label')])).toEqual(
        words.map((word) => ['img', word]),
      );
    },
  );

  it('shows nothing on a room', async () => {
    new FakeBridge({ 'presence.list': () => succeed([view('a', 'online')]) }).install();
    const wrapper = mountInApp(PresenceMark, { node: 'a', isPerson: false });
    await usePresenceStore(anAccount.accountId).reload();
    await settle();
    expect(wrapper.find(byTestId('presence')).exists()).toBe(false);
  });
});

describe('a burst of a thousand friends', () => {
  it('costs a question for each page of rows and two paints, however many changes tell of it', async () => {
    const all = Array.from({ length: 1_000 }, (_, index) => view(`n${index}`, 'online'));
    const asked: number[] = [];
    new FakeBridge({
      'presence.byNodes': ({ nodes }) => {
        asked.push(nodes.length);
        return succeed(all.filter(({ node }) => nodes.includes(node)));
      },
    }).install();
    const { paints, wrapper } = marks(1_000);
    const store = usePresenceStore(anAccount.accountId);
    for (let start = 0; start < 1_000; start += 10) {
      void store.applyChanges(all.slice(start, start + 10).map(({ node }) => node));
    }
    await settle();
    await settle();
    // The first change is asked about at once, what came meanwhile in as few pages as there can be.
    expect(asked).toEqual([10, pageRows, pageRows, pageRows, 990 - 3 * pageRows]);
    expect(wrapper.findAll(byTestId('presence')).length).toBe(1_000);
    expect(paints.count).toBeLessThanOrEqual(2);
  });
});
