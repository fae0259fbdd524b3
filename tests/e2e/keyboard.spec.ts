import { expect } from '@playwright/test';
import { expectDelivered, sendText } from './support/chat';
import { focused, tabTo } from './support/keys';
import { expectOnline, password } from './support/person';
import { createRoom } from './support/rooms';
import { test } from './support/story';

test('signing in, finding a chat, writing and revoking need no pointer', async ({
  open,
  server,
  twoFriends,
}) => {
  const [lin, alice] = await twoFriends();
  await sendText(alice.page, '在吗？');
  await expectDelivered(lin.page, '在吗？');
  await createRoom(lin.page, '产品评审');
  await lin.close();

  const { page } = await open();
  await tabTo(page, 'sign-in-server');
  await page.keyboard.type(server.url);
  await tabTo(page, 'sign-in-name');
  await page.keyboard.type('林小满');
  await tabTo(page, 'sign-in-password');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expectOnline(page);

  await test.step('find the chat', async () => {
    await expect(page.getByTestId('chat-row')).toHaveCount(2);
    await tabTo(page, 'chat-row');
    if ((await focused(page)).node !== alice.node) await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(page)).toEqual({ testId: 'chat-row', node: alice.node });
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('chat-title')).toHaveText('Alice');
  });
  await test.step('write and send', async () => {
    await tabTo(page, 'composer-input');
    for (const text of ['键盘第一条', '键盘第二条']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.type('第二行');
      await page.keyboard.press('Enter');
      await expectDelivered(alice.page, `${text}\n第二行`);
      await expectDelivered(page, `${text}\n第二行`);
    }
  });
  await test.step('revoke with the menu of a message', async () => {
    await tabTo(page, 'message', 'Shift+Tab');
    await page.keyboard.press('ArrowUp');
    await expect(page.getByTestId('message').nth(-2)).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByTestId('message').last()).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('message-menu').getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('message').last()).toBeFocused();
    await page.keyboard.press('ContextMenu');
    await expect(page.getByTestId('message-menu').getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('message-menu')).toBeHidden();
    await expect(page.getByTestId('message').last()).toBeFocused();

    await page.keyboard.press('Shift+F10');
    await expect(page.getByTestId('message-menu')).toBeVisible();
    await expect
      .poll(async () => {
        await page.keyboard.press('ArrowDown');
        return (await focused(page)).testId;
      })
      .toBe('menu-revoke');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('tombstone')).toHaveText('你撤回了一条消息');
    await expect(alice.page.getByTestId('tombstone')).toHaveText('对方撤回了一条消息');
  });
  await test.step('revoke what is left with the shortcut', async () => {
    await tabTo(page, 'composer-input');
    await page.keyboard.press('Control+Shift+Backspace');
    await expect(alice.page.getByTestId('tombstone')).toHaveCount(2);
    await page.keyboard.press('Control+Shift+Backspace');
    await expect(page.getByTestId('toast')).toHaveText('没有可以撤回的消息。');
  });
});
