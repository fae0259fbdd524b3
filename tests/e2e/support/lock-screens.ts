import { expect, type Page } from '@playwright/test';
import { expectOnline } from './person';
import { click, screen, visible, type Screen } from './screen';
import { closeSettings, openSettings } from './settings';

const pin = '739261';

async function type(page: Page, text: string): Promise<void> {
  await expect(page.getByTestId('lock-pin')).toBeFocused();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** A lock, from its PIN to the window behind it; settings are open before and after. */
export const lockScreens: readonly Screen[] = [
  screen('choosing a PIN', async ({ page }) => {
    await closeSettings(page);
    await openSettings(page, 'privacy');
    await click(page, 'settings-lock-turn-on');
    await page.getByTestId('lock-new').fill('1234');
    await visible(page, 'lock-weakness');
  }),
  screen('settings of a lock', async ({ page }) => {
    for (const field of ['lock-new', 'lock-again']) await page.getByTestId(field).fill(pin);
    await page.keyboard.press('Enter');
    await visible(page, 'settings-lock-change');
  }),
  screen('a locked window', async ({ page }) => {
    await closeSettings(page);
    await page.keyboard.press('Control+l');
    await visible(page, 'lock-screen');
  }),
  screen('a wrong PIN', async ({ page }) => {
    await type(page, '000000');
    await expect(page.getByTestId('lock-pin')).toHaveAttribute('aria-invalid', 'true');
  }),
  screen('a forgotten PIN', async ({ page }) => {
    await click(page, 'lock-forgotten');
    await visible(page, 'lock-forget');
  }),
  screen('a forgotten PIN, asked again', ({ page }) => click(page, 'lock-forget-go-on')),
  screen('a window that was unlocked', async ({ page }) => {
    await click(page, 'lock-forget-cancel');
    await type(page, pin);
    await expectOnline(page);
    await openSettings(page, 'privacy');
  }),
];
