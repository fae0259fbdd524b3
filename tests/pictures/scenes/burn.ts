import { expect } from '@playwright/test';
import { sendText } from '../../e2e/support/chat';
import { lastRows, lastRowsAndComposer } from '../support/camera';
import { say, startClock, stopClockAt, type Scene } from '../support/scene';

const readingSeconds = 60;
const shownSeconds = 0.6 * readingSeconds;

/** A burn message from the composer to the line that is left of it. */
export async function playBurn(scene: Scene): Promise<void> {
  const { camera, words, me, friend } = scene;
  const pages = [me.page, friend.page];
  await me.page.getByTestId('composer-burn').click();
  await me.page.getByTestId('composer-burn-time').click();
  await me.page.getByTestId(`composer-burn-time-${readingSeconds}`).click();
  await me.page.getByTestId('composer-input').fill(words.secret);
  await camera.take(me.page, 'burn-composer', lastRowsAndComposer(1));
  await sendText(me.page, words.secret);
  await me.page.getByTestId('composer-input').press('Escape');
  await expect(me.page.getByTestId('burn-own-state')).toHaveAttribute('data-state', 'unread');
  await camera.take(me.page, 'burn-unread', lastRows(2));

  const card = friend.page.getByTestId('burn-concealed');
  await expect(card).toBeVisible();
  await camera.take(friend.page, 'burn-concealed', lastRows(2));
  await card.click();
  await expect(me.page.getByTestId('burn-own-state')).toHaveAttribute('data-state', 'opened');
  await stopClockAt(pages, shownSeconds);
  await camera.take(friend.page, 'burn-revealed', lastRows(2));
  await camera.take(me.page, 'burn-opened', lastRows(2));
  await startClock(pages);

  await friend.page.getByTestId('burn-now').click();
  for (const page of pages) {
    await expect(page.getByTestId('message').last()).toHaveAttribute('data-kind', 'burned');
  }
  await expect(friend.page.getByTestId('operation-pending')).toHaveCount(0);
  await say(scene, friend, words.secretThanks);
  await camera.take(friend.page, 'burn-burned', lastRows(3));
  await camera.take(me.page, 'burn-burned-author', lastRows(3));
}
