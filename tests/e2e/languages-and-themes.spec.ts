import { expect, type Page } from '@playwright/test';
import { befriend, choose, expectOnline, openChatWith, type Person } from './support/person';
import { expectDelivered, messageSaying, revokeByMenu, sendText } from './support/chat';
import { createRoom, joinRoom } from './support/rooms';
import { closeSettings, openSettings, settingsPageNames } from './support/settings';
import { test } from './support/story';

const html = (page: Page) => page.locator('html');

async function changeSetting(page: Page, choice: string): Promise<void> {
  await openSettings(page, 'general');
  await choose(page, choice);
  await closeSettings(page);
}

const background = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test('language and theme change every text and colour at once and are remembered', async ({ twoFriends }) => {
  const [a] = await twoFriends();
  const { page } = a;
  await sendText(page, '会撤回');
  await expectDelivered(page, '会撤回');
  await revokeByMenu(page, '会撤回');

  const expectEnglish = async (): Promise<void> => {
    await expect(html(page)).toHaveAttribute('lang', 'en');
    await expect(a.page.getByTestId('rail-contacts')).toHaveAccessibleName('Contacts');
    await expect(a.page.getByTestId('tombstone')).toHaveText('You revoked a message');
    await expect(a.page.getByTestId('chat-row')).toContainText('You revoked a message');
    await expect(a.page.getByTestId('composer-input')).toHaveAttribute('placeholder', /^[ -~…]+$/);
  };
  await expect(html(page)).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByTestId('tombstone')).toHaveText('你撤回了一条消息');
  await changeSetting(page, 'settings-language-en');
  await expectEnglish();

  await changeSetting(page, 'settings-theme-light');
  await expect(html(page)).toHaveAttribute('data-theme', 'light');
  const light = await background(page);
  await changeSetting(page, 'settings-theme-dark');
  await expect(html(page)).toHaveAttribute('data-theme', 'dark');
  const dark = await background(page);
  expect(dark).not.toBe(light);

  await a.close();
  await a.reopen();
  await expect(html(a.page)).toHaveAttribute('lang', 'en');
  await expect(html(a.page)).toHaveAttribute('data-theme', 'dark');
  expect(await background(a.page)).toBe(dark);
  await expect(a.page.getByTestId('tombstone')).toHaveText('You revoked a message');
});

for (const [size, isNarrow] of [
  ['900x600', false],
  ['640x480', true],
] as const) {
  test(`in a window of ${size} nothing is cut off and long texts wrap`, async ({ arrive }) => {
    const args = ['--window', size];
    const [a, b] = await Promise.all([
      arrive({ name: '林小满', args }),
      arrive({ name: '名字很长的人'.repeat(8) }),
    ]);
    await befriend(a, b);
    await Promise.all([openChatWith(a, b, { isNarrow }), openChatWith(b, a)]);
    const chinese = '这是一段没有任何空格的很长的中文消息'.repeat(12);
    const unbroken = `https://example.com/${'path'.repeat(60)}`;
    for (const text of [chinese, unbroken]) {
      await sendText(a.page, text);
      await expectDelivered(b.page, text);
    }
    for (let count = 1; count <= 12; count += 1) await sendText(b.page, `第 ${count} 条`);
    await expectDelivered(a.page, '第 12 条');

    await expect(messageSaying(a.page, '第 12 条')).toBeInViewport({ ratio: 1 });
    await expect(a.page.getByTestId('composer-input')).toBeInViewport({ ratio: 1 });
    await expect(a.page.getByTestId('composer-send')).toBeInViewport({ ratio: 1 });
    await expectNoSidewaysScroll(a.page);
    await a.page.getByTestId('timeline').evaluate((scroller) => (scroller.scrollTop = 0));
    for (const text of [chinese, unbroken]) await expectWrapped(a.page, text);
    await expectNoSidewaysScroll(a.page);
    if (isNarrow) {
      await a.page.getByTestId('conversation-back').click();
      await a.page.getByTestId('rail-chats').click();
      await expect(a.page.getByTestId('chat-row')).toBeInViewport({ ratio: 1 });
      await expectNoSidewaysScroll(a.page);
    }
    for (const name of settingsPageNames) {
      await openSettings(a.page, name);
      await expect(a.page.getByTestId('settings-dialog')).toBeInViewport({ ratio: 1 });
      await expect(a.page.getByTestId('settings-page-about')).toBeInViewport({ ratio: 1 });
      await expectNoSidewaysScroll(a.page);
      await a.page.keyboard.press('Escape');
      await expect(a.page.getByTestId('rail-settings')).toBeFocused();
    }
  });
}

