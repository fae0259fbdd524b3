import { expect } from '@playwright/test';
import { closeSettings, openSettings } from '../../e2e/support/settings';
import { element } from '../support/camera';
import type { Scene } from '../support/scene';

/** What one does about the account itself: another password, and the way out. */
export async function playAccount({ camera, me }: Scene): Promise<void> {
  const { page } = me;
  await openSettings(page, 'account');
  await page.getByTestId('settings-password').click();
  await expect(page.getByTestId('password-current')).toBeFocused();
  await camera.take(page, 'password', element('password-dialog'));
  await page.getByTestId('password-new').fill('password');
  await page.getByTestId('password-again').fill('passwort');
  await page.getByTestId('password-submit').click();
  await camera.take(page, 'password-refused', element('password-dialog'));
  await page.keyboard.press('Escape');
  await page.getByTestId('settings-sign-out').click();
  await expect(page.getByTestId('sign-out-confirm')).toBeVisible();
  await camera.take(page, 'sign-out', element('sign-out-dialog'));
  await page.keyboard.press('Escape');
  await closeSettings(page);
}
