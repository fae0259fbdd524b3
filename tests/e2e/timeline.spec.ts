import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { messageSaying, revokeByMenu, sendBurn, sendText, sendTexts } from './support/chat';
import type { Person } from './support/person';
import { test } from './support/story';
import { wordsOf } from './support/words';

const fixture = (name: string): string => readFileSync(join(__dirname, '../fixtures/texts', name), 'utf8');

const message = (page: Page) => page.getByTestId('message');
const clipboardOf = ({ app }: Person): Promise<string> =>
  app.evaluate(({ clipboard }) => clipboard.readText());

test('C4, C5, C8: texts that people really send stay in their bubbles, fold, and are told in words', async ({
  twoFriends,
}) => {
  const [a, b] = await twoFriends({}, { language: 'en' });
  const words = wordsOf('zh-CN');
  const { page } = b;
  await test.step('blank ends are cut, and long texts are folded', async () => {
    await sendTexts(a, [fixture('leading-300-newlines-then-text.txt'), fixture('trailing-500-newlines.txt')]);
    await expect(message(page)).toHaveCount(2);
    for (const row of await message(page).all()) expect((await row.boundingBox())?.height).toBeLessThan(200);
    await expect(page.getByTestId('chat-row')).toContainText(
      fixture('trailing-500-newlines.txt').trim().slice(0, 5),
    );
    await sendTexts(a, [fixture('lines-10000.txt')]);
    await expect(message(page)).toHaveCount(3);
    const view = await page.getByTestId('timeline').boundingBox();
    const folded = message(page).last();
    expect((await folded.boundingBox())?.height).toBeLessThan(view?.height ?? 0);
    await expect(folded.getByTestId('show-more')).toHaveText('Show more');
    const heightOf = async (): Promise<number> => (await folded.boundingBox())?.height ?? 0;
    const foldedHeight = await heightOf();
    await folded.getByTestId('show-more').click();
    await expect.poll(heightOf).toBeGreaterThan(5 * foldedHeight);
    await folded.getByTestId('show-less').scrollIntoViewIfNeeded();
    await folded.getByTestId('show-less').press('Enter');
    await expect.poll(heightOf).toBe(foldedHeight);
    await expect(folded).toBeFocused();
    await expect.poll(async () => (await folded.boundingBox())?.y ?? 0).toBeGreaterThanOrEqual(view?.y ?? 0);
  });
  await test.step('marks, giant words and letters from the right leave no bubble', async () => {
    await sendTexts(a, [
      fixture('zalgo.txt'),
      fixture('word-59990.txt'),
      fixture('bidi-override-unclosed.txt'),
    ]);
    await expect(message(page).last()).toContainText('12:30');
    const outside = await page.getByTestId('timeline').evaluate(
      (scroller) =>
        [...scroller.querySelectorAll('[data-testid="message"] .bubble .bubble')].filter((bubble) => {
          const box = bubble.getBoundingClientRect();
          return (
            box.right > scroller.getBoundingClientRect().right ||
            getComputedStyle(bubble).overflowY !== 'clip'
          );
        }).length,
    );
    expect(outside).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });
  await test.step('what cannot be seen is not sent', async () => {
    const input = a.page.getByTestId('composer-input');
    await input.fill('\u3164\u200b\u2800');
    await input.press('Enter');
    await expect(input).toHaveValue('\u3164\u200b\u2800');
    await input.fill('');
  });
  await test.step('a row is told in words, and never what it covers', async () => {
    await sendText(a.page, '午饭去哪里');
    await sendBurn(a.page, '不可泄露的秘密', 300);
    await expect(page.getByTestId('burn-concealed')).toBeVisible();
    const tree = await page.getByTestId('timeline').ariaSnapshot();
    expect(tree).toMatch(/listitem "林小满: 午饭去哪里, \d\d:\d\d"/u);
    expect(tree).toMatch(/listitem "林小满: Burn message, \d\d:\d\d, Unread"/u);
    expect(tree).not.toContain('秘密');
    const own = await a.page.getByTestId('timeline').ariaSnapshot();
    expect(own).toMatch(/listitem "你：午饭去哪里，\d\d:\d\d，已发送"/u);
    expect(words.conversation.you).toBe('你');
    await sendText(b.page, 'at the corner');
    await expect(a.page.getByTestId('message-announcement')).toHaveText('Alice：at the corner');
  });
});

