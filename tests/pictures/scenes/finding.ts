import { expect } from '@playwright/test';
import { chatRow } from '../../e2e/support/chat';
import { openChatWith } from '../../e2e/support/person';
import { wholeWindow } from '../support/camera';
import type { Scene } from '../support/scene';

/** What is found in all chats, kept to a kind and a person, and what to do where nothing is. */
export async function playSearch({ camera, words, me }: Scene): Promise<void> {
  const { page } = me;
  const field = page.getByTestId('chat-search');
  const hits = page.getByTestId('search-hit');
  await field.fill(words.searched);
  await expect(hits.first()).toBeVisible();
  await camera.take(page, 'search', wholeWindow);
  const before = await hits.count();
  await page.getByTestId('search-kind').selectOption('link');
  await expect(hits).not.toHaveCount(before);
  await camera.take(page, 'search-filtered', wholeWindow);
  await page.getByTestId('search-kind').selectOption('any');
  await field.fill(words.unfound);
  await expect(page.getByTestId('chat-list-empty')).toBeVisible();
  await camera.take(page, 'search-nothing', wholeWindow);
  await field.fill('');
  await expect(chatRow(page, words.room)).toBeVisible();
}

/** The chats that are put away, those with news, and the days of a chat. */
export async function playPlaces({ camera, words, me, friend }: Scene): Promise<void> {
  const { page } = me;
  await page.getByTestId('sticky-day').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('day-calendar')).toBeVisible();
  await camera.take(page, 'calendar', wholeWindow);
  await page.keyboard.press('Escape');

  await chatRow(page, words.room).click({ button: 'right' });
  await page.getByTestId('chat-menu-archive').click();
  await expect(page.getByTestId('chat-archive-open')).toBeVisible();
  await openChatWith(me, friend);
  await camera.take(page, 'archive-entry', wholeWindow);
  await page.getByTestId('chat-archive-open').click();
  await expect(page.getByTestId('chat-archive-back')).toBeVisible();
  await camera.take(page, 'archive', wholeWindow);
  await page.getByTestId('chat-archive-back').click();
  await chatRow(page, words.colleagues[0]).click({ button: 'right' });
  await page.getByTestId('chat-menu-markRead').click();
  await page.getByTestId('chat-filter-unread').locator('xpath=ancestor::label').click();
  await expect(page.getByTestId('chat-list-empty')).toBeVisible();
  await camera.take(page, 'folder-empty', wholeWindow);
  await page.getByTestId('chat-list-empty-action').click();
}
