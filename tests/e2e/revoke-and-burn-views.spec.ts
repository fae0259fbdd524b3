import { expect, type Page } from '@playwright/test';
import {
  chatRow,
  expectDelivered,
  messageSaying,
  revokeByMenu,
  sendBurn,
  sendText,
  timelineTexts,
} from './support/chat';
import { expectOnline, openChatWith, type Person } from './support/person';
import { createRoom } from './support/rooms';
import { openSettings } from './support/settings';
import { test } from './support/story';

const secondsLeft = async (page: Page): Promise<number> =>
  Number(await page.getByTestId('burn-countdown').getAttribute('data-seconds'));

/** Sends a message and takes it back, both with the server's word. */
async function sendAndRevoke(from: Person, to: Person, text: string): Promise<void> {
  await sendText(from.page, text);
  for (const { page } of [from, to]) await expectDelivered(page, text);
  await revokeByMenu(from.page, text);
  for (const { page } of [from, to]) await expect(messageSaying(page, text)).toHaveCount(0);
  await expect(from.page.getByTestId('operation-pending')).toHaveCount(0);
}

test('a revoked text goes back into the composer, below what is written there', async ({ twoFriends }) => {
  const [a, b] = await twoFriends();
  const input = a.page.getByTestId('composer-input');
  await sendAndRevoke(a, b, '第一行写错了\n第二行也是');
  await expect(b.page.getByTestId('tombstone')).toHaveText('对方撤回了一条消息');
  await expect(b.page.getByTestId('reedit')).toHaveCount(0);

  await test.step('into an empty composer, with the pointer', async () => {
    await a.page.getByTestId('reedit').click();
    await expect(input).toHaveValue('第一行写错了\n第二行也是');
    await expect(input).toBeFocused();
  });
  await test.step('under a draft, with the keyboard alone', async () => {
    await input.fill('写了一半的草稿');
    for (let presses = 0; presses < 20; presses += 1) {
      await a.page.keyboard.press('Shift+Tab');
      if (
        await a.page
          .getByTestId('message')
          .last()
          .evaluate((row) => row === document.activeElement)
      )
        break;
    }
    await a.page.keyboard.press('Enter');
    await expect(input).toHaveValue('写了一半的草稿\n第一行写错了\n第二行也是');
    await expect(input).toBeFocused();
  });
  await test.step('and is a new message when it is sent', async () => {
    await input.fill('这次写对了');
    await input.press('Enter');
    await expectDelivered(b.page, '这次写对了');
    expect(await timelineTexts(b.page)).toEqual(['对方撤回了一条消息', '这次写对了']);
  });
});

test('three lines in a row are folded into one, and unfold', async ({ twoFriends }) => {
  const [a, b] = await twoFriends();
  await sendText(b.page, '之前');
  await expectDelivered(a.page, '之前');
  for (const text of ['撤回一', '撤回二']) await sendAndRevoke(a, b, text);
  await expect(b.page.getByTestId('fold')).toHaveCount(0);
  await sendBurn(a.page, '要焚毁的', 60);
  await b.page.getByTestId('burn-concealed').click();
  await b.page.getByTestId('burn-now').click();

  const fold = b.page.getByTestId('fold');
  await expect(b.page.getByTestId('fold-text')).toHaveText('2 条已撤回，1 条已焚毁');
  await expect(b.page.getByTestId('tombstone')).toHaveCount(0);
  // The reader's own doing was folded under the focus: it is on the fold now.
  await expect(fold).toBeFocused();
  await b.page.keyboard.press('Enter');
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  expect(await timelineTexts(b.page)).toEqual(['之前', '对方撤回了一条消息', '对方撤回了一条消息', '已焚毁']);
  await b.page.keyboard.press('ArrowDown');
  await expect(b.page.getByTestId('message').nth(1)).toBeFocused();
  await b.page.keyboard.press('ArrowUp');
  await expect(fold).toBeFocused();
  await b.page.keyboard.press('Space');
  await expect(b.page.getByTestId('tombstone')).toHaveCount(0);

  // What its author can still write anew is never folded.
  await expect(a.page.getByTestId('fold')).toHaveCount(0);
  await expect(a.page.getByTestId('reedit')).toHaveCount(2);
});

