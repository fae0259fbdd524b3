import { expect, type Page } from '@playwright/test';
import { expectDelivered, sendText, timelineTexts } from './support/chat';
import { expectOnline, password } from './support/person';
import { createRoom } from './support/rooms';
import { test } from './support/story';

/** Presses Tab until a control has the focus. */
async function tabTo(page: Page, testId: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press(key);
    if ((await focused(page)).testId === testId) return;
  }
  throw new Error(`the Tab key does not reach ${testId}`);
}

/** What has the focus. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    return { testId: element?.dataset['testid'] ?? null, node: element?.dataset['node'] ?? null };
  });

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
    await page.keyboard.press('ContextMenu');
    await expect(page.getByTestId('message-menu')).toBeVisible();
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
    await expect(alice.page.getByTestId('tombstone')).toHaveText('林小满 撤回了一条消息');
  });
  await test.step('revoke what is left with the shortcut', async () => {
    await tabTo(page, 'composer-input');
    await page.keyboard.press('Control+Shift+Backspace');
    await expect(alice.page.getByTestId('tombstone')).toHaveCount(2);
    await page.keyboard.press('Control+Shift+Backspace');
    await expect(page.getByTestId('toast')).toHaveText('没有可以撤回的消息。');
  });
});

test('an Enter that belongs to an input method sends nothing', async ({ twoFriends }) => {
  const [a, b] = await twoFriends();
  const input = a.page.getByTestId('composer-input');
  await input.fill('ni');
  const refused = await input.evaluate((element) => {
    const enter = (init: object): void => {
      element.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }),
      );
    };
    enter({ isComposing: true });
    enter({ keyCode: 229 });
    element.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    enter({ keyCode: 13 });
    element.dispatchEvent(new CompositionEvent('compositionend', { data: '你', bubbles: true }));
    // Some input methods end the composition just before the key that ended it arrives.
    enter({ keyCode: 13 });
    return element.ownerDocument.querySelectorAll('[data-testid="message"]').length;
  });
  expect(refused).toBe(0);
  await expect(input).toHaveValue('ni');

  await test.step('a composition of the browser itself', async () => {
    await input.fill('');
    const browser = await a.page.context().newCDPSession(a.page);
    const composition = { text: 'ni hao', selectionStart: 6, selectionEnd: 6 };
    await browser.send('Input.imeSetComposition', composition);
    const taken = { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 } as const;
    await browser.send('Input.dispatchKeyEvent', taken);
    await browser.send('Input.insertText', { text: '你好' });
    await browser.send('Input.dispatchKeyEvent', { ...taken, type: 'keyUp' });
    await expect(input).toHaveValue('你好');
  });
  // The guard after a composition is short: an Enter that is meant to send does.
  await expect
    .poll(async () => {
      await input.press('Enter');
      return input.inputValue();
    })
    .toBe('');
  await expectDelivered(b.page, '你好');
  expect(await timelineTexts(b.page)).toEqual(['你好']);
});
