import { expect, type Page } from '@playwright/test';
import { expectDelivered, messageSaying, sendText } from './support/chat';
import { openChatWith, type Person } from './support/person';
import { createRoom, joinRoom } from './support/rooms';
import { test } from './support/story';

const details = (page: Page) => page.getByTestId('details');

async function resize(person: Person, width: number, height: number): Promise<void> {
  await person.app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
  await expect.poll(() => person.page.evaluate(() => innerWidth)).toBe(width);
}

const widthOf = (page: Page, role: 'main') =>
  page.getByRole(role).evaluate((part) => part.getBoundingClientRect().width);

test('the details of a chat push, cover or replace it, and the keyboard comes back', async ({
  twoFriends,
}) => {
  const [a, b] = await twoFriends();
  const { page } = a;
  await sendText(page, '门禁密码四七一一');
  await expectDelivered(b.page, '门禁密码四七一一');

  await resize(a, 1_440, 900);
  const wide = await widthOf(page, 'main');
  const title = page.getByTestId('chat-title-open');
  await title.focus();
  await page.keyboard.press('Enter');
  await expect(details(page)).toHaveAttribute('data-placement', 'beside');
  await expect(details(page).getByTestId('details-id')).toHaveAttribute('data-value', b.node);
  expect(await widthOf(page, 'main')).toBe(wide - 320);
  await page.keyboard.press('Escape');
  await expect(details(page)).toBeHidden();
  await expect(title).toBeFocused();

  await resize(a, 900, 600);
  await page.keyboard.press('Control+F');
  await expect(details(page)).toHaveAttribute('data-placement', 'over');
  await expect(page.getByTestId('details-search')).toBeFocused();
  await page.keyboard.type('密码');
  await page.getByTestId('search-hit').click();
  await expect(details(page)).toBeHidden();
  await expect(messageSaying(page, '门禁密码四七一一')).toBeInViewport();
  await page.getByTestId('details-open').click();
  await page.getByTestId('timeline').click({ position: { x: 40, y: 40 } });
  await expect(details(page)).toBeHidden();

  await resize(a, 640, 480);
  await page.getByTestId('details-open').click();
  await expect(details(page)).toHaveAttribute('data-placement', 'page');
  await expect(details(page)).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('main')).toHaveAttribute('inert');
  await sendText(b.page, '没人看见');
  await expect(page.getByTestId('message').last()).toContainText('没人看见');
  await page.keyboard.press('Escape');
  await expect(details(page)).toBeHidden();
  await expect(page.getByRole('main')).not.toHaveAttribute('inert');
});

test('a room tells how many people are in it', async ({ twoFriends }) => {
  const [a, b] = await twoFriends();
  const room = await createRoom(a.page, '发布小组');
  await joinRoom(b.page, room);
  await openChatWith(a, b);
  await a.page.getByTestId('chat-row').filter({ hasText: '发布小组' }).click();
  await expect(a.page.getByTestId('chat-detail')).toHaveText('2 位成员');
  await a.page.getByTestId('details-open').click();
  await expect(a.page.getByTestId('member').filter({ hasText: 'Alice' })).toBeVisible();
});
