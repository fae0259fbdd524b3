import { expect } from '@playwright/test';
import { crowdRoom } from '../support/crowded-room';
import { createRoom } from './support/rooms';
import { test } from './support/story';

const names = Array.from({ length: 5_000 }, (_, index) => `职员${index}`);
/** What a window of 640 px shows, several times over. */
const mostRows = 60;

test('the members of a room of 5,000 are a window of rows, and are found by name and by its pinyin', async ({
  arrive,
  server,
}) => {
  const { page } = await arrive({ name: '林小满', args: ['--window', '1200x640'] });
  const room = await createRoom(page, '全员大群');
  crowdRoom(server, { room, names });

  await page.getByTestId('details-open').click();
  const list = page.getByTestId('member-list');
  const rows = page.getByTestId('member');
  await expect(page.getByTestId('chat-detail')).toContainText('5,001');
  await expect(rows.first()).toContainText('林小满');
  expect(await rows.count()).toBeLessThan(mostRows);

  // Names of thousands take a while, and until then a search may find nobody.
  await expect(page.getByTestId('members-unnamed')).toContainText(/\d/u);

  // Names come in pages, those in view first; whoever has one can be found by it.
  await expect(rows.nth(1)).toContainText(/职员\d+/u);
  const name = (await rows.nth(1).getAttribute('aria-label')) ?? '';
  const search = page.getByTestId('member-search');
  for (const text of [name, name.replace('职员', 'zhiyuan'), name.replace('职员', 'zy')]) {
    await search.fill(text);
    await expect(rows.filter({ hasText: name }).first()).toBeVisible();
    await expect(rows.filter({ hasNotText: name })).toHaveCount(0);
  }
  await search.fill('没有这个人');
  await expect(page.getByTestId('members-nobody')).toBeVisible();
  await search.fill('');
  await expect(rows.first()).toContainText('林小满');

  // Down to the last of them, and back.
  await list.hover();
  await page.mouse.wheel(0, names.length * 60);
  await expect(rows.last()).toHaveAttribute('data-role', 'member');
  await expect(page.getByRole('listitem').last()).toHaveAttribute('aria-posinset', '5001');
  expect(await rows.count()).toBeLessThan(mostRows);
  await page.mouse.wheel(0, -names.length * 60);
  await expect(rows.first()).toContainText('林小满');
});
