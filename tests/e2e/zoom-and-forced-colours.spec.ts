import { expect, type Page } from '@playwright/test';
import { locales } from '../../preload/contract/views';
import { entriesOf } from '../support/word-rules';
import { cutTexts, hasSettled, outOfReach, unseenControls } from './support/inspection';
import { newPeer, screens } from './support/screens';
import { test } from './support/story';
import { wordsOf } from './support/words';

for (const locale of locales) {
  test(`at a zoom of 200 % nothing is lost: no screen scrolls sideways, cuts a text or hides a control, in ${locale}`, async ({
    open,
    server,
  }) => {
    test.setTimeout(600_000);
    const [friend, stranger] = [await newPeer(server, '陈亦安'), await newPeer(server, '何静')];
    const args = ['--window', '1440x900', '--use-fake-device-for-media-stream'];
    const { app, page } = await open({ args, language: locale });
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2);
    });
    await expect.poll(() => page.evaluate(() => devicePixelRatio)).toBe(2);
    const texts = entriesOf(wordsOf(locale)).map(([, text]) => text);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const { name, show } of screens) {
      await test.step(name, async () => {
        await show({ page, server, friend, stranger });
        await hasSettled(page);
        expect.soft([...(await cutTexts(page, texts)), ...(await outOfReach(page))], name).toEqual([]);
      });
    }
  });
}

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

/** What there is to look at on some of the screens beside what every one is looked at for. */
const closerLooks: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'sign-in': async (page) => {
    await page.keyboard.press('Tab');
    await page.getByTestId('sign-in-server').focus();
    expect(await paintedOf(page, ':has(> [data-testid=sign-in-server]:focus-visible)')).toMatchObject({
      hasOutline: true,
    });
    expect(await paintedOf(page, '[data-testid=sign-in-submit]')).toMatchObject({
      hasEdge: true,
      isReadable: true,
    });
    // What is chosen differs from what is not by more than its colours.
    const looks = await page
      .locator('.option')
      .evaluateAll((options) =>
        options.map(
          (option) =>
            `${getComputedStyle(option).borderTopStyle} ${getComputedStyle(option).outlineStyle} ${getComputedStyle(option).backgroundColor}`,
        ),
      );
    expect(new Set(looks.slice(0, 2)).size).toBe(2);
  },
  'a concealed burn message': async (page) => {
    expect(await paintedOf(page, '[data-testid=burn-concealed]')).toMatchObject({
      hasEdge: true,
      isReadable: true,
    });
  },
  'a revealed burn message': async (page) => {
    expect(await paintedOf(page, '[data-testid=burn-now]')).toMatchObject({ isReadable: true });
  },
  'settings: revokeAndBurn': async (page) => {
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
    await page.keyboard.press('Space');
  },
};

for (const locale of locales) {
  test(`with forced colours the focus, states, switches and burn cards are still seen, in ${locale}`, async ({
    open,
    server,
  }) => {
    test.setTimeout(600_000);
    const [friend, stranger] = [await newPeer(server, '陈亦安'), await newPeer(server, '何静')];
    const { page } = await open({ args: ['--use-fake-device-for-media-stream'], language: locale });
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
    const names = screens.map(({ name }) => name);
    expect(Object.keys(closerLooks).filter((name) => !names.includes(name))).toEqual([]);
    for (const { name, show } of screens) {
      await test.step(name, async () => {
        await show({ page, server, friend, stranger });
        await hasSettled(page);
        await closerLooks[name]?.(page);
        expect.soft(await unseenControls(page), name).toEqual([]);
      });
    }
  });
}
