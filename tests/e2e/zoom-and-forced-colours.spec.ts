import { expect, type Page } from '@playwright/test';
import { entriesOf } from '../support/word-rules';
import { cutTexts, hasSettled, outOfReach } from './support/inspection';
import { newPeer, screens } from './support/screens';
import { openSettings } from './support/settings';
import { test } from './support/story';
import { wordsOf } from './support/words';

test('at a zoom of 200 % nothing is lost: no screen scrolls sideways, cuts a text or hides a control', async ({
  open,
  server,
}) => {
  test.setTimeout(300_000);
  const [friend, stranger] = [await newPeer(server, '陈亦安'), await newPeer(server, '何静')];
  const { app, page } = await open({ args: ['--window', '1440x900'] });
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2);
  });
  await expect.poll(() => page.evaluate(() => devicePixelRatio)).toBe(2);
  const texts = entriesOf(wordsOf('zh-CN')).map(([, text]) => text);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const { name, show } of screens) {
    await test.step(name, async () => {
      await show({ page, server, friend, stranger });
      await hasSettled(page);
      expect.soft([...(await cutTexts(page, texts)), ...(await outOfReach(page))], name).toEqual([]);
    });
  }
});

/** What of a control can be seen where the system paints: its edge and its outline. */
const paintedOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const {
        borderTopStyle,
        borderTopWidth,
        borderTopColor,
        outlineStyle,
        outlineWidth,
        backgroundColor,
        color,
      } = getComputedStyle(element);
      return {
        hasEdge:
          borderTopStyle !== 'none' && parseFloat(borderTopWidth) >= 1 && borderTopColor !== backgroundColor,
        hasOutline: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
        isReadable: color !== backgroundColor,
      };
    });

test('with forced colours the focus, states, switches and burn cards are still seen', async ({
  open,
  server,
}) => {
  const [friend, stranger] = [await newPeer(server, '陈亦安'), await newPeer(server, '何静')];
  const { page } = await open();
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
  const world = { page, server, friend, stranger };
  const upTo = (last: string) => screens.slice(0, screens.findIndex(({ name }) => name === last) + 1);

  await test.step('what has the focus has an outline, and a field an edge', async () => {
    for (const { show } of upTo('sign-in')) await show(world);
    await page.keyboard.press('Tab');
    await page.getByTestId('sign-in-server').focus();
    expect(await paintedOf(page, ':has(> [data-testid=sign-in-server]:focus-visible)')).toMatchObject({
      hasOutline: true,
    });
    expect(await paintedOf(page, '[data-testid=sign-in-submit]')).toMatchObject({
      hasEdge: true,
      isReadable: true,
    });
  });
  await test.step('what is chosen differs from what is not by more than its colours', async () => {
    const looks = await page
      .locator('.option')
      .evaluateAll((options) =>
        options.map(
          (option) =>
            `${getComputedStyle(option).borderTopStyle} ${getComputedStyle(option).outlineStyle} ${getComputedStyle(option).backgroundColor}`,
        ),
      );
    expect(new Set(looks.slice(0, 2)).size).toBe(2);
  });
  const signedIn = screens.slice(1, screens.findIndex(({ name }) => name === 'a concealed burn message') + 1);
  for (const { show } of signedIn) await show(world);
  await test.step('a burn card has an edge, concealed and open', async () => {
    expect(await paintedOf(page, '[data-testid=burn-concealed]')).toMatchObject({
      hasEdge: true,
      isReadable: true,
    });
    await page.getByTestId('burn-concealed').focus();
    await page.keyboard.press('Space');
    await expect(page.getByTestId('burn-now')).toBeVisible();
    expect(await paintedOf(page, '[data-testid=burn-now]')).toMatchObject({ isReadable: true });
  });
  await test.step('a switch that is on does not look like one that is off', async () => {
    await openSettings(page, 'revokeAndBurn');
    const look = () =>
      page.getByTestId('settings-burn-on-leave').evaluate((input) => {
        const box = input.parentElement ?? input;
        return [...box.querySelectorAll('*'), box].map((part) => {
          const { backgroundColor, borderTopColor, transform, left } = getComputedStyle(part);
          return [backgroundColor, borderTopColor, transform, left].join(' ');
        });
      });
    const off = await look();
    await page.getByTestId('settings-burn-on-leave').focus();
    await page.keyboard.press('Space');
    await expect(page.getByTestId('settings-burn-on-leave')).toBeChecked();
    expect(await look()).not.toEqual(off);
  });
});
