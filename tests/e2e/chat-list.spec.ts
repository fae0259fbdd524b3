import { expect, type Page } from '@playwright/test';
import { chatRow, expectDelivered, messageSaying, sendText } from './support/chat';
import { expectOnline } from './support/person';
import { createRoom } from './support/rooms';
import { test } from './support/story';
import { wordsOf } from './support/words';

/** Where the pictures of these stories are kept for whoever wants to look; nowhere by default. */
const pictures = process.env['LIST_PICTURES'];
const show = async (page: Page, name: string): Promise<void> => {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png` });
};

/** Chooses from the menu of a chat with keys alone: the focus is on its row before and after. */
async function chooseByKeys(page: Page, title: string, deed: string): Promise<void> {
  await chatRow(page, title).focus();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByTestId('chat-menu').getByRole('menuitem').first()).toBeFocused();
  const entry = page.getByTestId(`chat-menu-${deed}`);
  for (let count = 0; count < 8; count += 1) {
    if (await entry.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(entry).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('chat-menu')).toBeHidden();
}

const titles = (page: Page): Promise<readonly string[]> =>
  page.getByTestId('chat-row-title').allTextContents();

test('a chat is pinned, muted, marked and archived by its menu, and comes back with what is news', async ({
  twoFriends,
}) => {
  const [lin, alice] = await twoFriends({}, { language: 'en' });
  const { page } = lin;
  const words = wordsOf('zh-CN');
  await createRoom(page, '产品评审');
  await sendText(page, '评审改到三点了。');
  await page.getByTestId('rail-chats').click();
  await expect.poll(() => titles(page)).toEqual(['产品评审', 'Alice']);

  // Pinned by keys, and the keyboard stays on the row that has moved.
  await chooseByKeys(page, 'Alice', 'pin');
  await expect.poll(() => titles(page)).toEqual(['Alice', '产品评审']);
  await expect(chatRow(page, 'Alice')).toBeFocused();
  await expect(chatRow(page, 'Alice')).toHaveAccessibleName(new RegExp(words.chatList.pinned, 'u'));

  // Muted: what comes is counted in grey, and nowhere else.
  await chatRow(page, 'Alice').click({ button: 'right' });
  await show(page, 'menu-zh');
  await page.getByTestId('chat-menu-muteHour').click();
  await expect(chatRow(page, 'Alice').getByTestId('chat-muted')).toBeVisible();
  await sendText(alice.page, 'Are you there?');
  await expect(chatRow(page, 'Alice').getByTestId('chat-unread')).toHaveText('1');
  await expect(page.getByTestId('rail-chats-count')).toBeHidden();
  await page.getByTestId('chat-filter-unread').locator('xpath=ancestor::label').click();
  await expect.poll(() => titles(page)).toEqual(['Alice']);
  await show(page, 'muted-unread-zh');
  await chooseByKeys(page, 'Alice', 'unmute');
  await expect(page.getByTestId('rail-chats-count')).toHaveText('1');

  // Read from the list, and marked again; what is open stays in the folder of the unread ones.
  await chooseByKeys(page, 'Alice', 'markRead');
  await expect.poll(() => titles(page)).toEqual([]);
  await expect(page.getByTestId('chat-list-empty')).toContainText(words.chatList.emptyUnread);
  await page.getByTestId('chat-list-empty-action').click();
  await chooseByKeys(page, 'Alice', 'markUnread');
  await expect(chatRow(page, 'Alice').getByTestId('chat-marked')).toBeVisible();
  await expect(page.getByTestId('rail-chats-count')).toHaveText('1');
  await lin.close();
  await lin.reopen();
  await expectOnline(lin.page);
  await expect(chatRow(lin.page, 'Alice').getByTestId('chat-marked')).toBeVisible();
  await chatRow(lin.page, 'Alice').click();
  await expect(chatRow(lin.page, 'Alice').getByTestId('chat-marked')).toBeHidden();
  await expect(lin.page.getByTestId('rail-chats-count')).toBeHidden();

  // What is being written is shown where one is not.
  await lin.page.getByTestId('composer-input').fill('还没写完');
  await chatRow(lin.page, '产品评审').click();
  await expect(chatRow(lin.page, 'Alice')).toContainText(words.chatList.draft);
  await expect(chatRow(lin.page, 'Alice')).toContainText('还没写完');

  // Archived with the button of the row: an entry above the list, out of the number, and back with what is news.
  await chatRow(lin.page, 'Alice').hover();
  await lin.page
    .locator('[role="listitem"]')
    .filter({ has: chatRow(lin.page, 'Alice') })
    .getByTestId('chat-more')
    .click();
  await lin.page.getByTestId('chat-menu-archive').click();
  await expect.poll(() => titles(lin.page)).toEqual(['产品评审']);
  await lin.page.getByTestId('chat-archive-open').focus();
  await show(lin.page, 'archive-entry-zh');
  await lin.page.keyboard.press('Enter');
  await expect.poll(() => titles(lin.page)).toEqual(['Alice']);
  await show(lin.page, 'archive-zh');
  await lin.page.keyboard.press('Escape');
  await expect.poll(() => titles(lin.page)).toEqual(['产品评审']);
  await sendText(alice.page, 'Something new');
  await expect.poll(() => titles(lin.page)).toEqual(['Alice', '产品评审']);
  await expect(lin.page.getByTestId('chat-archive-open')).toBeHidden();

  // The same in English, by the details.
  const english = wordsOf('en');
  await alice.page.getByTestId('chat-title-open').click();
  await alice.page.getByTestId('details-mute').click();
  await expect(alice.page.getByTestId('details-mute-menu')).toContainText(
    english.chatList.deed.muteEightHours,
  );
  await alice.page.getByTestId('details-muteAlways').click();
  await expect(alice.page.getByTestId('details-mute')).toContainText(english.chatList.mutedAlways);
  await alice.page.getByTestId('details-pin').check({ force: true });
  await expect(chatRow(alice.page, '林小满').getByTestId('chat-pinned')).toBeVisible();
  await show(alice.page, 'details-en');
});

test('a chat is found with Ctrl+K by how its name is read, and a deleted one is gone until something is said in it', async ({
  twoFriends,
}) => {
  const [lin, alice] = await twoFriends({}, { language: 'en' });
  const words = wordsOf('zh-CN');
  await createRoom(lin.page, '产品评审');
  await sendText(lin.page, '评审改到三点了。');
  await expectDelivered(lin.page, '评审改到三点了。');
  await sendText(alice.page, 'The old password is swordfish');
  await lin.page.getByTestId('rail-chats').click();
  await expect(chatRow(lin.page, 'Alice').getByTestId('chat-unread')).toHaveText('1');

  // From a message, with keys alone: the last chat first, and the caret in its field.
  const { page } = lin;
  await messageSaying(page, '评审改到三点了。').focus();
  await page.keyboard.press('Control+k');
  await expect(page.getByTestId('quick-switch-field')).toBeFocused();
  await expect(page.getByTestId('quick-switch-place')).toHaveCount(1);
  await show(page, 'quick-switch-zh');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('chat-title')).toHaveText('Alice');
  await expect(page.getByTestId('composer-input')).toBeFocused();
  await page.keyboard.press('Control+k');
  await page.keyboard.insertText('cpps');
  await expect(page.getByTestId('quick-switch-place')).toContainText('产品评审');
  await page.keyboard.press('Control+k');
  await expect(page.getByTestId('quick-switch')).toBeHidden();
  await expect(page.getByTestId('composer-input')).toBeFocused();
  await page.keyboard.press('Control+k');
  await page.keyboard.insertText('chanpin');
  await expect(page.getByTestId('quick-switch-place')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('chat-title')).toHaveText('产品评审');
  await expect(page.getByTestId('composer-input')).toBeFocused();
  await alice.page.keyboard.press('Control+k');
  await show(alice.page, 'quick-switch-en');
  await alice.page.keyboard.press('Escape');

  // Deleted: asked first, and the other one keeps theirs.
  await chooseByKeys(page, 'Alice', 'delete');
  await expect(page.getByTestId('chat-delete-words')).toContainText(words.chatList.delete.otherKeeps);
  await expect(page.getByTestId('chat-delete-cancel')).toBeFocused();
  await show(page, 'delete-zh');
  await page.getByTestId('chat-delete-confirm').click();
  await expect.poll(() => titles(page)).toEqual(['产品评审']);
  await lin.close();
  await lin.reopen();
  await expectOnline(lin.page);
  await lin.page.getByTestId('chat-search').fill('swordfish');
  await expect(lin.page.getByTestId('chat-list-empty')).toBeVisible();
  await lin.page.getByTestId('chat-search').fill('');
  await expect.poll(() => titles(lin.page)).toEqual(['产品评审']);
  await expect(messageSaying(alice.page, 'The old password is swordfish')).toBeVisible();

  // What is new comes alone.
  await sendText(alice.page, 'Are you still there?');
  await expect.poll(() => titles(lin.page)).toEqual(['Alice', '产品评审']);
  await chatRow(lin.page, 'Alice').click();
  await expect(messageSaying(lin.page, 'Are you still there?')).toBeVisible();
  await expect(lin.page.getByTestId('message')).toHaveCount(1);
  await show(lin.page, 'anew-zh');
});
