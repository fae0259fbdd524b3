import { expect } from '@playwright/test';
import { replyTo, revokeByMenu } from '../../e2e/support/chat';
import { lastRows, lastRowsAndComposer } from '../support/camera';
import { say, type Scene } from '../support/scene';

/** Answering something that is then taken back. */
export async function playQuotes(scene: Scene): Promise<void> {
  const { camera, words, me, friend } = scene;
  await say(scene, friend, words.quoted);
  const input = me.page.getByTestId('composer-input');
  await replyTo(me.page, words.quoted);
  await input.fill(words.quoteAnswer);
  await camera.take(me.page, 'quote-composer', lastRowsAndComposer(1));
  await input.fill('');
  await say(scene, me, words.quoteAnswer);
  await camera.take(me.page, 'quote-bubble', lastRows(2));

  await replyTo(me.page, words.quoted);
  await input.fill(words.quoteDraft);
  await revokeByMenu(friend.page, words.quoted);
  await expect(me.page.getByTestId('composer-reply-gone')).toBeVisible();
  await camera.take(me.page, 'quote-revoked', lastRowsAndComposer(2));
  await input.press('Escape');
  await input.fill('');
}
