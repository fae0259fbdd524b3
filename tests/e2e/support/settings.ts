import { expect, type Page } from '@playwright/test';
import type { SettingsPageName } from '../../../renderer/base/settings-page';
import english from '../../../resources/locales/en.json';

/** Every page of the settings, in its order; the catalogue's keys are their names. */
export const settingsPageNames = Object.keys(english.settings.pages) as readonly SettingsPageName[];

/** Opens the settings at one of their pages. */
export async function openSettings(page: Page, name: SettingsPageName): Promise<void> {
  await page.getByTestId('rail-settings').click();
  await page.getByTestId(`settings-page-${name}`).click();
  await expect(page.getByTestId(`settings-content-${name}`)).toBeVisible();
}

/** Closes the settings with their button. */
export async function closeSettings(page: Page): Promise<void> {
  await page.getByTestId('settings-dialog-close').click();
  await expect(page.getByTestId('settings-dialog')).toBeHidden();
}
