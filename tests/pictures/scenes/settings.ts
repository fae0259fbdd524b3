import { expect } from '@playwright/test';
import { choose } from '../../e2e/support/person';
import { closeSettings, openSettings, settingsPageNames } from '../../e2e/support/settings';
import { element } from '../support/camera';
import { ownPicture } from '../support/drawings';
import { resize, type Scene } from '../support/scene';

/** Every page of the settings, with the global shortcut switched on and a profile that is being written. */
export async function playSettings({ camera, words, me }: Scene): Promise<void> {
  await resize(me, 900, 600);
  for (const name of settingsPageNames) {
    await openSettings(me.page, name);
    if (name === 'shortcuts') {
      await choose(me.page, 'settings-shortcut-switch');
      await expect(me.page.getByTestId('settings-shortcut-field')).toBeVisible();
    }
    if (name === 'profile') {
      await me.page.getByTestId('profile-picture-input').setInputFiles([await ownPicture(me.page)]);
      await me.page.getByTestId('profile-status').fill(words.profile.status);
      await me.page.getByTestId('profile-area').fill(words.profile.area);
      await expect(me.page.getByTestId('profile-picture-chosen')).toBeVisible();
    }
    await me.page.getByTestId(`settings-page-${name}`).focus();
    await camera.take(me.page, `settings-${name}`, element('settings-dialog'));
    if (name === 'profile') await me.page.getByTestId('profile-discard').click();
    await closeSettings(me.page);
  }
  await resize(me, 960, 640);
}
