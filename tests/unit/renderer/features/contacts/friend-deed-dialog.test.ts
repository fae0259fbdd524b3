// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import type { ContactView } from '../../../../../preload/contract/views';
import FriendDeedDialog from '../../../../../renderer/features/contacts/FriendDeedDialog.vue';
import { useContactsStore } from '../../../../../renderer/features/contacts/contacts-store';
import {
  useFriendDeedsStore,
  type GraveDeed,
} from '../../../../../renderer/features/contacts/friend-deeds-store';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aContact, anAccount } from '../../views';

const person = { node: 'node-zhou', name: '周一帆' };
let contact: ContactView | null;
afterEach(() => {
  document.body.replaceChildren();
});

/** The dialog that asks about somebody; the bridge tells of him whatever `contact` is. */
async function ask(deed: GraveDeed, known: ContactView | null): Promise<FakeBridge> {
  contact = known;
  const row = () => succeed(contact === null ? [] : [contact]);
  const bridge = new FakeBridge({ 'contacts.list': row, 'contacts.byNodes': row }).install();
  mountInApp(FriendDeedDialog);
  await useContactsStore(anAccount.accountId).reload();
  useFriendDeedsStore(anAccount.accountId).ask(deed, person);
  await flushPromises();
  return bridge;
}
const part = (testId: string): HTMLElement | null => document.querySelector(byTestId(testId));
const dialog = (): string => part('friend-deed-dialog')?.textContent ?? '';

describe('the question before parting from somebody', () => {
  it('says what removing a friend does to both, and does nothing before the yes', async () => {
    const bridge = await ask('remove', aContact());
    expect(dialog()).toContain('The other person is told');
    expect(dialog()).toContain('Messages stay on both sides');
    expect(bridge.calls.some(({ name }) => name === 'contacts.remove')).toBe(false);
    contact = null;
    part('friend-deed-confirm')?.click();
    await flushPromises();
    expect(bridge.calls.filter(({ name }) => name === 'contacts.remove')).toEqual([
      { name: 'contacts.remove', argument: { node: 'node-zhou' }, accountId: anAccount.accountId },
    ]);
    expect(part('friend-deed-dialog')).toBeNull();
  });

  it('says of a block who is told and who is not', async () => {
    await ask('block', aContact());
    expect(dialog()).toContain('The other person is not told');
    document.body.replaceChildren();
    await ask('block', aContact({ state: 'incoming' }));
    expect(dialog()).toContain('The server tells the other person');
  });

  it('stays with the reason when it does not work', async () => {
    const bridge = await ask('remove', aContact());
    bridge.answers['contacts.remove'] = () => fail('timedOut');
    part('friend-deed-confirm')?.click();
    await flushPromises();
    expect(dialog()).toContain('The server did not answer in time');
    expect(part('friend-deed-confirm')).not.toBeNull();
  });

  it('ends in a sentence when they are no friend any more before the yes', async () => {
    await ask('remove', aContact());
    contact = null;
    await useContactsStore(anAccount.accountId).applyChanges([person.node]);
    await flushPromises();
    expect(part('friend-deed-over')?.textContent).toContain('not friends any more');
    expect(part('friend-deed-confirm')).toBeNull();
    part('friend-deed-cancel')?.click();
    await flushPromises();
    expect(part('friend-deed-dialog')).toBeNull();
  });
});
