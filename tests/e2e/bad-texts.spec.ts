import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { messageSaying, sendText, sendTexts } from './support/chat';
import { InputMethod } from './support/input-method';
import { test } from './support/story';

const fixture = (name: string): string => readFileSync(join(__dirname, '../fixtures/texts', name), 'utf8');
// A list of texts, as the file says.
const listOf = (name: string): readonly string[] => JSON.parse(fixture(name)) as readonly string[];

/** As much of something over and over as a message may have, in bytes. */
const full = (shred: string): string => shred.repeat(Math.floor(59_000 / Buffer.byteLength(shred)));

/** What breaks layouts, runs, or takes ages to be taken to pieces. */
const texts: readonly string[] = [
  ...listOf('markup.json'),
  ...listOf('nul-and-controls.json').filter((_, index) => index !== 1),
  ...listOf('lone-surrogates.json').filter((text) => text.length > 2 || text.startsWith('好')),
  fixture('cjk-extension-b.txt'),
  fixture('emoji-zwj-families.txt'),
  fixture('rtl-arabic-punctuation.txt'),
  fixture('bidi-override-unclosed.txt'),
  fixture('zalgo.txt'),
  'e' + '\u0301'.repeat(20_000),
  '\u202e'.repeat(5_000) + 'turned' + '\u2067'.repeat(5_000),
  full('😀'),
  full('👨‍👩‍👧‍👦'),
  full('https://a.example/b '),
  full('https://a.example/(('),
  full('tim://add/0OIl?x=1 '),
  full('`a'),
  full('*a '),
  full('_*~~`'),
  full('['),
  full('\t'),
  full('W'),
  full('a\n'),
  full('﷽'),
];

/** From now on the window notes its longest stretch of work, ms, and what would be a hole in it. */
async function watchWindow(page: Page): Promise<() => Promise<number>> {
  page.on('dialog', () => {
    throw new Error('a text has run');
  });
  await page.evaluate(() => {
    Reflect.set(globalThis, 'longestTaskMs', 0);
    new PerformanceObserver((list) => {
      const durations = list.getEntries().map(({ duration }) => duration);
      const before: unknown = Reflect.get(globalThis, 'longestTaskMs');
      Reflect.set(globalThis, 'longestTaskMs', Math.max(Number(before), ...durations));
    }).observe({ type: 'longtask' });
  });
  return () => page.evaluate(() => Number(Reflect.get(globalThis, 'longestTaskMs')));
}

/** What leaves its place: rows that are not folded, bubbles that leave the column, a window that scrolls sideways, links of a wrong kind. */
const breachesOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const timeline = document.querySelector('[data-testid="timeline"]');
    if (timeline === null) return ['no timeline'];
    const view = timeline.getBoundingClientRect();
    for (const row of timeline.querySelectorAll('[data-testid="message"]')) {
      const id = (row.textContent ?? '').slice(0, 20);
      if (row.getBoundingClientRect().height > 1.2 * view.height) found.push(`too high: ${id}`);
      for (const bubble of row.querySelectorAll('.bubble')) {
        const { left, right } = bubble.getBoundingClientRect();
        if (left < view.left || right > view.right) found.push(`outside: ${id}`);
      }
      for (const link of row.querySelectorAll('a'))
        if (!/^(?:https?:\/\/|mailto:|tim:\/\/add\/)/u.test(link.getAttribute('href') ?? ''))
          found.push(`link: ${link.getAttribute('href') ?? ''}`);
    }
    if (timeline.querySelector('img, script, iframe, svg[onload]') !== null)
      found.push('an element of a text');
    if (document.documentElement.scrollWidth > innerWidth) found.push('scrolls sideways');
    for (const chat of document.querySelectorAll('[data-testid="chat-row"]'))
      if (chat.getBoundingClientRect().height > 90) found.push('row of the list');
    return found;
  });

test('texts that break other programs stay where they are, run nothing and hold nobody up; what says nothing is refused in words', async ({
  twoFriends,
}) => {
  const [a, b] = await twoFriends({}, { language: 'en' });
  await sendText(a.page, '先打个招呼');
  await expect(messageSaying(b.page, '先打个招呼')).toBeVisible();
  const longestTaskMs = await watchWindow(b.page);
  for (const [index, text] of texts.entries()) {
    // What follows each is what is waited for: a text itself may be shown in any way.
    await sendTexts(a, [text, `第 ${index} 条之后`]);
    await expect(messageSaying(b.page, `第 ${index} 条之后`)).toBeVisible();
    expect(await breachesOf(b.page), text.slice(0, 40)).toEqual([]);
  }
  // No figure of speed: what grows with the square of a text takes minutes.
  expect(await longestTaskMs()).toBeLessThan(10_000);

  const input = a.page.getByTestId('composer-input');
  for (const nothing of ['\u0001\u0007', '\u2066\u202e']) {
    await input.fill(nothing);
    await input.press('Enter');
    await expect(a.page.getByTestId('composer-error')).toHaveText('还没有写内容。');
  }
  await input.fill('');

  await test.step('keys of an input method at work clear no search and close no dialog', async () => {
    const search = a.page.getByTestId('chat-search');
    await search.fill('林');
    const inputMethod = await InputMethod.in(a.page);
    await inputMethod.compose('xiao man');
    await inputMethod.escape();
    await expect(search).toHaveValue(/^林/u);
    await inputMethod.compose('');
    await expect(search).toHaveValue('林');
    await a.page.keyboard.press('Escape');
    await expect(search).toHaveValue('');
    await a.page.keyboard.press('Control+k');
    await expect(a.page.getByTestId('quick-switch-field')).toBeFocused();
    await inputMethod.compose('ai li si');
    await inputMethod.escape();
    await expect(a.page.getByTestId('quick-switch-field')).toBeFocused();
    await inputMethod.compose('');
    await a.page.keyboard.press('Escape');
    await expect(a.page.getByTestId('quick-switch-field')).toHaveCount(0);
  });
});
