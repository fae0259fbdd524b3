import { expect, type Locator } from '@playwright/test';
import { expectDelivered, messageSaying, sendText } from './support/chat';
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
    const pane = await boxOf(page.getByRole('main'));
    const composer = await boxOf(page.getByTestId('composer'));
    expect(composer.right - composer.x).toBeLessThanOrEqual(columnPx + roundingPx);
    // In the middle of the pane.
    expect(Math.abs(composer.x - pane.x - (pane.right - composer.right))).toBeLessThanOrEqual(roundingPx * 2);
    for (const text of [long, '好的']) {
      const words = await boxOf(messageSaying(page, text).getByTestId('message-text'));
      expect(words.x).toBeGreaterThanOrEqual(composer.x);
      expect(words.right).toBeLessThanOrEqual(composer.right + roundingPx);
      expect(words.right - words.x).toBeLessThanOrEqual(mostOf(composer.right - composer.x) + roundingPx);
    }
  }

  // When both are taken back there is nothing more, and that is told above the composer, in the same column.
  await page.getByTestId('composer-input').focus();
  for (const text of ['好的', long]) {
    await page.keyboard.press('Control+Shift+Backspace');
    await expect(messageSaying(page, text)).toHaveCount(0);
  }
  await expect(page.getByTestId('operation-pending')).toHaveCount(0);
  await page.keyboard.press('Control+Shift+Backspace');
  const toast = page.getByTestId('toast');
  await expect(toast).toHaveText('没有可以撤回的消息。');
  // It comes from below.
  const air = async () => (await boxOf(page.getByTestId('composer'))).y - (await boxOf(toast)).bottom;
  await expect.poll(async () => Math.abs((await air()) - airPx)).toBeLessThanOrEqual(roundingPx);
  const note = await boxOf(toast);
  const composer = await boxOf(page.getByTestId('composer'));
  expect(note.x).toBeGreaterThanOrEqual(composer.x - roundingPx);
  expect(note.right).toBeLessThanOrEqual(composer.right + roundingPx);
});
