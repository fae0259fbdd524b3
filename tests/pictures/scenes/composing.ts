import { expect } from '@playwright/test';
import { wholeWindow } from '../support/camera';
import type { Scene } from '../support/scene';

/** The panel of emoji, its search, and what completes a word. */
export async function playEmoji({ camera, words, me }: Scene): Promise<void> {
  const { page } = me;
  const input = page.getByTestId('composer-input');
  await page.getByTestId('composer-emoji').click();
  await expect(page.getByTestId('emoji-option').first()).toBeVisible();
  await camera.take(page, 'emoji-panel', wholeWindow);
  await page.getByTestId('emoji-search').fill(words.emoji);
  await expect(page.getByTestId('emoji-option').first()).toBeVisible();
  await camera.take(page, 'emoji-search', wholeWindow);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('emoji-panel')).toBeHidden();
  await input.click();
  await input.pressSequentially(`:${words.emoji}`);
  await expect(page.getByTestId('emoji-completion-option').first()).toBeVisible();
  await camera.take(page, 'emoji-completion', wholeWindow);
  await page.keyboard.press('Escape');
  await input.fill('');
}
