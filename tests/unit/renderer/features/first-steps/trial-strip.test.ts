// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { succeed } from '../../../../../preload/contract/result';
import type { TrialView } from '../../../../../preload/contract/trial-view';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { KeyNotice, TrialStrip } from '../../../../../renderer/features/first-steps';
import { useSignInStore } from '../../../../../renderer/features/sign-in';
import { FakeBridge, settle } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { anOpenAccount, aSnapshot } from '../../views';

enableAutoUnmount(afterEach);

const nothing: TrialView = { hasRevoked: false, hasOpened: false, hasSent: false, hasInvited: false };

async function show(first: TrialView | null) {
  let trial = first;
  const bridge = new FakeBridge({
    'app.snapshot': () => aSnapshot({ accounts: [anOpenAccount({ trial })] }),
    'trial.note': ({ deed }) => {
      if (deed === 'closed') trial = null;
      else if (trial !== null) trial = { ...trial, hasInvited: true };
      return succeed();
    },
  }).install();
  const strip = mountInApp(TrialStrip);
  const session = useSessionStore();
  await session.load();
  await settle();
  const become = async (next: TrialView): Promise<void> => {
    trial = next;
    await session.load();
    await settle();
  };
  const done = () =>
    ['revoke', 'burn', 'invite'].filter(
      (name) => strip.find(byTestId(`trial-${name}`)).attributes('data-done') === 'true',
    );
  return { strip, bridge, become, done };
}
const inDocument = (testId: string) => document.querySelector<HTMLElement>(byTestId(testId));

describe('the strip for those who try', () => {
  it('is not there for accounts of real servers', async () => {
    const { strip } = await show(null);
    expect(strip.find(byTestId('trial-strip')).exists()).toBe(false);
  });

  it('ticks off what main says was done, and nothing else', async () => {
    const { strip, become, done } = await show(nothing);
    expect(done()).toEqual([]);
    for (const name of ['revoke', 'burn']) await strip.find(byTestId(`trial-${name}`)).trigger('click');
    expect(done()).toEqual([]);
    await become({ ...nothing, hasRevoked: true });
    expect(done()).toEqual(['revoke']);
  });

  it('asks for both sides of burning, one after the other', async () => {
    const { strip, become, done } = await show(nothing);
    expect(strip.find(byTestId('trial-burn')).text()).toContain('Open one that burns');
    await become({ ...nothing, hasOpened: true });
    expect(done()).toEqual([]);
    expect(strip.find(byTestId('trial-burn')).text()).toContain('Send one that burns');
    await become({ ...nothing, hasOpened: true, hasSent: true });
    expect(done()).toEqual(['burn']);
  });

  it('says so when everything was tried', async () => {
    const { strip } = await show({ hasRevoked: true, hasOpened: true, hasSent: true, hasInvited: true });
    expect(strip.text()).toContain('All tried');
  });

  it('can be closed, and main keeps that', async () => {
    const { strip, bridge } = await show(nothing);
    await strip.find(byTestId('trial-close')).trigger('click');
    await settle();
    expect(bridge.argumentsOf('trial.note')).toEqual([{ deed: 'closed' }]);
    expect(strip.find(byTestId('trial-strip')).exists()).toBe(false);
  });

  it('opens the page about inviting, which ticks nothing by itself, and leads on to the guide', async () => {
    const { strip, bridge, done } = await show(nothing);
    await strip.find(byTestId('trial-invite-open')).trigger('click');
    await settle();
    expect(inDocument('invite')?.textContent).toContain('a tim server');
    expect(done()).toEqual([]);
    inDocument('invite-setup')?.click();
    await settle();
    expect(inDocument('server-setup')?.textContent).toContain('nginx');
    expect(bridge.argumentsOf('trial.note')).toEqual([{ deed: 'invited' }]);
    expect(done()).toEqual(['invite']);
  });

  it('leads from the page about inviting to the form that asks for a server', async () => {
    const { strip, bridge } = await show(nothing);
    await strip.find(byTestId('trial-invite-open')).trigger('click');
    await settle();
    inDocument('invite-connect')?.click();
    await settle();
    expect(bridge.calls.map(({ name }) => name)).toContain('account.signOut');
    expect(useSignInStore().panel).toBe('form');
  });
});

describe('the notice about keys in files', () => {
  const open = async (keyProtection: 'file' | 'keyStore', isKeyNoticeRead: boolean) => {
    const settings = { ...aSnapshot().settings, isKeyNoticeRead };
    const snapshot = aSnapshot({ accounts: [anOpenAccount({ keyProtection })], settings });
    const bridge = new FakeBridge({
      'app.snapshot': () => snapshot,
      'app.changeSettings': (patch) => succeed({ ...settings, ...patch }),
    }).install();
    const notice = mountInApp(KeyNotice);
    await useSessionStore().load();
    await settle();
    return { notice, bridge };
  };

  it('comes once after the first sign-in, and not again once it was read', async () => {
    const { notice, bridge } = await open('file', false);
    expect(notice.find(byTestId('key-in-file')).exists()).toBe(true);
    await notice.find(byTestId('key-in-file-read')).trigger('click');
    await settle();
    expect(bridge.argumentsOf('app.changeSettings')).toEqual([{ isKeyNoticeRead: true }]);
    expect(notice.find(byTestId('key-in-file')).exists()).toBe(false);
  });

  it.each([
    ['file', true],
    ['keyStore', false],
  ] as const)('does not come for a key in %s (read: %s)', async (keyProtection, isRead) => {
    const { notice } = await open(keyProtection, isRead);
    expect(notice.find(byTestId('key-in-file')).exists()).toBe(false);
  });
});
