import { expect, type Page } from '@playwright/test';
import { expectDelivered, messageSaying, sendText } from './support/chat';
import { fillSignIn, password } from './support/person';
import { createRoom } from './support/rooms';
import { closeSettings, openSettings, settingsPageNames } from './support/settings';
import { test } from './support/story';
import { wordsOf } from './support/words';

const words = wordsOf('zh-CN');

test('the sign-in begins in its first empty field, marks everything that is missing, and asks once for a risk', async ({
  open,
}) => {
  const { page } = await open({ args: ['--window', '900x600'] });
  await expect(page.getByTestId('sign-in-server')).toBeFocused();
  await page.getByTestId('sign-in-submit').click();
  await expect(page.getByTestId('form-error')).toHaveCount(3);
  await expect(page.getByTestId('sign-in-server')).toBeFocused();
  await page.keyboard.type('ws://im.example.com:5080');
  await page.getByTestId('sign-in-submit').click();
  await expect(page.getByTestId('sign-in-name')).toBeFocused();

  await fillSignIn(page, { server: 'ws://im.example.com:5080', name: '林小满', password });
  await expect(page.getByTestId('sign-in-submit')).toHaveText(words.signIn.submitSignIn);
  await page.getByTestId('sign-in-submit').click();
  await expect(page.getByTestId('sign-in-allow-insecure')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByTestId('sign-in-submit')).toHaveText(words.signIn.submitInsecure);
  // What leads past the form stands below it.
  const card = await page.getByTestId('sign-in-submit').boundingBox();
  const aside = await page.getByTestId('try-here').boundingBox();
  expect((aside?.y ?? 0) - (card?.y ?? 0)).toBeGreaterThan(card?.height ?? 0);
});

test('the settings are nine pages of one size, and a switch that is off is an outline', async ({
  arrive,
}) => {
  const { page } = await arrive({ name: '林小满', args: ['--window', '1440x900'] });
  await openSettings(page, 'general');
  expect(settingsPageNames).toHaveLength(9);
  for (const name of settingsPageNames) {
    await page.getByTestId(`settings-page-${name}`).click();
    await expect(page.getByTestId(`settings-content-${name}`)).toBeVisible();
    expect(await page.getByTestId('settings-dialog').boundingBox()).toMatchObject({
      width: 760,
      height: 560,
    });
  }
  await closeSettings(page);
  await openSettings(page, 'revokeAndBurn');
  const ground = () =>
    page.getByTestId('settings-burn-on-leave').evaluate((input) => {
      const track = [...(input.parentElement?.children ?? [])].find((part) => part !== input);
      return track === undefined ? null : getComputedStyle(track).backgroundColor;
    });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const off = await ground();
  await page.getByTestId('settings-burn-on-leave').focus();
  await page.keyboard.press('Space');
  await expect(page.getByTestId('settings-burn-on-leave')).toBeChecked();
  await expect.poll(ground).not.toBe(off);
});

/** Tooltips, whichever there are. */
const tooltips = (page: Page) => page.getByRole('tooltip');

test('a tooltip comes with the pointer and the keyboard and not after a click, and a jump ends in a ring that fades', async ({
  arrive,
}) => {
  const { page } = await arrive({ name: '林小满' });
  await createRoom(page, '产品评审');
  await sendText(page, '评审改到三点了');
  for (let number = 1; number <= 25; number += 1) await sendText(page, `第 ${number} 条`);
  await expectDelivered(page, '第 25 条');

  await page.getByTestId('rail-rooms').hover();
  await expect(tooltips(page)).toHaveText(words.rail.rooms);
  await page.getByTestId('rail-chats').click();
  await page.mouse.move(720, 300);
  await expect(tooltips(page)).toHaveCount(0);
  await expect(page.getByTestId('rail-chats')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(tooltips(page)).toHaveCount(1);

  await page.getByTestId('chat-search').fill('改到三点');
  await page.getByTestId('search-hit').click();
  const found = messageSaying(page, '评审改到三点了');
  await expect(found).toBeInViewport();
  const ringed = page.locator('.highlighted').filter({ has: found });
  await expect(ringed).toHaveCount(1);
  await expect(ringed).toHaveCount(0);
  await expect(page.getByTestId('search-hit')).toHaveAttribute('aria-current', 'true');
});
