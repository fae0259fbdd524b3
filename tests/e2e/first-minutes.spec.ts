import { expect, type Page } from '@playwright/test';
import { messageSaying, sendText } from './support/chat';
import { axeBreaches, hitAreaBreaches, paintIn } from './support/inspection';
import { focused, tabTo } from './support/keys';
import { password } from './support/person';
import { test } from './support/story';
import { wordsOf } from './support/words';

const trialSteps = (page: Page) =>
  page
    .locator('[data-testid^="trial-"][data-done]')
    .evaluateAll((steps) => steps.map((step) => step.getAttribute('data-done') === 'true'));
/** What keeps anybody from using what is on the screen. */
async function breaches(page: Page): Promise<readonly string[]> {
  // What appears is judged when it is there.
  await paintIn(page, 'light');
  return [...(await axeBreaches(page)), ...(await hitAreaBreaches(page))];
}
/** The cast speaks and burns within seconds. */
const cast = { timeout: 20_000 };

/** Begins to try, and waits for what the first screen shows. */
async function beginToTry(page: Page, name: string): Promise<void> {
  await page.getByTestId('try-here').click();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('trial-strip')).toBeVisible(cast);
}

test('a newcomer revokes, opens and sends a burn message and learns how to invite, by keys alone', async ({
  open,
}) => {
  const { page } = await open();
  await tabTo(page, 'try-here');
  await page.keyboard.press('Enter');
  await page.keyboard.type('林小满');
  await page.keyboard.press('Enter');

  await test.step('the first screen has a message, a burn message and a revoked one', async () => {
    await expect(page.getByTestId('chat-title')).toHaveText('周一帆', cast);
    await expect(page.getByTestId('burn-concealed')).toBeVisible(cast);
    await expect(page.getByTestId('tombstone')).toBeVisible(cast);
    expect(await trialSteps(page)).toEqual([false, false, false]);
  });
  await test.step('send one and revoke it', async () => {
    await tabTo(page, 'composer-input');
    await page.keyboard.type('发错了');
    await page.keyboard.press('Enter');
    await expect(messageSaying(page, '发错了')).toHaveAttribute('data-delivery', 'sent');
    await page.keyboard.press('Control+Shift+Backspace');
    await expect.poll(() => trialSteps(page)).toEqual([true, false, false]);
    await expect(page.getByTestId('message').filter({ hasText: '接下来' })).toBeVisible(cast);
  });
  await test.step('open a burn message', async () => {
    await tabTo(page, 'message', 'Shift+Tab');
    await expect
      .poll(async () => {
        await page.keyboard.press('ArrowUp');
        return page.evaluate(
          () => (document.activeElement?.querySelector('[data-testid="burn-concealed"]') ?? null) !== null,
        );
      })
      .toBe(true);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('trial-burn')).toContainText(wordsOf('zh-CN').trial.burnSend);
    expect(await trialSteps(page)).toEqual([true, false, false]);
  });
  await test.step('send one, and see it opened and burned', async () => {
    await tabTo(page, 'composer-input');
    await tabTo(page, 'composer-burn');
    await page.keyboard.press('Enter');
    await tabTo(page, 'composer-input', 'Shift+Tab');
    await page.keyboard.type('看完就没');
    await page.keyboard.press('Enter');
    await expect.poll(() => trialSteps(page)).toEqual([true, true, false]);
    await expect(page.getByTestId('message').filter({ hasText: '看完了' })).toBeVisible(cast);
    await expect(messageSaying(page, '看完就没')).toHaveCount(0);
  });
  await test.step('learn how to invite', async () => {
    await tabTo(page, 'trial-invite-open', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await focused(page)).testId).toBe('invite-setup');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('server-setup')).toContainText('npm run conformance');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect.poll(() => trialSteps(page)).toEqual([true, true, true]);
  });
});

test('trying in English speaks English, stays closed once closed, and is told by name and not by port', async ({
  open,
}) => {
  const { page } = await open({ language: 'en' });
  await beginToTry(page, 'Newcomer');
  await expect(page.getByTestId('chat-title')).toHaveText('Alice Moreau', cast);
  await expect(page.getByTestId('message').filter({ hasText: 'Hi, I am Alice' })).toBeVisible(cast);
  const key = page.getByTestId('key-in-file');
  if (await key.isVisible()) await page.getByTestId('key-in-file-read').click();
  await expect(key).toBeHidden();
  await page.mouse.move(0, 0);
  expect(await breaches(page)).toEqual([]);
  await page.getByTestId('trial-invite-open').click();
  await expect(page.getByTestId('invite')).toBeVisible();
  expect(await breaches(page)).toEqual([]);
  await page.getByTestId('invite-connect').click();
  await expect(page.getByTestId('sign-in-server')).toBeFocused();
  await page.getByTestId('sign-in-known').click();
  await expect(page.getByTestId('known-account')).toContainText(wordsOf('en').signIn.thisComputer);
  await expect(page.getByTestId('known-account')).not.toContainText('127.0.0.1');
  await page.getByTestId('known-account').click();
  await expect(page.getByTestId('trial-strip')).toBeVisible(cast);
  expect(await trialSteps(page)).toEqual([false, false, true]);
  await sendText(page, 'still here');
  await expect(messageSaying(page, 'still here')).toBeVisible();
  await page.getByTestId('trial-close').click();
  await expect(page.getByTestId('trial-strip')).toBeHidden();
  await page.reload();
  await expect(page.getByTestId('chat-title')).toBeVisible();
  await expect(page.getByTestId('trial-strip')).toBeHidden();
});

test('a second device that is refused waits by itself and signs in, and the first one is told so, with the way back', async ({
  arrive,
  open,
  server,
}) => {
  const { page } = await open();
  await page.getByTestId('sign-in-server').fill(server.url);
  await page.getByTestId('sign-in-name').fill('林小满');
  await page.getByTestId('sign-in-password').fill(password);
  // The server refuses for ten seconds: everything else is ready before they begin.
  const words = wordsOf('zh-CN');
  const first = await arrive({ name: '林小满' });
  await page.getByTestId('sign-in-submit').click();
  await expect(page.getByTestId('sign-in-retrying')).toBeVisible();
  await expect(page.getByTestId('sign-in-retry-cancel')).toBeFocused();
  await expect(page.getByTestId('main-screen')).toBeVisible({ timeout: 30_000 });
  await expect(first.page.getByTestId('banner-sentence')).toHaveText(words.connection.kicked);
  const back = first.page.getByTestId('banner-action');
  await expect(back).toHaveText(words.connection.signInAgain);
  await expect(back).toHaveAttribute('title', words.connection.signInAgainHint);
});
