import { expect } from '@playwright/test';
import { test } from './support/story';
import { wordsOf } from './support/words';

const words = wordsOf('zh-CN');

test('somebody new finds out, at every place where nobody is yet, how to reach others', async ({
  arrive,
}) => {
  const { page, app, node } = await arrive({ name: '林小满' });
  const copied = () => app.evaluate(({ clipboard }) => clipboard.readText());

  // The empty list: one button that stands out, and the own ID for whoever is to add it.
  await expect(page.getByTestId('chat-list-empty-action')).toHaveText(words.contacts.add);
  await page.getByTestId('chat-list-empty-copy').click();
  await expect.poll(copied).toBe(node);
  await page.getByTestId('chat-list-empty-action').click();
  await expect(page.getByTestId('contact-add-node')).toBeFocused();
  await expect(page.getByTestId('contact-add-own-id')).toHaveAttribute('data-value', node);
  await page.keyboard.press('Escape');

  // The same behind the plus, by keys alone: what the menu marks first is what Enter takes.
  await page.getByTestId('chat-add').focus();
  await page.keyboard.press('Enter');
  const menu = page.getByTestId('chat-add-menu');
  await expect(menu.getByRole('menuitem')).toHaveText([
    words.contacts.add,
    words.rooms.create,
    words.rooms.join,
    words.contacts.copyOwn,
  ]);
  await expect(page.getByTestId('chat-add-friend')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('room-create-title')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('room-create-dialog')).toBeHidden();

  // The card of the account opens beside the avatar and leaves the list as it is.
  await page.getByTestId('rail-me').click();
  const card = page.getByTestId('account-card');
  await expect(card.getByTestId('account-card-id')).toHaveAttribute('data-value', node);
  await expect(page.getByTestId('rail-chats')).toHaveAttribute('aria-current', 'page');
  const box = await card.boundingBox();
  expect(box?.width).toBe(280);
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await expect(page.getByTestId('rail-me')).toBeFocused();
});
