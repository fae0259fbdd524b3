// @vitest-environment happy-dom
import { DOMWrapper, enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import type { Locale } from '../../../../../preload/contract/views';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { SettingsDialog } from '../../../../../renderer/features/settings';
import { FakeBridge, settle, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aSnapshot } from '../../views';
import { showSettingsPage } from './show-settings-page';

enableAutoUnmount(afterEach);

const body = new DOMWrapper(document.body);
const toggle = () => body.get<HTMLInputElement>(byTestId('settings-burn-on-leave'));

async function openSettings(answers: FakeAnswers = {}, locale: Locale = 'en'): Promise<FakeBridge> {
  const { settings } = aSnapshot();
  const bridge = new FakeBridge({
    'app.changeSettings': (change) => succeed({ ...settings, ...change }),
    ...answers,
  }).install();
  mountInApp(SettingsDialog, { open: true }, locale);
  await useSessionStore().load();
  await settle();
  await showSettingsPage('revokeAndBurn');
  return bridge;
}

describe('burning on leaving a chat', () => {
  it.each([
    ['en', 'Burn opened messages when I leave the chat'],
    ['zh-CN', '离开聊天时焚毁已打开的消息'],
  ] as const)('is a switch that is off at first, in %s', async (locale, label) => {
    await openSettings({}, locale);
    expect(toggle().attributes()).toMatchObject({ role: 'switch', 'aria-label': label });
    expect(toggle().element.checked).toBe(false);
  });

  it('is kept when it is switched on', async () => {
    const bridge = await openSettings();
    await toggle().setValue(true);
    await settle();
    expect(bridge.argumentsOf('app.changeSettings')).toEqual([{ burnOnLeave: true }]);
    expect(toggle().element.checked).toBe(true);
  });

  it('goes back, with the reason, when it could not be kept', async () => {
    await openSettings({ 'app.changeSettings': () => fail('internal') });
    await toggle().setValue(true);
    await settle();
    expect(toggle().element.checked).toBe(false);
    expect(body.get(byTestId('form-error')).text()).toContain('The setting was not saved');
  });
});
