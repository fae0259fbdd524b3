import { expect, type Page } from '@playwright/test';
import { messageSaying, sendText } from './support/chat';
import { closeSettings, openSettings } from './support/settings';
import { test } from './support/story';

const signOf = (page: Page, text: string) => messageSaying(page, text).getByTestId('delivery');

async function share(page: Page): Promise<void> {
  await openSettings(page, 'privacy');
  const receipts = page.getByTestId('settings-receipts');
  await expect(receipts).not.toBeChecked();
  await receipts.press('Space');
  await expect(receipts).toBeChecked();
  await closeSettings(page);
}

test('receipts are off at first; once both share them, a message says that it arrived and was read, in words too', async ({
  twoFriends,
}) => {
  const [a, b] = await twoFriends();
  await sendText(a.page, '谁也没有打开回执');
  await expect(signOf(a.page, '谁也没有打开回执')).toHaveAttribute('data-state', 'sent');
  await share(a.page);
  await share(b.page);
  await b.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
  await b.page.mouse.move(700, 300);
  await b.page.mouse.move(720, 320);
  await sendText(a.page, '看到了吗？');
  await expect(signOf(a.page, '看到了吗？')).toHaveAttribute('data-state', 'read', { timeout: 30_000 });
  await expect(signOf(a.page, '看到了吗？')).toHaveText('已读');
  await expect(messageSaying(a.page, '看到了吗？')).toHaveAttribute('aria-label', /已读/u);
  await messageSaying(a.page, '看到了吗？').focus();
  await a.page.keyboard.press('Shift+F10');
  await expect(a.page.getByTestId('menu-sent-state')).toHaveText('已读');
  const folder = process.env['DEED_PICTURES'];
  if (folder !== undefined) await a.page.screenshot({ path: `${folder}/receipts.png` });
});
