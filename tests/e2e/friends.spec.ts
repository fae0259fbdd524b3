import { expect } from '@playwright/test';
import { befriend } from './support/person';
import { test } from './support/story';
import { fill, wordsOf } from './support/words';

const words = wordsOf('zh-CN');

test('a friendship ends and begins anew, by keys alone, and what was being written is still there', async ({
  arrive,
}) => {
  const leaving = await arrive({ name: '林小满' });
  const left = await arrive({ name: '周一帆' });
  await befriend(leaving, left);
  // Whoever accepts is led into the chat.
  await left.page.getByTestId('composer-input').fill('周末去');

  // The menu of the row opens by key, says what happens to both, and asks first.
  const { page } = leaving;
  await page.getByTestId('rail-contacts').click();
  await page.getByTestId('contact-row').focus();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByTestId('friend-menu').getByRole('menuitem')).toHaveText([
    words.contacts.chat,
    words.profile.view,
    words.contacts.remove,
    words.contacts.block,
  ]);
  await page.getByTestId('friend-menu-remove').press('Enter');
  const dialog = page.getByTestId('friend-deed-dialog');
  await expect(dialog).toContainText(fill(words.contacts.confirm.remove.title, { name: '周一帆' }));
  await expect(dialog).toContainText(words.contacts.confirm.remove.both);
  await expect(page.getByTestId('friend-deed-cancel')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId('contact-row')).toHaveCount(0);

  // Both sides show what they are to each other now, and what was said stays.
  const closed = left.page.getByTestId('composer-closed');
  await expect(closed).toHaveAttribute('data-standing', 'stranger');
  await expect(left.page.getByTestId('composer-closed-draft-kept')).toBeVisible();
  await expect(left.page.getByTestId('chat-detail')).toHaveText(words.standing.detail.stranger);
  await left.page.getByTestId('composer-closed-ask').click();
  await expect(left.page.getByTestId('contact-add-node')).toHaveValue(leaving.node);
  await left.page.getByTestId('contact-add-submit').click();
  await expect(closed).toHaveAttribute('data-standing', 'outgoing');
  await expect(page.getByTestId('contact-request')).toBeVisible();
  await page.getByTestId('contact-accept').click();
  await expect(closed).toBeHidden();
  await expect(left.page.getByTestId('composer-input')).toHaveValue('周末去');
});
