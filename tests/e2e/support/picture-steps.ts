import { expect, type Locator, type Page } from '@playwright/test';
import { paint, withCameraNotes, type PictureFile } from './picture-files';

/** Messages that are pictures: those of an album are its tiles. */
export const pictures = (page: Page): Locator =>
  page
    .locator('[data-testid="album-tile"], [data-testid="message"]:not(:has([data-testid="album"]))')
    .filter({ has: page.getByTestId('message-picture') });
/** Pictures that are chosen and ready to be sent. */
export const thumbnails = (page: Page): Locator => page.getByTestId('composer-thumbnail');

/** Chooses files with the button of the composer. */
export async function choose(page: Page, files: readonly PictureFile[]): Promise<void> {
  await page.getByTestId('composer-picture-input').setInputFiles([...files]);
}

/** Sends what stands in the composer, pictures among it. */
export async function send(page: Page): Promise<void> {
  await page.getByTestId('composer-input').press('Enter');
  await expect(page.getByTestId('composer-pictures')).toHaveCount(0);
}

/** A photograph of several megabytes with a camera's notes. */
export async function photograph(page: Page): Promise<PictureFile> {
  const jpeg = await paint(page, { width: 2_000, height: 1_500, type: 'image/jpeg' });
  return { name: 'IMG_4711.jpg', mimeType: 'image/jpeg', buffer: withCameraNotes(jpeg) };
}

/** A small drawing; with a hole it is transparent. */
export async function drawing(page: Page, name = 'drawing.png', hasHole = false): Promise<PictureFile> {
  const buffer = await paint(page, { width: 120, height: 80, type: 'image/png', hasHole });
  return { name, mimeType: 'image/png', buffer };
}
