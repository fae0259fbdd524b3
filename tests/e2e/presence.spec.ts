import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { chatRow, sendText } from './support/chat';
import { pressByKey, typeInto } from './support/keys';
import { leftoversOf } from './support/leftovers';
import { expectOnline, fillSignIn, password } from './support/person';
import { openSettings } from './support/settings';
import { test } from './support/story';

const presenceIn = (page: Page, name: string) => chatRow(page, name).getByTestId('presence');

test('friends see each other come, choose, write and go', async ({ twoFriends }) => {
  const [a, b] = await twoFriends();
  const { page } = a;
  await test.step('come', async () => {
    await expect(presenceIn(page, b.name)).toHaveAttribute('data-presence', 'online');
    await expect(presenceIn(b.page, a.name)).toHaveAccessibleName('在线');
    await expect(page.getByTestId('chat-detail')).toHaveText('在线');
  });
  await test.step('choose, by keyboard only', async () => {
    await b.page.getByTestId('rail-me').focus();
    await b.page.keyboard.press('Enter');
    await expect(b.page.getByTestId('account-card')).toBeFocused();
    await typeInto(b.page, 'presence-note', '在火车上');
    await b.page.keyboard.press('Shift+Tab');
    for (let presses = 0; presses < 2; presses += 1) await b.page.keyboard.press('Shift+Tab');
    await expect(b.page.getByTestId('presence-busy')).toBeFocused();
    await b.page.keyboard.press('Enter');
    await b.page.keyboard.press('Escape');
    await expect(page.getByTestId('chat-detail')).toContainText('忙碌');
    await expect(page.getByTestId('chat-detail')).toContainText('在火车上');
    await expect(b.page.getByTestId('rail-me')).toHaveAttribute('data-presence', 'busy');
  });
  await test.step('write', async () => {
    await b.page.getByTestId('composer-input').pressSequentially('我看到了');
    await expect(page.getByTestId('chat-detail')).toHaveText('正在输入…');
    await sendText(b.page, '我看到了');
    await expect(page.getByTestId('chat-detail')).toContainText('忙碌');
  });
  await test.step('go', async () => {
    await b.leave();
    await expect(presenceIn(page, b.name)).toHaveCount(0);
    await expect(page.getByTestId('chat-detail')).toHaveText('刚刚在线');
  });
});

test('the password is changed and the next start signs in with it; a sign-out that wipes leaves nothing', async ({
  twoFriends,
  server,
}) => {
  const [a, b] = await twoFriends();
  const fresh = 'a staple, 12';
  await sendText(a.page, '这一句不能留在电脑上');
  await openSettings(a.page, 'account');
  await pressByKey(a.page, 'settings-password');
  await expect(a.page.getByTestId('password-current')).toBeFocused();
  await a.page.keyboard.type(password);
  await typeInto(a.page, 'password-new', fresh);
  await typeInto(a.page, 'password-again', fresh);
  await a.page.keyboard.press('Enter');
  await expect(a.page.getByTestId('password-dialog')).toBeHidden();
  await a.close();
  await a.reopen();
  await expectOnline(a.page);

  await openSettings(a.page, 'account');
  await pressByKey(a.page, 'settings-sign-out');
  await expect(a.page.getByTestId('sign-out-keep')).toBeFocused();
  await a.page.keyboard.press('ArrowDown');
  await pressByKey(a.page, 'sign-out-confirm');
  await expect(a.page.getByTestId('sign-in-screen')).toBeVisible();
  await expect(a.page.getByTestId('known-account')).toHaveCount(0);
  for (const word of [a.name, b.name, '这一句不能留在电脑上', a.node, b.node, password, fresh]) {
    expect(leftoversOf(word, join(a.profileDirectory, 'messenger'))).toEqual([]);
  }
  expect(existsSync(join(a.profileDirectory, 'window.json'))).toBe(true);

  await fillSignIn(a.page, { server: server.url, name: a.name, password: fresh });
  await a.page.getByTestId('sign-in-submit').click();
  await expectOnline(a.page);
});
