import { expect } from '@playwright/test';
import { choose } from '../../e2e/support/person';
import { closeSettings, openSettings, settingsPageNames } from '../../e2e/support/settings';
import { element } from '../support/camera';
import { resize, type Scene } from '../support/scene';

/** Every page of the settings, with the global shortcut switched on. */
export async function playSettings({ camera, me }: Scene): Promise<void> {
  await resize(me, 900, 600);
  for (const name of settingsPageNames) {
    await openSettings(me.page, name);
    if (name === 'shortcuts') {
      await choose(me.page, 'settings-shortcut-switch');
      await expect(me.page.getByTestId('settings-shortcut-field')).toBeVisible();
    }
    await me.page.getByTestId(`settings-page-${name}`).focus();
    await camera.take(me.page, `settings-${name}`, element('settings-dialog'));
    await closeSettings(me.page);
  }
  await resize(me, 960, 640);
}
