import { expect, type Page } from '@playwright/test';
import { sendBurn } from '../../e2e/support/chat';
import { lastRows, lastRowsAndComposer } from '../support/camera';
import { say, sayAndRevoke, type Scene } from '../support/scene';

/** Taking back, and writing again. */
export async function playRevoke(scene: Scene): Promise<void> {
  const { camera, words, me, friend } = scene;
  await sayAndRevoke(scene, me, words.mistaken);
  await camera.take(me.page, 'revoke-mine', lastRows(2));
  await camera.take(friend.page, 'revoke-theirs', lastRows(2));

  const input = me.page.getByTestId('composer-input');
  await me.page.getByTestId('reedit').click();
  await expect(input).toHaveValue(words.mistaken);
  await camera.take(me.page, 'reedit', lastRowsAndComposer(2));
  await input.fill('');
  await say(scene, me, words.corrected);
  await say(scene, friend, words.thanks);
}

/** Lines in a row, folded and shown again. */
export async function playFolding(scene: Scene): Promise<void> {
  const { camera, words, me, friend } = scene;
  for (const text of words.folded) await sayAndRevoke(scene, friend, text);
  await sendBurn(friend.page, words.foldedSecret, 60);
  await me.page.getByTestId('burn-concealed').click();
  await me.page.getByTestId('burn-now').click();
  await expect(me.page.getByTestId('fold')).toBeVisible();
  await expect(me.page.getByTestId('operation-pending')).toHaveCount(0);
  await say(scene, friend, words.settled);
  await camera.take(me.page, 'folded', lastRows(3));
  await me.page.getByTestId('fold').click();
  await toEnd(me.page);
  await camera.take(me.page, 'unfolded', lastRows(6));
  await me.page.getByTestId('fold').click();
}

async function toEnd(page: Page): Promise<void> {
  const button = page.getByTestId('jump-to-newest');
  await button.click();
  await expect(button).toBeHidden();
}
