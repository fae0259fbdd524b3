// @vitest-environment happy-dom
import { DOMWrapper, enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import SignOutDialog from '../../../../../renderer/features/settings/SignOutDialog.vue';
import { FakeBridge, settle, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';

enableAutoUnmount(afterEach);

const body = new DOMWrapper(document.body);

async function open(answers: FakeAnswers = {}): Promise<FakeBridge> {
  const bridge = new FakeBridge({
    'account.unsent': () => succeed({ messages: 0, erasures: 0 }),
    'account.signOut': () => succeed({ remains: 'data' as const }),
    ...answers,
  }).install();
  mountInApp(SignOutDialog, { open: true });
  await useSessionStore().load();
  await settle();
  return bridge;
}

const press = async (testId: string): Promise<void> => {
  await body.get(byTestId(testId)).trigger('submit');
  await settle();
};
const choose = (choice: 'keep' | 'wipe') => body.get(byTestId(`sign-out-${choice}`)).setValue(true);

describe('signing out', () => {
  it('keeps the chats unless something else is chosen', async () => {
    const bridge = await open();
    await press('sign-out-confirm');
    expect(bridge.argumentsOf('account.signOut')).toEqual([{ data: 'keep' }]);
  });

  it('wipes when that is chosen, and the button says so in red', async () => {
    const bridge = await open({ 'account.signOut': () => succeed({ remains: 'nothing' as const }) });
    await choose('wipe');
    expect(body.get(byTestId('sign-out-confirm')).classes()).toContain('danger');
    await press('sign-out-confirm');
    expect(bridge.argumentsOf('account.signOut')).toEqual([{ data: 'wipe' }]);
    expect(useSessionStore().remnants).toBe(false);
  });

  it('says before that what was not sent yet, and what becomes of it', async () => {
    await open({ 'account.unsent': () => succeed({ messages: 3, erasures: 1 }) });
    expect(body.get(byTestId('sign-out-unsent')).text()).toContain('Messages not sent yet: 3. They are sent');
    await choose('wipe');
    expect(body.get(byTestId('sign-out-unsent')).text()).toContain('They are lost');
    expect(body.get(byTestId('sign-out-erasures')).text()).toContain('never will');
  });

  it('stays, with the reason, when it did not work', async () => {
    await open({ 'account.signOut': () => fail('diskReadOnly') });
    await press('sign-out-confirm');
    expect(body.get(byTestId('form-problem')).text()).toContain('You are still signed in');
  });

  it('remembers that not everything could be erased, so that the sign-in can say it', async () => {
    await open({ 'account.signOut': () => succeed({ remains: 'remnants' as const }) });
    await choose('wipe');
    await press('sign-out-confirm');
    expect(useSessionStore().remnants).toBe(true);
  });
});
