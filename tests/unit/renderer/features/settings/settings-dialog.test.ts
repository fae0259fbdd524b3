// @vitest-environment happy-dom
import { DOMWrapper, enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail } from '../../../../../preload/contract/result';
import type { Locale } from '../../../../../preload/contract/views';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { SettingsDialog } from '../../../../../renderer/features/settings';
import { settingsPages } from '../../../../../renderer/features/settings/settings-pages';
import english from '../../../../../resources/locales/en.json';
import { FakeBridge, settle, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { anOpenAccount, aSnapshot } from '../../views';
import { showSettingsPage } from './show-settings-page';

enableAutoUnmount(afterEach);

const body = new DOMWrapper(document.body);
const tab = (name: string) => body.get<HTMLButtonElement>(byTestId(`settings-page-${name}`));
const shownPages = (): readonly string[] =>
  body
    .findAll('[role="tabpanel"]')
    .filter((panel) => panel.attributes('data-state') === 'active')
    .map((panel) => panel.attributes('data-testid') ?? '');

async function openSettings(answers: FakeAnswers = {}, locale: Locale = 'en'): Promise<void> {
  new FakeBridge(answers).install();
  mountInApp(SettingsDialog, { open: true }, locale);
  await useSessionStore().load();
  await settle();
}

describe('settings', () => {
  it('have their pages in a fixed order', async () => {
    await openSettings({}, 'zh-CN');
    expect(body.findAll('[role="tab"]').map((page) => page.text())).toEqual([
      '个人资料',
      '通用',
      '撤回与焚毁',
      '通知',
      '文件与存储',
      '快捷键',
      '隐私与锁',
      '账号',
      '关于',
    ]);
  });

  it('are walked through with the arrow keys, one tab stop for all pages', async () => {
    await openSettings();
    expect(document.activeElement).toBe(tab('general').element);
    await tab('general').trigger('keydown', { key: 'ArrowDown' });
    await settle();
    expect(document.activeElement).toBe(tab('revokeAndBurn').element);
    expect(shownPages()).toEqual(['settings-content-revokeAndBurn']);
    await tab('revokeAndBurn').trigger('keydown', { key: 'End' });
    await settle();
    expect(shownPages()).toEqual(['settings-content-about']);
    const stops = settingsPages.filter(({ name }) => tab(name).attributes('tabindex') === '0');
    expect(stops.map(({ name }) => name)).toEqual(['about']);
  });

  it.each(settingsPages.map(({ name }) => name))(
    'have something true to say on the page %s',
    async (name) => {
      await openSettings();
      await showSettingsPage(name);
      const content = body.get(byTestId(`settings-content-${name}`));
      expect(content.findAll('h3').length).toBeGreaterThan(0);
      expect(content.findAll(':disabled, [aria-disabled="true"]')).toEqual([]);
    },
  );

  it('say how the key of this account is kept', async () => {
    const accounts = [anOpenAccount({ keyProtection: 'file' })];
    await openSettings({ 'app.snapshot': () => aSnapshot({ accounts }) });
    await showSettingsPage('privacy');
    expect(body.get(byTestId('settings-content-privacy')).text()).toContain(english.settings.keyInFile);
  });

  it('forget what failed when another page is shown', async () => {
    await openSettings({ 'app.changeSettings': () => fail('internal') });
    await body.get(byTestId('settings-theme-dark')).setValue();
    await settle();
    expect(body.find(byTestId('form-error')).exists()).toBe(true);
    await showSettingsPage('about');
    expect(body.find(byTestId('form-error')).exists()).toBe(false);
  });

  it('copy the place of the data', async () => {
    const copied: unknown[] = [];
    await openSettings({ 'app.copyText': (text) => (copied.push(text), { ok: true, value: null }) });
    await showSettingsPage('about');
    await body.get(byTestId('settings-data-folder')).trigger('click');
    expect(copied).toEqual([aSnapshot().dataFolder]);
  });
});
