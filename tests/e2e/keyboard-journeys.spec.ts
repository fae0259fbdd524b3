import { expect } from '@playwright/test';
import { locales } from '../../preload/contract/views';
import { expectDelivered } from './support/chat';
import { focused, pressByKey, tabTo, typeInto } from './support/keys';
import { expectOnline, password } from './support/person';
import { newPeer } from './support/screens';
import { test } from './support/story';
import { wordsOf } from './support/words';

for (const locale of locales) {
  test(`every journey needs nothing but keys, in ${locale}`, async ({ open, server }) => {
    const words = wordsOf(locale);
    const [friend, stranger] = [await newPeer(server, '陈亦安'), await newPeer(server, '何静')];
    const { page } = await open({ language: locale });
    let own = '';

    await test.step('sign up', async () => {
      await tabTo(page, 'sign-in-mode-sign-in');
      await page.keyboard.press('ArrowRight');
      await expect(page.getByTestId('sign-in-mode-sign-up')).toBeChecked();
      await typeInto(page, 'sign-in-server', server.url);
      await typeInto(page, 'sign-in-name', '林小满');
      await typeInto(page, 'sign-in-password', password);
      await page.keyboard.press('Enter');
      await expectOnline(page);
    });
    await test.step('add somebody', async () => {
      await pressByKey(page, 'rail-contacts');
      await pressByKey(page, 'contact-add-open');
      await expect(page.getByTestId('contact-add-node')).toBeFocused();
      await page.keyboard.type(stranger.node);
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('contact-outgoing')).toBeVisible();
      await expect(page.getByRole('dialog')).toHaveCount(0);
    });
    await test.step('accept somebody and open the chat', async () => {
      own = (await page.getByTestId('own-id').first().getAttribute('data-value')) ?? '';
      friend.befriend(own);
      await expect(page.getByTestId('contact-request')).toBeVisible();
      await pressByKey(page, 'contact-accept');
      await expect(page.getByTestId('contact-request')).toBeHidden();
      await tabTo(page, 'contact-row');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('chat-title')).toBeVisible();
    });
    await test.step('write, and revoke', async () => {
      await typeInto(page, 'composer-input', '第一条');
      await page.keyboard.press('Enter');
      await expectDelivered(page, '第一条');
      await page.keyboard.press('Control+Shift+Backspace');
      await expect(page.getByTestId('tombstone')).toHaveText(words.revoke.byMe);
    });
    await test.step('send a burn message, and open one', async () => {
      await pressByKey(page, 'composer-burn', 'Space');
      await expect(page.getByTestId('composer')).toHaveAttribute('data-burn', 'true');
      await tabTo(page, 'composer-input', 'Shift+Tab');
      await page.keyboard.type('会焚毁');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('burn-own-state')).toBeVisible();
      await friend.say(own, '打开看', 300);
      await tabTo(page, 'burn-concealed', 'Shift+Tab');
      await page.keyboard.press('Space');
      await expect(page.getByTestId('burn-now')).toBeVisible();
      await tabTo(page, 'burn-now');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('burned')).toHaveText(words.burn.burned);
    });
    await test.step('create a room', async () => {
      await pressByKey(page, 'rail-rooms');
      await pressByKey(page, 'rooms-createRoom');
      await page.keyboard.type('产品评审');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('chat-title')).toHaveText('产品评审');
    });
    await test.step('search', async () => {
      await pressByKey(page, 'rail-chats');
      await typeInto(page, 'chat-search', '产品');
      await expect(page.getByTestId('chat-row')).toHaveCount(1);
      await page.keyboard.press('Escape');
      await expect(page.getByTestId('chat-row')).toHaveCount(2);
    });
    await test.step('settings, and sign out', async () => {
      await pressByKey(page, 'rail-settings');
      await expect(page.getByTestId('settings-dialog')).toBeVisible();
      await expect(page.getByTestId('settings-page-general')).toBeFocused();
      await expect
        .poll(async () => {
          await page.keyboard.press('ArrowDown');
          return (await focused(page)).testId;
        })
        .toBe('settings-page-account');
      await expect(page.getByTestId('settings-content-account')).toBeVisible();
      await pressByKey(page, 'settings-sign-out');
      await expect(page.getByTestId('sign-out-keep')).toBeFocused();
      await pressByKey(page, 'sign-out-confirm');
      await expect(page.getByTestId('known-account')).toBeVisible();
      await pressByKey(page, 'known-account');
      await expectOnline(page);
      expect((await focused(page)).testId).not.toBe('known-account');
    });
  });
}
