// @vitest-environment happy-dom
import { DOMWrapper, enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { useToastStore } from '../../../../../renderer/base/toast-store';
import ChangePasswordDialog from '../../../../../renderer/features/settings/ChangePasswordDialog.vue';
import { FakeBridge, settle, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { anOpenAccount, aSnapshot } from '../../views';

enableAutoUnmount(afterEach);

const body = new DOMWrapper(document.body);
const field = (name: 'current' | 'new' | 'again') => body.get<HTMLInputElement>(byTestId(`password-${name}`));

async function open(answers: FakeAnswers = {}): Promise<FakeBridge> {
  const bridge = new FakeBridge({ 'account.changePassword': () => succeed(), ...answers }).install();
  mountInApp(ChangePasswordDialog, { open: true });
  await useSessionStore().load();
  await settle();
  return bridge;
}

async function submit(current: string, next: string, again = next): Promise<void> {
  await field('current').setValue(current);
  await field('new').setValue(next);
  await field('again').setValue(again);
  await body.get(byTestId('password-submit')).trigger('submit');
  await settle();
}

describe('changing the password', () => {
  it('is told once it is done', async () => {
    const bridge = await open();
    await submit('the old one', 'another 1');
    expect(bridge.argumentsOf('account.changePassword')).toEqual([
      { currentPassword: 'the old one', newPassword: 'another 1' },
    ]);
    expect(useToastStore().toast?.key).toBe('password.changed');
  });

  it.each([
    ['', 'another 1', 'password-current', 'Please enter the password.'],
    ['the old one', '', 'password-new', 'Please enter the password.'],
    ['the old one', 'abc', 'password-new', 'at least 6 characters'],
    ['the old one', '一二三四五六七八', 'password-new', 'too long'],
    ['the old one', '12345678', 'password-new', 'guessed at once'],
    ['the old one', '林晓', 'password-new', 'at least 6 characters'],
    ['the old one', 'the old one', 'password-new', 'the current one'],
  ])('is refused beside its field before anybody is asked: %s, %s', async (current, next, testId, words) => {
    const bridge = await open();
    await submit(current, next);
    expect(bridge.argumentsOf('account.changePassword')).toEqual([]);
    expect(document.activeElement?.getAttribute('data-testid')).toBe(testId);
    expect(body.get(byTestId('form-error')).text()).toContain(words);
  });

  it('asks for the new one twice', async () => {
    const bridge = await open();
    await submit('the old one', 'another 1', 'another 2');
    expect(bridge.argumentsOf('account.changePassword')).toEqual([]);
    expect(body.get(byTestId('form-error')).text()).toContain('differ');
  });

  it('says at the first field that the present one is wrong, and above the buttons what no field can mend', async () => {
    await open({ 'account.changePassword': () => fail('currentPasswordWrong') });
    await submit('a wrong one', 'another 1');
    expect(document.activeElement?.getAttribute('data-testid')).toBe('password-current');
    await open({ 'account.changePassword': () => fail('passwordUnconfirmed') });
    await submit('the old one', 'another 1');
    expect(body.findAll(byTestId('form-problem')).at(-1)?.text()).toContain('Both are kept');
  });

  it('cannot be tried without a connection, and says so', async () => {
    const connection = { ...anOpenAccount().connection, state: 'waiting' } as const;
    await open({ 'app.snapshot': () => aSnapshot({ accounts: [anOpenAccount({ connection })] }) });
    expect(body.get(byTestId('password-submit')).attributes('disabled')).toBeDefined();
    expect(body.get(byTestId('form-problem')).text()).toContain('Not connected');
  });
});