test('what is selected across bubbles is copied without what lies between them, or with names and times', async ({
  twoFriends,
}) => {
  const [a, b] = await twoFriends();
  const { page } = a;
  await sendText(page, '第一条要复制的消息');
  await sendBurn(page, '烧掉的秘密', 300);
  await sendText(page, '收回的秘密');
  await sendText(b.page, '第二条要复制的消息');
  await expect(messageSaying(page, '第二条要复制的消息')).toBeVisible();
  await revokeByMenu(page, '收回的秘密');
  await expect(page.getByTestId('tombstone')).toBeVisible();
  await expect(page.getByTestId('operation-pending')).toHaveCount(0);

  const first = await messageSaying(page, '第一条要复制的消息').getByTestId('message-text').boundingBox();
  const last = await messageSaying(page, '第二条要复制的消息').getByTestId('message-text').boundingBox();
  if (first === null || last === null) throw new Error('not on the screen');
  await page.mouse.move(first.x + 1, first.y + first.height / 2);
  await page.mouse.down();
  await page.mouse.move(last.x + last.width / 2, last.y + last.height / 2, { steps: 8 });
  await page.mouse.move(last.x + last.width - 1, last.y + last.height / 2);
  await page.mouse.up();
  await page.keyboard.press('Control+C');
  // The page hands what was copied to the system, which has it a moment later.
  await expect.poll(() => clipboardOf(a)).toMatch(/^第一条要复制的消息\n第二条要复制的消息?$/u);
  await page.getByTestId('selection-copy-named').click();
  await expect
    .poll(() => clipboardOf(a))
    .toMatch(
      /^你 {2}\d{4}\/\d\d\/\d\d \d\d:\d\d\n第一条要复制的消息\n\nAlice {2}\d{4}\/\d\d\/\d\d \d\d:\d\d\n第二条要复制的消息?$/u,
    );
  expect(await clipboardOf(a)).not.toContain('秘密');
  await page.mouse.click(5, first.y);
});

test('C7: a day is gone to by keys alone, and the way back says how many are new', async ({ twoFriends }) => {
  const [a, b] = await twoFriends();
  const { page } = a;
  await sendTexts(
    b,
    Array.from({ length: 160 }, (_, index) => `第 ${index + 1} 条`),
  );
  await expect(messageSaying(page, '第 160 条')).toBeVisible();
  // All of them are read: what comes later is all that is new.
  await expect(page.getByTestId('chat-unread')).toHaveCount(0);
  const jump = page.getByTestId('jump-to-newest');
  await page.getByTestId('sticky-day').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-testid="day-calendar"] :focus')).toHaveAttribute('aria-current', 'date');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('day-calendar')).toHaveCount(0);
  await expect(messageSaying(page, '第 1 条')).toBeInViewport();
  await expect(messageSaying(page, '第 1 条')).toBeFocused();
  await expect(page.getByTestId('sticky-day')).toHaveText('今天');
  // While the day's own line passes there, the one above it makes room.
  const timeline = await page.getByTestId('timeline').boundingBox();
  await page.mouse.move((timeline?.x ?? 0) + 60, (timeline?.y ?? 0) + 200);
  let meetings = 0;
  for (let step = 0; step < 16; step += 1) {
    await page.mouse.wheel(0, step === 0 ? -100_000 : 8);
    const meeting = () =>
      page.evaluate(() => {
        const [above, own] = ['sticky-day', 'day-divider'].map((name) =>
          document.querySelector(`[data-testid="${name}"]`),
        );
        const [one, other] = [above?.getBoundingClientRect(), own?.getBoundingClientRect()];
        if (one === undefined || other === undefined || one.bottom <= other.top || other.bottom <= one.top)
          return 'apart';
        return above?.classList.contains('shown') === true ? 'over' : 'hidden';
      });
    await expect.poll(meeting).not.toBe('over');
    if ((await meeting()) === 'hidden') meetings += 1;
  }
  expect(meetings).toBeGreaterThan(0);
  await sendText(b.page, '刚刚来的一条');
  await expect(page.getByTestId('new-messages')).toHaveText('1 条新消息');
  await jump.click();
  await expect(messageSaying(page, '刚刚来的一条')).toBeInViewport();
  await expect(jump).toBeHidden();
});
