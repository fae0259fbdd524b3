import { expect, type Page } from '@playwright/test';
import type { MessengerBridge } from '../../preload/contract/api';
import { expectDelivered, messageSaying, revokeByMenu, sendBurn, sendText } from './support/chat';
import { expectOnline, type Person } from './support/person';
import { test } from './support/story';

async function search(page: Page, text: string): Promise<void> {
  await page.getByTestId('chat-search').fill(text);
}

const hits = (page: Page) => page.getByTestId('search-hit');

test('one Chinese character finds a message; what was revoked or burns is never found', async ({
  twoFriends,
}) => {
  const [a, b] = await twoFriends();
  const kept = '会议室的钥匙在前台';
  const gone = '备用钥匙在花盆下面';
  for (const text of [kept, gone]) await sendText(a.page, text);
  await sendBurn(a.page, '钥匙的密码是四七一一', 300);
  await sendText(a.page, 'the Keyboard arrives tomorrow');
  await expectDelivered(b.page, 'the Keyboard arrives tomorrow');
  await expect(b.page.getByTestId('burn-concealed')).toBeVisible();

  for (const { page } of [a, b]) {
    await search(page, '钥');
    await expect(hits(page)).toHaveCount(2);
    await expect(hits(page).locator('mark')).toHaveText(['钥', '钥']);
    await search(page, 'keyb');
    await expect(hits(page)).toHaveCount(1);
    await expect(hits(page)).toContainText('the Keyboard arrives tomorrow');
    await search(page, '钥匙');
    await expect(hits(page)).toHaveCount(2);
  }

  // Kept to what leads out, and to a person.
  await sendText(b.page, '钥匙见 https://example.com/keys');
  await expect(messageSaying(a.page, '钥匙见 https://example.com/keys')).toBeVisible();
  await search(a.page, '');
  await search(a.page, '钥匙');
  await expect(hits(a.page)).toHaveCount(3);
  await a.page.getByTestId('search-kind').selectOption('link');
  await expect(hits(a.page)).toHaveCount(1);
  await a.page.getByTestId('search-kind').selectOption('any');
  await a.page.getByTestId('search-author').selectOption({ label: '你' });
  await expect(hits(a.page)).toHaveCount(2);
  await search(a.page, '');
  // By a filter alone, with the keyboard.
  await a.page.getByTestId('chat-search').press('Tab');
  await a.page.keyboard.press('Enter');
  await expect(a.page.getByTestId('search-nothing')).toHaveText('选择类型、发送人或时间，或者输入文字。');
  await expect(a.page.getByTestId('search-kind')).toBeFocused();
  await a.page.getByTestId('search-kind').selectOption('link');
  await expect(hits(a.page)).toContainText('example.com/keys');
  await a.page.getByTestId('search-kind').selectOption('any');
  await a.page.getByTestId('search-author').selectOption({ index: 2 });
  await expect(hits(a.page)).toHaveCount(1);
  await a.page.getByTestId('search-author').press('Escape');
  await expect(hits(a.page)).toHaveCount(0);
  await expect(a.page.getByTestId('chat-search')).toBeFocused();
  await search(a.page, '。');
  await expect(a.page.getByTestId('search-nothing')).toHaveText('逗号、句号这类标点不能单独搜索。');
  await revokeByMenu(b.page, '钥匙见 https://example.com/keys');
  await search(a.page, '钥匙');
  for (const { page } of [a, b]) await expect(hits(page)).toHaveCount(2);

  // It is on the screen of the other one when it is taken back.
  await revokeByMenu(a.page, gone);
  for (const { page } of [a, b]) {
    await expect(hits(page)).toHaveCount(1);
    await expect(hits(page)).toContainText(kept);
    expect(await page.content()).not.toContain(gone);
    await search(page, '花盆');
    await expect(page.getByTestId('chat-list-empty')).toBeVisible();
    await search(page, '四七一一');
    await expect(page.getByTestId('chat-list-empty')).toBeVisible();
    await page.getByTestId('chat-list-empty-action').click();
    await expect(page.getByTestId('chat-row')).toHaveCount(1);
  }
});

/** Sends many messages as the window would, without typing them; waits until the server has them all. */
async function sendMany({ page }: Person, texts: readonly string[]): Promise<void> {
  const conversationId = await page.getByTestId('chat-row').getAttribute('data-conversation-id');
  await page.evaluate(
    async ({ chat, lines }) => {
      // What the preload script puts there; the test runs in the window.
      const messenger = Reflect.get(globalThis, 'messenger') as MessengerBridge;
      const { currentAccountId } = await messenger.call('app.snapshot', null);
      for (const text of lines) {
        await messenger.callAccount(currentAccountId ?? '', 'messages.send', {
          conversationId: chat,
          text,
          burnSeconds: null,
          replyToId: null,
          mentions: [],
        });
      }
    },
    { chat: conversationId ?? '', lines: texts },
  );
  await expectDelivered(page, texts.at(-1) ?? '');
}

test('a click goes to a message far back, also with the keyboard alone and after a restart', async ({
  twoFriends,
}) => {
  const [a] = await twoFriends();
  const wanted = '合同的最终版本在共享盘第三个文件夹';
  await sendText(a.page, wanted);
  await expectDelivered(a.page, wanted);
  await sendMany(
    a,
    Array.from({ length: 180 }, (_, index) => `后来的第 ${index + 1} 条`),
  );
  await a.close();
  await a.reopen();
  await expectOnline(a.page);
  await expect(messageSaying(a.page, '后来的第 180 条')).toBeVisible();
  await expect(messageSaying(a.page, wanted)).toHaveCount(0);

  await a.page.getByTestId('chat-search').focus();
  await a.page.keyboard.type('final');
  await expect(a.page.getByTestId('chat-list-empty')).toBeVisible();
  await search(a.page, '最终版本');
  await expect(hits(a.page)).toHaveCount(1);
  await a.page.getByTestId('chat-search').press('ArrowDown');
  await expect(hits(a.page)).toBeFocused();
  await a.page.keyboard.press('Enter');
  await expect(messageSaying(a.page, wanted)).toBeInViewport();
  await expect(messageSaying(a.page, wanted)).toBeFocused();
  await expect(a.page.getByTestId('jump-to-newest')).toBeVisible();

  // The way back, and to a place in between.
  await a.page.getByTestId('jump-to-newest').click();
  await expect(messageSaying(a.page, '后来的第 180 条')).toBeInViewport();
  await search(a.page, '第 90 条');
  await expect(hits(a.page)).toContainText('后来的第 90 条');
  await hits(a.page).click();
  await expect(messageSaying(a.page, '后来的第 90 条')).toBeInViewport();

  // Of many hits only those in view are there, and the keys reach the others.
  await search(a.page, '后来');
  await expect(hits(a.page).first()).toContainText('后来的第 180 条');
  await a.page.getByTestId('chat-search').press('ArrowDown');
  await expect(hits(a.page).first()).toBeFocused();
  await a.page.keyboard.press('End');
  await expect(a.page.locator('[data-testid="search-hit"]:focus')).toContainText('后来的第 131 条');
  expect(await hits(a.page).count()).toBeLessThan(50);
  await a.page.keyboard.press('Home');
  await expect(a.page.locator('[data-testid="search-hit"]:focus')).toContainText('后来的第 180 条');
});