test('markup in names, titles and messages is shown as text', async ({ arrive }) => {
  const markup = '<img src=x onerror=hacked=1>';
  const script = '<script>hacked=1</script><svg onload=hacked=1>';
  const a = await arrive({ name: '林小满' });
  const b = await arrive({ name: markup });
  await befriend(a, b);
  await Promise.all([openChatWith(a, b), openChatWith(b, a)]);
  await expect(a.page.getByTestId('chat-title')).toHaveText(markup);
  await expect(a.page.getByTestId('chat-row')).toContainText(markup);
  for (const text of [markup, script]) {
    await sendText(b.page, text);
    await expectDelivered(a.page, text);
  }
  await expect(a.page.getByTestId('chat-row')).toContainText(script);
  await expectNothingRan([a, b]);

  const room = await createRoom(b.page, script);
  await joinRoom(a.page, room);
  await expect(a.page.getByTestId('chat-title')).toHaveText(script);
  await sendText(b.page, markup);
  await expectDelivered(a.page, markup);
  // In a room the author is told above the bubble.
  await expect(a.page.getByTestId('message')).toContainText([`${markup}${markup}`]);
  await expectNothingRan([a, b]);
});

async function expectNothingRan(people: readonly Person[]): Promise<void> {
  for (const { page } of people) {
    await expectOnline(page);
    const outcome = await page.evaluate(() => ({
      ran: Reflect.has(globalThis, 'hacked'),
      elements: document.querySelectorAll('[src="x"], [onerror], [onload], body script').length,
    }));
    expect(outcome).toEqual({ ran: false, elements: 0 });
  }
}

/** Neither the page nor anything in it that scrolls can be moved sideways. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const isScroller = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
        const isPage = element === document.documentElement || element === document.body;
        return (isScroller || isPage) && element.scrollWidth > element.clientWidth;
      })
      .map((element) => `${element.tagName} ${element.className}`),
  );
  expect(wide).toEqual([]);
}

/** The text takes several lines and stays inside the timeline. */
async function expectWrapped(page: Page, text: string): Promise<void> {
  const bubble = messageSaying(page, text).getByTestId('message-text');
  const [inner, outer] = await Promise.all([
    bubble.boundingBox(),
    page.getByTestId('timeline').boundingBox(),
  ]);
  if (inner === null || outer === null) throw new Error('the message is not rendered');
  expect(inner.height).toBeGreaterThan(40);
  expect(inner.x).toBeGreaterThanOrEqual(outer.x);
  expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width);
}

test('quotation marks and the ellipsis are as wide as characters among Chinese, and narrow among English', async ({
  open,
}) => {
  const { page } = await open();
  const widths = (): Promise<readonly number[]> =>
    page.evaluate(async () => {
      await document.fonts.ready;
      const context = document.createElement('canvas').getContext('2d');
      if (context === null) throw new Error('there is no canvas');
      context.font = `100px ${getComputedStyle(document.body).fontFamily}`;
      return Array.from('“”…n').map((sign) => Math.round(context.measureText(sign).width));
    });
  const chinese = await widths();
  expect(chinese.slice(0, 3)).toEqual([100, 100, 100]);
  await choose(page, 'sign-in-language-en');
  await expect(html(page)).toHaveAttribute('lang', 'en');
  const english = await widths();
  expect(Math.max(...english.slice(0, 2))).toBeLessThan(60);
  // Latin letters come from the same font in both.
  expect(english[3]).toBe(chinese[3]);
});
