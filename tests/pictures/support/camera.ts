import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Locale } from '../../../preload/contract/views';
import { paintedThemes, pictureFile, pictureFolder, type PictureName } from './catalogue';

/** A rectangle of a window, in pixels. */
interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Finds what of a window belongs on a picture. */
export type Frame = (page: Page) => Promise<Area>;

/** Air below the rows of a picture; above them there is the distance that the conversation keeps between people. */
const airPx = 10;

/** The newest rows of the conversation, over its whole width; the first of them is the first of its author. */
export const lastRows =
  (count: number): Frame =>
  (page) =>
    rowsArea(page, count, false);

/** The newest rows and the composer under them. */
export const lastRowsAndComposer =
  (count: number): Frame =>
  (page) =>
    rowsArea(page, count, true);

/** The conversation from its header to the composer. */
export const conversation: Frame = (page) => boxOf(page.getByRole('main'));

/** The line above the conversation: with whom it is, and how they are. */
export const conversationHeader: Frame = (page) => boxOf(page.getByRole('main').locator('header'));

/** One element. */
export const element =
  (testId: string): Frame =>
  (page) =>
    boxOf(page.getByTestId(testId));

/** The row at the top of the chat list. */
export const firstChat: Frame = (page) => boxOf(page.getByTestId('chat-row').first());

/** All of the window. */
export const wholeWindow: Frame = (page) =>
  page.evaluate(() => ({ x: 0, y: 0, width: innerWidth, height: innerHeight }));

/** Writes pictures of windows that speak one language; the windows follow the desktop's theme. */
export class Camera {
  constructor(private readonly locale: Locale) {}

  /** Takes the picture in every theme. Nothing is hovered, and what moves has arrived. */
  async take(page: Page, name: PictureName, frame: Frame): Promise<void> {
    await expect(page.getByTestId('toast')).toHaveCount(0);
    await this.takeWithToast(page, name, frame);
  }

  /** The same with a toast on it, which has to be there already. */
  async takeWithToast(page: Page, name: PictureName, frame: Frame): Promise<void> {
    await this.expose(page, name, { frame, animations: 'disabled' });
  }

  /** The same of something whose motion has no end to wait for. */
  async takeMoving(page: Page, name: PictureName, frame: Frame): Promise<void> {
    await this.expose(page, name, { frame, animations: 'allow' });
  }

  private async expose(
    page: Page,
    name: PictureName,
    { frame, animations }: { readonly frame: Frame; readonly animations: 'disabled' | 'allow' },
  ): Promise<void> {
    await page.mouse.move(0, 0);
    for (const theme of paintedThemes) {
      await page.emulateMedia({ colorScheme: theme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await page.screenshot({
        path: join(pictureFolder, pictureFile(name, { locale: this.locale, theme })),
        clip: await frame(page),
        animations,
      });
    }
  }
}

async function boxOf(part: Locator): Promise<Area> {
  const box = await part.boundingBox();
  if (box === null) throw new Error('what is to be taken is not shown');
  return box;
}

async function rowsArea(page: Page, count: number, withComposer: boolean): Promise<Area> {
  const scroller = page.getByTestId('timeline');
  const below = () => scroller.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
  await expect.poll(below).toBeLessThan(2);
  return scroller.evaluate(
    (timeline, wanted) => {
      const pane = timeline.getBoundingClientRect();
      const rows = [...timeline.querySelectorAll('[data-row-key]')]
        .map((row) => row.getBoundingClientRect())
        .sort((one, other) => one.top - other.top)
        .slice(-wanted.count);
      const [first] = rows;
      const last = rows.at(-1);
      if (first === undefined || last === undefined) throw new Error('the conversation is empty');
      const top = Math.floor(Math.max(pane.top, first.top));
      const bottom = wanted.withComposer ? innerHeight : Math.min(pane.bottom, last.bottom + wanted.airPx);
      return { x: pane.left, y: top, width: pane.width, height: Math.ceil(bottom) - top };
    },
    { count, withComposer, airPx },
  );
}
