import { expect } from '@playwright/test';
import { closeSettings, openSettings } from '../../e2e/support/settings';
import { element, wholeWindow } from '../support/camera';
import type { Scene } from '../support/scene';

const pin = '739261';

/** The lock of the app: how a PIN is chosen, what a locked window shows, and what it means to have forgotten the PIN. */
export async function playLock({ camera, me: { page } }: Pick<Scene, 'camera' | 'me'>): Promise<void> {
  await openSettings(page, 'privacy');
  await page.getByTestId('settings-lock-turn-on').click();
  await page.getByTestId('lock-new').fill('1234');
  await expect(page.getByTestId('lock-weakness')).toBeVisible();
  await camera.take(page, 'lock-choose', element('lock-dialog'));
  for (const field of ['lock-new', 'lock-again']) await page.getByTestId(field).fill(pin);
  await page.keyboard.press('Enter');
  // The last row; its input is out of sight itself.
  await page
    .getByTestId('settings-while-locked-wait')
    .evaluate((input) => input.closest('fieldset, [role=radiogroup]')?.scrollIntoView({ block: 'end' }));
  await camera.take(page, 'lock-settings', element('settings-dialog'));
  await closeSettings(page);

  await page.keyboard.press('Control+l');
  const field = page.getByTestId('lock-pin');
  await expect(field).toBeFocused();
  await camera.take(page, 'lock', wholeWindow);
  await page.keyboard.type('000000');
  await page.keyboard.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await camera.take(page, 'lock-wrong', element('lock-screen'));
  await page.getByTestId('lock-forgotten').click();
  await camera.take(page, 'lock-forgotten', element('lock-forget'));
  await page.getByTestId('lock-forget-go-on').click();
  await camera.take(page, 'lock-forgotten-sure', element('lock-forget'));
}
