import { expect, type Locator, type Page } from '@playwright/test';
import { expectDelivered, messageSaying, revokeByMenu, sendText } from '../../e2e/support/chat';
import type { Person } from '../../e2e/support/person';
import type { RawPeer } from '../../support/raw-peer';
import type { Camera } from './camera';
import type { Words } from './words';

/** What every scene plays with: two friends with their chat before them, and what they say. */
export interface Scene {
  readonly camera: Camera;
  readonly words: Words;
  readonly me: Person;
  readonly friend: Person;
  /** Friends without a window, in the order of the words. */
  readonly colleagues: readonly [RawPeer, RawPeer];
}

/** Says something that both sides then see. */
export async function say({ me, friend }: Scene, from: Person, text: string): Promise<void> {
  await sendText(from.page, text);
  for (const { page } of [me, friend]) await expectDelivered(page, text);
}

/** Says something and takes it back, with the server's word. */
export async function sayAndRevoke(scene: Scene, from: Person, text: string): Promise<void> {
  await say(scene, from, text);
  await revokeByMenu(from.page, text);
  for (const { page } of [scene.me, scene.friend]) await expect(messageSaying(page, text)).toHaveCount(0);
  await expect(from.page.getByTestId('operation-pending')).toHaveCount(0);
}

/** Somebody is at a window: it has the keyboard, and the pointer moves in it. */
export async function attend({ app, page }: Pick<Person, 'app' | 'page'>): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
  await page.mouse.move(500, 300);
  await page.mouse.move(520, 320);
}

/** Opens the menu of a message by a click on its words. */
export async function openMenuOf(page: Page, text: string): Promise<void> {
  await messageSaying(page, text).getByTestId('message-text').click({ button: 'right' });
  await expect(page.getByTestId('message-menu')).toBeVisible();
}

/** The card of the file with this name. */
export const fileNamed = (page: Page, name: string): Locator =>
  page.getByTestId('file').filter({ has: page.getByTitle(name, { exact: true }) });

/** Stops the clock that these pages see at a moment when `seconds` are left of the message that is open in them. */
export async function stopClockAt(pages: readonly Page[], seconds: number): Promise<void> {
  for (const page of pages) {
    const ring = page.getByTestId('burn-countdown');
    await expect(ring).toBeVisible();
    let nowMs = await page.evaluate(() => Date.now());
    const correct = async (): Promise<number> => {
      const left = Number(await ring.getAttribute('data-seconds'));
      nowMs += (left - seconds) * 1_000;
      await page.clock.setFixedTime(nowMs);
      return left;
    };
    // The ring follows the clock with a delay of up to 200 ms.
    await expect.poll(correct, { intervals: [500] }).toBe(seconds);
  }
}

/** Lets the clock of these pages run again, from the time of this computer. */
export async function startClock(pages: readonly Page[]): Promise<void> {
  for (const page of pages) await page.clock.setSystemTime(new Date());
}

/** Gives a window another size. */
export async function resize(
  { app, page }: Pick<Person, 'app' | 'page'>,
  width: number,
  height: number,
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
}
