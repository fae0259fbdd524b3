// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, shallowRef } from 'vue';
import { succeed } from '../../../../preload/contract/result';
import { useWindowedRows } from '../../../../renderer/base/use-windowed-rows';
import { ContactsPanel, useContactsStore } from '../../../../renderer/features/contacts';
import { RoomsPanel, useRoomsStore } from '../../../../renderer/features/rooms';
import { useChatListStore } from '../../../../renderer/features/chat-list';
import { FakeBridge } from '../fake-bridge';
import { layoutPx, withLayout } from '../layout';
import { byTestId, mountInApp } from '../mount';
import { aChat, aContact, anAccount, aRoom } from '../views';

enableAutoUnmount(afterEach);
withLayout();

const mostRows = Math.ceil(layoutPx.inside / layoutPx.outside) + 2 * 8 + 1;

async function openContacts() {
  const friends = Array.from({ length: 2_000 }, (_, index) =>
    aContact({ node: `node-${index}`, name: `Friend ${index}` }),
  );
  const requests = ['x', 'y'].map((node) => aContact({ node, name: node, state: 'incoming' }));
  const asked = aContact({ node: 'asked', name: 'Asked', state: 'outgoing' });
  new FakeBridge({ 'contacts.list': () => succeed([...friends, ...requests, asked]) }).install();
  const wrapper = mountInApp(ContactsPanel);
  await useContactsStore(anAccount.accountId).reload();
  await flushPromises();
  return wrapper;
}

describe('the contacts', () => {
  it('render only the rows in view of thousands', async () => {
    const wrapper = await openContacts();
    const rows = wrapper.findAll('[data-index]');
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length).toBeLessThanOrEqual(mostRows);
  });

  it('show those in view of what was typed for before the rows around them, which come behind the paint', async () => {
    const wrapper = await openContacts();
    const painted = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
    const inView = Math.ceil(layoutPx.inside / layoutPx.outside) + 1;
    for (let frame = 0; frame < 4; frame += 1) await painted();
    await wrapper.get(byTestId('contacts-filter')).setValue('Friend 1');
    await flushPromises();
    const first = wrapper.findAll('[data-index]').length;
    expect([first > 2, first <= inView]).toEqual([true, true]);
    for (let frame = 0; frame < 4; frame += 1) await painted();
    await flushPromises();
    expect(wrapper.findAll('[data-index]').length).toBeGreaterThan(first);
  });

  it('have the button of their menu where somebody is, and where the Tab key goes', async () => {
    const wrapper = await openContacts();
    const withButton = (): readonly (string | undefined)[] =>
      wrapper
        .findAll(byTestId('contact-more'))
        .map(({ element }) => element.closest<HTMLElement>('[data-index]')?.dataset['index']);
    expect(withButton()).toEqual(['0']);
    await wrapper.get('[data-index="3"] .contact').trigger('pointerenter');
    expect(withButton()).toEqual(['0', '3']);
    await wrapper.get('[data-index="3"] .contact').trigger('pointerleave');
    expect(withButton()).toEqual(['0']);
    wrapper.get<HTMLElement>('[data-index="4"] button').element.focus();
    await flushPromises();
    expect(withButton()).toEqual(['4']);
  });

  it('tell each row its place in its group and the size of the group', async () => {
    const wrapper = await openContacts();
    const places = wrapper
      .findAll('[data-index]')
      .slice(0, 4)
      .map((row) => [
        row.attributes('aria-posinset'),
        row.attributes('aria-setsize'),
        row.find('h3').exists(),
      ]);
    expect(places).toEqual([
      ['1', '2', true],
      ['2', '2', false],
      ['1', '1', true],
      ['1', '2000', true],
    ]);
  });

  it('are reached with Tab at one row and from there with the arrow keys', async () => {
    const wrapper = await openContacts();
    const reached = (): readonly (string | undefined)[] => [
      ...new Set(
        wrapper
          .findAll('[data-index] [tabindex="0"]')
          .map((element) => element.element.closest<HTMLElement>('[data-index]')?.dataset['index']),
      ),
    ];
    expect(reached()).toEqual(['0']);
    wrapper.get<HTMLElement>(byTestId('contact-accept')).element.focus();
    const press = async (key: string): Promise<string | undefined> => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      await flushPromises();
      return document.activeElement?.closest<HTMLElement>('[data-index]')?.dataset['index'];
    };
    expect([await press('ArrowDown'), await press('ArrowDown'), await press('ArrowDown')]).toEqual([
      '1',
      '2',
      '3',
    ]);
    expect(document.activeElement?.getAttribute('data-node')).toBe('node-0');
    expect([await press('ArrowUp'), await press('Home'), await press('ArrowUp')]).toEqual(['2', '0', '0']);
    expect(reached()).toEqual(['0']);
  });
});

it('another list costs no question for each of its rows', async () => {
  const rowCount = 3_000;
  const all = shallowRef<readonly string[]>([]);
  const keys = vi.fn(() => all.value);
  const list = defineComponent(() => {
    const scroller = shallowRef<HTMLElement | null>(null);
    const { rows } = useWindowedRows({ scroller, keys, estimatedHeight: 40 });
    return () =>
      h(
        'div',
        { ref: scroller },
        rows.value.map(({ key }) => h('p', { key }, key)),
      );
  });
  const wrapper = mountInApp(list);
  await flushPromises();
  keys.mockClear();
  all.value = Array.from({ length: rowCount }, (_, index) => `row ${index}`);
  await flushPromises();
  expect(wrapper.findAll('p').length).toBeGreaterThan(2);
  expect(keys.mock.calls.length).toBeLessThan(rowCount / 10);
});

it('the rooms render only the rows in view of thousands', async () => {
  const rooms = Array.from({ length: 1_000 }, (_, index) =>
    aChat({ conversationId: `r:${index}`, node: `r${index}`, kind: 'room', title: `Room ${index}` }),
  );
  new FakeBridge({ 'conversations.list': () => succeed(rooms) }).install();
  const wrapper = mountInApp(RoomsPanel);
  await useChatListStore(anAccount.accountId).reload();
  await flushPromises();
  const rows = wrapper.findAll(byTestId('room-row'));
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.length).toBeLessThanOrEqual(mostRows);
  expect(wrapper.get('[data-index="3"]').attributes()).toMatchObject({
    'aria-posinset': '4',
    'aria-setsize': '1000',
  });
});

it('the row of a room says how many ask to be let in', async () => {
  const row = { node: 'tea', conversationId: 'r:tea' };
  new FakeBridge({
    'conversations.list': () => succeed([aChat({ ...row, kind: 'room' })]),
    'rooms.list': () => succeed([aRoom({ ...row, applicationCount: 3 })]),
  }).install();
  const wrapper = mountInApp(RoomsPanel);
  await useChatListStore(anAccount.accountId).reload();
  await useRoomsStore(anAccount.accountId).reload();
  await flushPromises();
  expect(wrapper.get(byTestId('room-row')).text()).toContain('Requests to join: 3');
});
