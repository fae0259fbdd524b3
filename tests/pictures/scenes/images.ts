import { expect } from '@playwright/test';
import { lastRows, lastRowsAndComposer, wholeWindow } from '../support/camera';
import { landscapes } from '../support/drawings';
import { resize, say, type Scene } from '../support/scene';

/** Pictures from the composer to the viewer. */
export async function playImages(scene: Scene): Promise<void> {
  const { camera, words, me, friend } = scene;
  await say(scene, friend, words.question);
  await say(scene, me, words.answer);
  const files = await landscapes(me.page);
  const input = me.page.getByTestId('composer-input');
  await me.page.getByTestId('composer-picture-input').setInputFiles([...files]);
  await expect(me.page.getByTestId('composer-thumbnail')).toHaveCount(files.length);
  await input.fill(words.caption);
  await camera.take(me.page, 'picture-composer', lastRowsAndComposer(1));
  await input.press('Enter');
  await expect(me.page.getByTestId('composer-pictures')).toHaveCount(0);

  await expect(friend.page.getByTestId('message-image')).toHaveCount(files.length);
  await say(scene, friend, words.choice);
  await resize(friend, 960, 800);
  await camera.take(friend.page, 'picture-bubble', lastRows(4));
  await resize(friend, 960, 640);
  await friend.page.getByTestId('picture-open').last().click();
  await expect(friend.page.getByTestId('viewer-image')).toBeVisible();
  await camera.take(friend.page, 'picture-viewer', wholeWindow);
  await friend.page.keyboard.press('Escape');
}
