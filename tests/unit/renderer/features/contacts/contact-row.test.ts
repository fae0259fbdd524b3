// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { succeed } from '../../../../../preload/contract/result';
import type { ContactView } from '../../../../../preload/contract/views';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import ContactRow from '../../../../../renderer/features/contacts/ContactRow.vue';
import { usePresenceStore } from '../../../../../renderer/features/presence';
import { FakeBridge, settle } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aContact, anAccount } from '../../views';

enableAutoUnmount(afterEach);

/** The line below the name; null for none. */
async function detailOf(contact: ContactView): Promise<string | null> {
  const known = { node: 'here', presence: 'busy', note: '在开会', lastSeenMs: null } as const;
  new FakeBridge({ 'presence.list': () => succeed([known]) }).install();
  const row = mountInApp(ContactRow, { contact, isTabStop: true });
  await useSessionStore().load();
  await usePresenceStore(anAccount.accountId).reload();
  await settle();
  const detail = row.find(byTestId('contact-detail'));
  return detail.exists() ? detail.text() : null;
}

describe('the line below a name in the contacts', () => {
  it('says how a friend is, and of whom nothing is known it says nothing', async () => {
    expect(await detailOf(aContact({ node: 'here' }))).toContain('在开会');
    expect(await detailOf(aContact({ node: 'elsewhere' }))).toBeNull();
  });

  it('is the id of a stranger who wrote nothing, once', async () => {
    const asking = { state: 'incoming', greeting: '' } as const;
    expect(await detailOf(aContact({ ...asking, node: 'aNode', name: '贺一鸣' }))).toBe('aNode');
    expect(await detailOf(aContact({ ...asking, node: 'aNode', name: 'aNode' }))).toBeNull();
  });

  it('is what somebody wrote who is to be answered', async () => {
    expect(await detailOf(aContact({ state: 'incoming', greeting: '我是一鸣' }))).toBe('我是一鸣');
  });
});
