// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { succeed } from '../../../../../preload/contract/result';
import { useMembersStore } from '../../../../../renderer/features/members';
import MemberList from '../../../../../renderer/features/members/MemberList.vue';
import { FakeBridge } from '../../fake-bridge';
import { mountInApp } from '../../mount';
import { aMemberPage, anAccount, aRoom } from '../../views';

enableAutoUnmount(afterEach);
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const members = Array.from({ length: 40 }, (_, index) => ({ node: `node${index}`, name: `node${index}` }));

describe('the search among the people of a room', () => {
  it('says of how many no name has come yet, that they are found by their id, and no more when all have', async () => {
    let unnamedCount = 3_800;
    new FakeBridge({
      'rooms.members': ({ text }) => succeed(aMemberPage(members, { text, unnamedCount })),
      'rooms.refreshMembers': () => succeed(null),
    }).install();
    const list = mountInApp(MemberList, { room: aRoom(), list: 'members', scroller: null });
    const note = () => list.find('[data-testid="members-unnamed"]');
    await flushPromises();
    // Names of a small room are here before anybody has read it.
    expect(note().exists()).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(note().text()).toContain('3,800');
    expect(note().attributes('role')).toBe('status');
    await list.find('input').setValue('nobody');
    await flushPromises();
    expect([list.find('[data-testid="members-nobody"]').exists(), note().exists()]).toEqual([true, true]);
    unnamedCount = 0;
    // None of those whose names have come is in view.
    useMembersStore(anAccount.accountId).applyNames(['node39']);
    await vi.advanceTimersByTimeAsync(500);
    expect(note().exists()).toBe(false);
  });
});