test('the author sees unread, opened with the clock, and burned', async ({ twoFriends }) => {
  const [a, b] = await twoFriends();
  const secret = '作者也只能看到它烧完为止';
  await sendBurn(a.page, secret, 5);
  const state = a.page.getByTestId('burn-own-state');
  await expect(state).toHaveText('未读');
  await expect(a.page.getByTestId('burn-countdown')).toHaveCount(0);

  await b.page.getByTestId('burn-concealed').click();
  await expect(state).toHaveText('对方已打开');
  expect(await secondsLeft(a.page)).toBeLessThanOrEqual(5);
  await expect(a.page.getByTestId('burned')).toHaveText('对方已看完，已焚毁');
  await expect(b.page.getByTestId('burned')).toHaveText('已焚毁');
  for (const { page } of [a, b]) expect(await page.content()).not.toContain(secret);
});

test('leaving a chat covers what was opened, and its clock runs on', async ({ twoFriends }) => {
  const [a, b] = await twoFriends();
  const secret = '离开聊天就要盖起来的秘密';
  await createRoom(b.page, '别的聊天');
  await openChatWith(b, a);
  await sendBurn(a.page, secret, 300);
  const card = b.page.getByTestId('burn-concealed');
  await expect(card).toHaveAttribute('data-running', 'false');
  await card.click();
  await expect(messageSaying(b.page, secret)).toBeVisible();

  const expectCovered = async (): Promise<void> => {
    await expect(card).toHaveAttribute('data-running', 'true');
    expect(await b.page.content()).not.toContain(secret);
  };
  /** The clock runs under the cover, and goes on from there. */
  const goOn = async (atMostSeconds: number): Promise<void> => {
    await expect.poll(() => secondsLeft(b.page)).toBeLessThanOrEqual(atMostSeconds);
    await card.click();
    await expect(messageSaying(b.page, secret)).toBeVisible();
    expect(await secondsLeft(b.page)).toBeLessThanOrEqual(atMostSeconds);
  };
  await test.step('for another chat', async () => {
    await chatRow(b.page, '别的聊天').click();
    await expect(b.page.getByTestId('chat-title')).toHaveText('别的聊天');
    expect(await b.page.content()).not.toContain(secret);
    await openChatWith(b, a);
    await expectCovered();
    await goOn(298);
  });
  await test.step('with the page', async () => {
    await b.page.reload();
    await expectOnline(b.page);
    await expectCovered();
    await goOn(296);
  });
});

test('leaving a chat burns what was opened, if the reader wants that', async ({ twoFriends }) => {
  const [a, b] = await twoFriends();
  const [opened, unopened] = ['打开过的秘密', '没有打开过的秘密'];
  await createRoom(b.page, '别的聊天');
  await openSettings(b.page, 'revokeAndBurn');
  const choice = b.page.getByTestId('settings-burn-on-leave');
  await expect(choice).not.toBeChecked();
  await choice.focus();
  await b.page.keyboard.press('Space');
  await expect(choice).toBeChecked();
  await b.page.keyboard.press('Escape');

  await openChatWith(b, a);
  for (const text of [opened, unopened]) await sendBurn(a.page, text, 300);
  await expect(b.page.getByTestId('burn-concealed')).toHaveCount(2);
  await b.page.getByTestId('burn-concealed').first().click();
  await expect(messageSaying(b.page, opened)).toBeVisible();
  await chatRow(b.page, '别的聊天').click();
  await expect(a.page.getByTestId('burned')).toHaveText('对方已看完，已焚毁');
  await expect(a.page.getByTestId('burn-own-state')).toHaveText('未读');
  await openChatWith(b, a);
  await expect(b.page.getByTestId('burned')).toHaveText('已焚毁');
  await expect(b.page.getByTestId('burn-concealed')).toHaveCount(1);
  expect(await b.page.content()).not.toContain(opened);
});
