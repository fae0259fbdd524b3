import { join } from 'node:path';
import { expect } from '@playwright/test';
import { locales } from '../../preload/contract/views';
import { hasSettled } from '../e2e/support/inspection';
import { newPeer, screens } from '../e2e/support/screens';
import { test } from '../e2e/support/story';
import { journeyFile, journeyFolder, journeySizes, journeySteps, type JourneyStep } from './support/journeys';
import { resize } from './support/scene';

const isStep = (name: string): name is JourneyStep => name in journeySteps;

for (const locale of locales) {
  test(`journeys in ${locale}`, async ({ open, server }) => {
    const [friend, stranger] = [await newPeer(server, '陈亦安'), await newPeer(server, '何静')];
    const args = ['--window', '900x600', '--use-fake-device-for-media-stream'];
    const running = await open({ args, language: locale });
    const { page } = running;
    const taken: string[] = [];
    for (const { name, show } of screens) {
      await show({ page, server, friend, stranger });
      if (!isStep(name)) continue;
      for (const size of journeySizes) {
        await resize(running, size.width, size.height);
        await page.emulateMedia({ colorScheme: size.theme });
        await expect(page.locator('html')).toHaveAttribute('data-theme', size.theme);
        await page.mouse.move(0, 0);
        await hasSettled(page);
        await expect(page.getByTestId('toast')).toHaveCount(0);
        await page.screenshot({
          path: join(journeyFolder, journeyFile(name, size, locale)),
          animations: 'disabled',
        });
      }
      taken.push(name);
    }
    expect(taken).toEqual(Object.keys(journeySteps));
  });
}
