import { expect, it } from 'vitest';
import { applicationMenu } from '../../../main/app/application-menu';
import { textsFor } from '../../../main/app/texts';

function rolesOf(platform: NodeJS.Platform, isDevelopment: boolean): readonly unknown[] {
  const menu = applicationMenu({ platform, isDevelopment, translate: textsFor('en'), lock: null });
  return menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu.map(({ role }) => role) : []));
}

it('offers reload and developer tools in development only', () => {
  expect(rolesOf('linux', true)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']));
  expect(rolesOf('linux', false)).not.toContain('reload');
  expect(rolesOf('linux', false)).not.toContain('toggleDevTools');
});

it.each(['darwin', 'linux', 'win32'] as const)('lets %s zoom, edit and quit once', (platform) => {
  const roles = rolesOf(platform, false);
  expect(roles).toEqual(expect.arrayContaining(['zoomIn', 'zoomOut', 'resetZoom', 'copy', 'paste']));
  expect(roles.filter((role) => role === 'quit')).toHaveLength(1);
});

it('labels every entry in the language of the app', () => {
  const menu = applicationMenu({
    platform: 'linux',
    isDevelopment: true,
    translate: textsFor('zh-CN'),
    lock: null,
  });
  expect(menu.map(({ label }) => label)).toEqual(['编辑', '显示', '窗口']);
});

it('locks where there is something to lock, by the keys that everybody knows', () => {
  const entriesWith = (lock: (() => void) | null): readonly unknown[] =>
    applicationMenu({ platform: 'linux', isDevelopment: false, translate: textsFor('zh-CN'), lock })
      .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
      .filter(({ accelerator }) => accelerator === 'CommandOrControl+L')
      .map(({ label }) => label);
  expect(entriesWith(null)).toEqual([]);
  expect(entriesWith(() => undefined)).toEqual(['锁定']);
});
