import { expect } from '@playwright/test';
import { chatRow } from '../../e2e/support/chat';
import { openChatWith } from '../../e2e/support/person';
import { conversationHeader, element, wholeWindow } from '../support/camera';
import { resize, type Scene } from '../support/scene';

/** The details of a chat at every size of window, of a room, and the search in them. */
export async function playDetails({ camera, words, me, friend }: Scene): Promise<void> {
  const { page } = me;
  await openChatWith(me, friend);
  await resize(me, 1_440, 900);
  await camera.take(page, 'chat-wide', wholeWindow);
  await page.getByTestId('details-open').click();
  await expect(page.getByTestId('details')).toHaveAttribute('data-placement', 'beside');
  await camera.take(page, 'details-beside', wholeWindow);
  await page.getByTestId('details-search').fill(words.thanks.slice(0, 2));
  await expect(page.getByTestId('search-hit').first()).toBeVisible();
  await camera.take(page, 'details-search', element('details'));
  await page.getByTestId('details-close').click();

  await chatRow(page, words.room).click();
  await expect(page.getByTestId('chat-title')).toHaveText(words.room);
  await page.getByTestId('details-open').click();
  await expect(page.getByTestId('member')).toHaveCount(2);
  await camera.take(page, 'details-room', element('details'));
  await page.getByTestId('details-close').click();

  await openChatWith(me, friend);
  await resize(me, 900, 600);
  await camera.take(page, 'chat-small', wholeWindow);
  await page.getByTestId('details-open').click();
  await camera.take(page, 'details-over', wholeWindow);
  await page.getByTestId('details-close').click();
  await friend.page.getByTestId('composer-input').pressSequentially(words.farewell);
  await expect(page.getByTestId('chat-detail')).toHaveText(/…$/u);
  await camera.take(page, 'typing', conversationHeader);
  await friend.page.getByTestId('composer-input').fill('');
  await resize(me, 960, 640);
}
