import { expect } from '@playwright/test';
import { locales } from '../../preload/contract/views';
import { entriesOf } from '../support/word-rules';
import { axeBreaches, cutTexts, hitAreaBreaches, paintIn } from './support/inspection';
import type { World } from './support/screen';
import { newPeer, screens } from './support/screens';
import { test } from './support/story';
import { wordsOf } from './support/words';

for (const locale of locales) {
  test(`every screen in both themes passes axe, can be hit and is not cut off, in ${locale}`, async ({
    open,
    server,
  }) => {
    test.setTimeout(600_000);
    const [friend, stranger] = [await newPeer(server, '陈亦安'), await newPeer(server, '何静')];
    const args = ['--window', '900x600', '--use-fake-device-for-media-stream'];
    const { page } = await open({ args, language: locale });
    const world: World = { page, server, friend, stranger };
    const texts = entriesOf(wordsOf(locale)).map(([, text]) => text);
    await paintIn(page, 'light');
    for (const { name, show } of screens) {
      await test.step(name, async () => {
        await show(world);
        await page.mouse.move(0, 0);
        const breaches = [
          ...(await axeBreaches(page)),
          ...(await hitAreaBreaches(page)),
          ...(await cutTexts(page, texts)),
        ];
        await paintIn(page, 'dark');
        breaches.push(...(await axeBreaches(page, ['color-contrast'])));
        await paintIn(page, 'light');
        expect.soft(breaches, name).toEqual([]);
      });
    }
  });
}
