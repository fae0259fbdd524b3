// @vitest-environment happy-dom
import type { VueWrapper } from '@vue/test-utils';
import { h } from 'vue';
import { afterEach, describe, expect, it } from 'vitest';
import type { PersonView } from '../../../../../preload/contract/profile-views';
import { fail, succeed } from '../../../../../preload/contract/result';
import type { ContactView } from '../../../../../preload/contract/views';
import { useNavigationStore } from '../../../../../renderer/base/navigation-store';
import { FriendDeedDialog, useContactsStore } from '../../../../../renderer/features/contacts';
import { PersonCardDialog } from '../../../../../renderer/features/details';
import { FakeBridge, settle, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aContact, anAccount, aPerson } from '../../views';

let wrapper: VueWrapper;
let bridge: FakeBridge;
afterEach(() => {
  wrapper.unmount();
  document.body.replaceChildren();
});

const navigation = () => useNavigationStore(anAccount.accountId);
const part = (testId: string): HTMLElement | null => document.querySelector(byTestId(testId));
const card = (): string => part('person-card')?.textContent ?? '';
/** What the card offers to do, in its order. */
const deeds = (): readonly string[] =>
  [...document.querySelectorAll<HTMLElement>(`${byTestId('person-card')} .deeds button`)].map(
    ({ dataset }) => dataset['testid'] ?? '',
  );

/** Opens the card of somebody who stands to the account like `contact`; null for a stranger. */
async function open(
  contact: ContactView | null,
  { person = {}, answers = {} }: { person?: Partial<PersonView>; answers?: FakeAnswers } = {},
): Promise<void> {
  const row = () => succeed(contact === null ? [] : [contact]);
  const answer = () => succeed(aPerson({ relation: contact?.state ?? 'stranger', ...person }));
  bridge = new FakeBridge({
    'contacts.list': row,
    'contacts.byNodes': row,
    'people.profile': answer,
    'people.look': answer,
    ...answers,
  }).install();
  wrapper = mountInApp({ render: () => [h(PersonCardDialog), h(FriendDeedDialog)] });
  await useContactsStore(anAccount.accountId).reload();
  navigation().viewPerson({ node: 'node-zhou', name: 'node-zhou' });
  await settle();
}

describe('the dialog with the card of anybody', () => {
  it('asks the server about a stranger, shows what they tell, and copies their id', async () => {
    await open(null, { person: { profile: { ...aPerson().profile, area: '杭州', status: '在路上' } } });
    expect(bridge.argumentsOf('people.look')).toEqual([{ node: 'node-zhou' }]);
    expect(part('person-card')?.querySelector('h3')?.textContent).toBe('周一帆');
    expect(card()).toContain('杭州');
    expect(card()).toContain('在路上');
    part('details-id')?.click();
    expect(bridge.argumentsOf('app.copyText')).toEqual(['node-zhou']);
  });

  it.each([
    [null, ['details-ask', 'details-block']],
    [aContact(), ['details-chat', 'details-remove', 'details-block']],
    [aContact({ state: 'outgoing' }), ['details-cancelRequest', 'details-block']],
    [aContact({ state: 'blocked' }), ['details-unblock']],
  ])('offers what fits how they stand to the account (%#)', async (contact, offered) => {
    await open(contact);
    expect(deeds()).toEqual(offered);
  });

  it('offers nothing about oneself', async () => {
    await open(null, { person: { relation: 'self' } });
    expect(deeds()).toEqual([]);
    expect(part('remark-edit')).toBeNull();
  });

  it('makes room for the form that asks a stranger to be friends', async () => {
    await open(null);
    part('details-ask')?.click();
    await settle();
    expect(part('person-card')).toBeNull();
    expect(navigation().adding).toEqual({ kind: 'addFriend', node: 'node-zhou' });
  });

  it('makes room for the question before a friend is removed', async () => {
    await open(aContact());
    part('details-remove')?.click();
    await settle();
    expect(part('person-card')).toBeNull();
    expect(part('friend-deed-dialog')?.textContent).toContain('Remove 周一帆 from friends?');
  });

  it('stays with the reason when a request cannot be withdrawn', async () => {
    await open(aContact({ state: 'outgoing' }), { answers: { 'contacts.remove': () => fail('timedOut') } });
    part('details-cancelRequest')?.click();
    await settle();
    expect(part('details-failure')?.textContent).toContain('The server did not answer in time');
  });

  it('ends in a sentence when the account is gone, and Esc closes it', async () => {
    await open(null, { answers: { 'people.look': () => fail('unknownAccount') } });
    expect(part('person-failure')?.textContent).toContain('This account no longer exists.');
    part('person-card')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await settle();
    expect(navigation().personOnCard).toBeNull();
  });
});
