import { expect, type Locator, type Page } from '@playwright/test';
import { startServerProcess } from '../support/embedded-server';
import { expectDelivered, messageSaying, sendText } from './support/chat';
import { expectOnline } from './support/person';
import { createRoom } from './support/rooms';
import { test } from './support/story';

/** Width of the column and air above the composer, CSS pixels (docs/design.md). */
const columnPx = 920;
const airPx = 12;
const roundingPx = 1;

/** The widest bubble of a column. */
const mostOf = (width: number): number => (width < 640 ? Math.min(560, width - 72) : width * 0.72);

async function boxOf(part: Locator): Promise<{ x: number; y: number; right: number; bottom: number }> {
  const box = await part.boundingBox();
  if (box === null) throw new Error('what is to be measured is not shown');
  return { x: box.x, y: box.y, right: box.x + box.width, bottom: box.y + box.height };
}

interface Told {
  readonly text: string;
  readonly toast: DOMRect;
  readonly composer: DOMRect;
  readonly dialog: DOMRect | null;
}

/**
 * What is told goes after four seconds, which is sooner than a busy machine asks for it: where it stands is noted in the window itself, in
 * every frame in which it stands still.
 */
async function noteWhatIsTold(page: Page): Promise<() => Promise<readonly Told[]>> {
  const notes = await page.evaluateHandle(() => {
    const all: Told[] = [];
    const part = (selector: string): Element | null => document.querySelector(selector);
    const look = (): void => {
      const toast = part('[data-testid=toast]');
      const composer = part('[data-testid=composer]');
      if (toast !== null && composer !== null && getComputedStyle(toast).opacity === '1')
        all.push({
          text: toast.textContent,
          toast: toast.getBoundingClientRect(),
          composer: composer.getBoundingClientRect(),
          dialog: part('[role=dialog]')?.getBoundingClientRect() ?? null,
        });
      requestAnimationFrame(look);
    };
    look();
    return all;
  });
  return () => notes.evaluate((all) => all.map((told) => JSON.parse(JSON.stringify(told)) as Told));
}

test('what is said, told and written stands in one column in the middle, in a wide window and in a small one', async ({
  arrive,
}) => {
  const { page, app } = await arrive({ name: '林小满' });
  const resize = (width: number, height: number): Promise<void> =>
    app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
  await createRoom(page, '产品评审');
  const long =
    '这一段比较长，用来看气泡在宽窗口和小窗口里各有多宽，它会占满好几行，时间站在最后一行的末尾。'.repeat(3);
  for (const text of [long, '好的']) {
    await sendText(page, text);
    await expectDelivered(page, text);
  }

  for (const [width, height] of [
    [1440, 900],
    [900, 600],
  ] as const) {
    await resize(width, height);
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
    // The column follows the window in the frame after.
    await expect
      .poll(async () => {
        const pane = await boxOf(page.getByRole('main'));
        const composer = await boxOf(page.getByTestId('composer'));
        return Math.abs(composer.x - pane.x - (pane.right - composer.right));
      }, 'the column stands in the middle')
      .toBeLessThanOrEqual(roundingPx * 2);
    const composer = await boxOf(page.getByTestId('composer'));
    expect(composer.right - composer.x).toBeLessThanOrEqual(columnPx + roundingPx);
    for (const text of [long, '好的']) {
      await expect
        .poll(
          async () => {
            const words = await boxOf(messageSaying(page, text).getByTestId('message-text'));
            return (
              words.x >= composer.x &&
              words.right <= composer.right + roundingPx &&
              words.right - words.x <= mostOf(composer.right - composer.x) + roundingPx
            );
          },
          `“${text.slice(0, 5)}” stands in the column`,
        )
        .toBe(true);
    }
  }

  // When both are taken back there is nothing more, and that is told above the composer, in the same column.
  await page.getByTestId('composer-input').focus();
  for (const text of ['好的', long]) {
    await page.keyboard.press('Control+Shift+Backspace');
    await expect(messageSaying(page, text)).toHaveCount(0);
  }
  await expect(page.getByTestId('operation-pending')).toHaveCount(0);
  const told = await noteWhatIsTold(page);
  await page.keyboard.press('Control+Shift+Backspace');
  await expect.poll(async () => (await told()).length).toBeGreaterThan(0);
  for (const { text, toast, composer } of await told()) {
    expect(text).toBe('没有可以撤回的消息。');
    expect(Math.abs(composer.y - toast.bottom - airPx)).toBeLessThanOrEqual(roundingPx);
    expect(toast.x).toBeGreaterThanOrEqual(composer.x - roundingPx);
    expect(toast.right).toBeLessThanOrEqual(composer.right + roundingPx);
  }

  // A dialog that opens meanwhile is covered nowhere: what is told stands below it.
  const besideDialog = async () =>
    (await told()).flatMap(({ toast, dialog }) => (dialog === null ? [] : [{ toast, dialog }]));
  await page.keyboard.press('Control+Shift+Backspace');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect.poll(async () => (await besideDialog()).length).toBeGreaterThan(0);
  for (const { toast, dialog } of await besideDialog()) expect(toast.y).toBeGreaterThanOrEqual(dialog.bottom);
});

test('a line that comes above the timeline, and goes, moves nothing that is being read', async ({
  arrive,
  server,
}) => {
  const { page } = await arrive({ name: '林小满' });
  await createRoom(page, '产品评审');
  for (let number = 1; number <= 30; number += 1) await sendText(page, `第 ${number} 条`);
  await expectDelivered(page, '第 30 条');
  await page.getByTestId('timeline').hover();
  await page.mouse.wheel(0, -400);
  const below = () =>
    page.getByTestId('timeline').evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
  // The wheel goes smoothly.
  await expect.poll(below).toBeGreaterThanOrEqual(399);
  const read = messageSaying(page, '第 12 条');
  const { y } = await boxOf(read);
  const timelineTop = async (): Promise<number> => (await boxOf(page.getByTestId('timeline'))).y;
  const topBefore = await timelineTop();
  await server.kill();
  await expect(page.getByTestId('banner')).toBeVisible();
  expect(await timelineTop()).toBeGreaterThan(topBefore + 30);
  expect(Math.abs((await boxOf(read)).y - y)).toBeLessThanOrEqual(roundingPx);
  const { port } = new URL(server.url);
  const again = await startServerProcess(['--port', port, '--data', server.dataDirectory]);
  try {
    await expectOnline(page);
    await expect(page.getByTestId('banner')).toHaveCount(0);
    expect(await timelineTop()).toBe(topBefore);
    expect(Math.abs((await boxOf(read)).y - y)).toBeLessThanOrEqual(roundingPx);
  } finally {
    await again.stop();
  }
});
