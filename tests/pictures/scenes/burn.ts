import { expect } from '@playwright/test';
import { sendText } from '../../e2e/support/chat';
import { conversation, lastRows, lastRowsAndComposer } from '../support/camera';
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
  await expect(me.page.getByTestId('burn-own-state')).toHaveAttribute('data-state', 'unread');
  await camera.take(me.page, 'burn-unread', lastRows(2));
  const input = me.page.getByTestId('composer-input');
  await input.fill(words.secretRest);
  await expect(me.page.getByTestId('burn-notice')).toBeVisible();
  await camera.take(me.page, 'burn-just-off', lastRowsAndComposer(1));
  await input.press('Enter');
  await expect(me.page.getByTestId('enter-hint')).toHaveClass(/asking/);
  await camera.take(me.page, 'burn-asking', lastRowsAndComposer(1));
  await input.fill('');
  await input.press('Escape');

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
  await playDefault(scene);
}

/** A chat whose messages all burn, and one that does not. */
async function playDefault({ camera, words, me }: Scene): Promise<void> {
  const { page } = me;
  const switchDefault = async (): Promise<void> => {
    await page.getByTestId('details-open').click();
    await page.getByTestId('details-burn').click();
    await page.getByTestId('composer-burn-for-chat').click();
    await page.getByTestId('details-close').click();
  };
  await switchDefault();
  await expect(page.getByTestId('default-burn')).toBeVisible();
  await page.getByTestId('composer-input').fill(words.secret);
  await camera.take(page, 'burn-default', conversation);
  await page.getByTestId('composer-burn').click();
  await camera.take(page, 'burn-suspended', conversation);
  await page.getByTestId('composer-input').fill('');
  await switchDefault();
  await expect(page.getByTestId('default-burn')).toBeHidden();
  await expect(page.getByTestId('composer')).toHaveAttribute('data-burn-state', 'plain');
}
