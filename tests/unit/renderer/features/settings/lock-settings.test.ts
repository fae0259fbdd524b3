// @vitest-environment happy-dom
import { DOMWrapper, enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import type { SnapshotView } from '../../../../../preload/contract/views';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { useToastStore } from '../../../../../renderer/base/toast-store';
import SettingsDialog from '../../../../../renderer/features/settings/SettingsDialog.vue';
import { FakeBridge, settle, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aSnapshot } from '../../views';
import { showSettingsPage } from './show-settings-page';

enableAutoUnmount(afterEach);

const body = new DOMWrapper(document.body);
const has = (testId: string): boolean => body.find(byTestId(testId)).exists();
const click = async (testId: string): Promise<void> => {
  await body.get(byTestId(testId)).trigger('click');
  await settle();
};
const fill = (values: Readonly<Record<string, string>>): Promise<unknown> =>
  Promise.all(Object.entries(values).map(([testId, value]) => body.get(byTestId(testId)).setValue(value)));
const submit = async (): Promise<void> => {
  await body.get(byTestId('lock-submit')).trigger('submit');
  await settle();
};
const focused = (): string | null => document.activeElement?.getAttribute('data-testid') ?? null;

async function open(isOn: boolean, answers: FakeAnswers = {}): Promise<FakeBridge> {
  let snapshot: SnapshotView = aSnapshot({ lock: { isOn, wrongTries: 0, waitMs: 0 } });
  const set = (next: boolean) => () => {
    snapshot = aSnapshot({ lock: { isOn: next, wrongTries: 0, waitMs: 0 } });
    return succeed();
  };
  const bridge = new FakeBridge({
    'app.snapshot': () => snapshot,
    'app.changeSettings': (patch) => succeed({ ...aSnapshot().settings, ...patch }),
    'lock.turnOn': set(true),
    'lock.turnOff': set(false),
    ...answers,
  }).install();
  mountInApp(SettingsDialog, { open: true });
  await useSessionStore().load();
  await settle();
  await showSettingsPage('privacy');
  return bridge;
}

describe('the settings of the lock', () => {
  it('put it on, and show then when it closes and what messages do meanwhile', async () => {
    const bridge = await open(false);
    expect(['settings-lock-idle-m15', 'settings-while-locked-wait'].map(has)).toEqual([false, false]);
    await click('settings-lock-turn-on');
    expect(body.get(byTestId('lock-dialog')).text()).toContain('loses what is on this computer');
    await fill({ 'lock-new': '739261', 'lock-again': '739261' });
    await submit();
    expect(bridge.argumentsOf('lock.turnOn')).toEqual([{ pin: '739261' }]);
    expect(useToastStore().toast?.key).toBe('lock.set.done.turnOn');
    expect(has('lock-dialog')).toBe(false);
    await body.get<HTMLInputElement>(byTestId('settings-lock-idle-never')).setValue(true);
    await body.get<HTMLInputElement>(byTestId('settings-lock-idle-m5')).setValue(true);
    await body.get<HTMLInputElement>(byTestId('settings-while-locked-receive')).setValue(true);
    await click('settings-lock-screen');
    expect(bridge.argumentsOf('app.changeSettings')).toEqual([
      { lockIdleMinutes: null },
      { lockIdleMinutes: 5 },
      { whileLocked: 'receive' },
      { locksWithScreen: false },
    ]);
  });

  it('say of an easy PIN why it is, and take it all the same', async () => {
    const bridge = await open(false);
    await click('settings-lock-turn-on');
    await fill({ 'lock-new': '1234', 'lock-again': '1234' });
    expect(body.get(byTestId('lock-weakness')).text()).toContain('neighbours');
    await submit();
    expect(bridge.argumentsOf('lock.turnOn')).toHaveLength(1);
  });

  it.each([
    ['123', '123', 'lock-new', 'At least four characters.'],
    ['739261', '739262', 'lock-again', 'not the same'],
  ])('refuse %s and %s beside the field', async (next, again, testId, sentence) => {
    const bridge = await open(false);
    await click('settings-lock-turn-on');
    await fill({ 'lock-new': next, 'lock-again': again });
    await submit();
    expect(body.get(byTestId('lock-dialog')).text()).toContain(sentence);
    expect(focused()).toBe(testId);
    expect(bridge.argumentsOf('lock.turnOn')).toEqual([]);
  });

  it('ask for the present PIN before it is another one or none', async () => {
    const wrong = (): ReturnType<typeof fail> => fail('pinWrong');
    const bridge = await open(true, { 'lock.change': wrong });
    await click('settings-lock-change');
    await fill({ 'lock-current': '0000', 'lock-new': '739261', 'lock-again': '739261' });
    await submit();
    expect(bridge.argumentsOf('lock.change')).toEqual([{ currentPin: '0000', newPin: '739261' }]);
    expect(focused()).toBe('lock-current');
    expect(body.get(byTestId('lock-dialog')).text()).toContain('That is not your PIN.');
    await click('lock-dialog-close');
    await click('settings-lock-turn-off');
    expect(has('lock-new')).toBe(false);
    expect(body.get<HTMLInputElement>(byTestId('lock-current')).element.value).toBe('');
    await fill({ 'lock-current': '7392' });
    await submit();
    expect(bridge.argumentsOf('lock.turnOff')).toEqual([{ pin: '7392' }]);
    expect(has('settings-lock-turn-on')).toBe(true);
    // Where one was, though the button that was pressed is gone.
    expect(focused()).toBe('settings-lock-turn-on');
  });
});
