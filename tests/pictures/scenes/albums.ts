import { expect } from '@playwright/test';
import { conversation, lastRowsAndComposer, wholeWindow } from '../support/camera';
import { album } from '../support/drawings';
import { resize, type Scene } from '../support/scene';

/** Several pictures that are sent together, seen as one and one by one. */
export async function playAlbum({ camera, words, me, friend }: Scene): Promise<void> {
  const files = await album(friend.page);
  const input = friend.page.getByTestId('composer-input');
  await friend.page.getByTestId('composer-picture-input').setInputFiles([...files]);
  await expect(friend.page.getByTestId('composer-thumbnail')).toHaveCount(files.length);
  await input.fill(words.outing);
  await camera.take(friend.page, 'album-composer', lastRowsAndComposer(1));
  await input.press('Enter');
  await expect(friend.page.getByTestId('composer-pictures')).toHaveCount(0);
  const { page } = me;
  await expect(page.getByTestId('album-tile').getByTestId('message-image')).toHaveCount(files.length);
  await resize(me, 900, 600);
  await camera.take(page, 'album', conversation);
  await page.getByTestId('picture-open').nth(1).click();
  await expect(page.getByTestId('viewer-image')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await camera.take(page, 'album-viewer', wholeWindow);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('viewer-image')).toBeHidden();
}
