import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { paint } from './support/picture-files';
import { openSettings } from './support/settings';
import { test } from './support/story';
import { wordsOf } from './support/words';

const words = wordsOf('zh-CN');
const fixture = (name: string): string => join(__dirname, '../fixtures/pictures', name);

/** What people choose that no window can paint, and what is said of it. */
const refused = [
  ['header.heic', words.errors.pictureHeic],
  ['svg-named.png', words.errors.pictureVector],
  ['zero-byte.png', words.errors.pictureEmpty],
  ['truncated.jpg', words.errors.pictureIncomplete],
  ['huge-20000x20000.png', words.errors.imageTooLarge],
  ['gif-declares-65535x65535.gif', words.errors.imageTooLarge],
] as const;

/** Where the picture lies on its stage, pixels. */
async function placeOf(stage: Locator): Promise<{ readonly x: number; readonly width: number }> {
  const [outer, inner] = await Promise.all([stage.boundingBox(), stage.locator('img').boundingBox()]);
  if (outer === null || inner === null) throw new Error('nothing is on the stage');
  return { x: inner.x - outer.x, width: inner.width };
}

/** Writes a red picture with a blue quarter at its right edge, in a file of 20 MB; answers where it is. */
async function largeFile(page: Page, path: string): Promise<string> {
  const encoded = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1_600, 800);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = '#ff0000';
    context.fillRect(0, 0, 1_600, 800);
    context.fillStyle = '#0000ff';
    context.fillRect(1_200, 0, 400, 800);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  });
  // What stands behind the end of a picture is part of its file all the same.
  writeFileSync(path, Buffer.concat([Buffer.from(encoded, 'base64'), Buffer.alloc(20 * 1024 * 1024)]));
  return path;
}

test('the own picture is moved and brought nearer by hand and by keys, and what is no picture is a sentence', async ({
  arrive,
}) => {
  const { page } = await arrive({ name: '林小满', args: ['--window', '900x600'] });
  await openSettings(page, 'profile');
  const input = page.getByTestId('profile-picture-input');
  const stage = page.getByTestId('profile-picture-chosen');
  const problem = page.getByTestId('profile-editor').getByTestId('form-problem');

  await test.step('a file of 20 MB is a picture like any other', async () => {
    await input.setInputFiles(await largeFile(page, test.info().outputPath('large.png')));
    await expect(stage).toBeVisible();
  });

  await test.step('what cannot be painted is a sentence, and the picture before stays', async () => {
    for (const [name, sentence] of refused) {
      await input.setInputFiles(fixture(name));
      await expect(problem, name).toHaveText(sentence);
      await expect(stage, name).toBeVisible();
    }
  });

  await test.step('it is dragged, as far as its edge', async () => {
    const box = await stage.boundingBox();
    if (box === null) throw new Error('there is no stage');
    expect(await placeOf(stage)).toEqual({ x: -box.width / 2, width: 2 * box.width });
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 50, box.y + 60, { steps: 3 });
    expect((await placeOf(stage)).x).toBeCloseTo(-box.width / 2 + 30, 0);
    await page.mouse.move(box.x + 800, box.y + 20, { steps: 3 });
    await page.mouse.up();
    expect((await placeOf(stage)).x).toBeCloseTo(0, 0);
    await page.mouse.move(box.x + 20, box.y + 20);
    expect((await placeOf(stage)).x).toBeCloseTo(0, 0);
    await page.mouse.wheel(0, -300);
    await expect(page.getByTestId('profile-picture-zoom')).not.toHaveValue('1');
  });

  await test.step('the same goes by keys', async () => {
    await stage.focus();
    for (let press = 0; press < 60; press += 1) await page.keyboard.press('ArrowLeft');
    const { x, width } = await placeOf(stage);
    const stageWidth = (await stage.boundingBox())?.width ?? 0;
    expect(x + width).toBeCloseTo(stageWidth, 0);
    for (const next of ['choose', 'remove', 'zoom']) {
      await page.keyboard.press('Tab');
      await expect(page.getByTestId(`profile-picture-${next}`)).toBeFocused();
    }
    await page.keyboard.press('Home');
    expect((await placeOf(stage)).width).toBeCloseTo(2 * stageWidth, 0);
    await page.keyboard.press('End');
    expect((await placeOf(stage)).width).toBeCloseTo(8 * stageWidth, 0);
  });

  await test.step('what is saved is what was seen', async () => {
    await page.getByTestId('profile-save').click();
    await expect(page.getByTestId('profile-save')).toHaveCount(0);
    const shown = page.getByTestId('profile-editor').locator('img').first();
    await expect(shown).toBeVisible();
    const [left, right] = await shown.evaluate((image) => {
      if (!(image instanceof HTMLImageElement)) throw new Error('no picture');
      const { naturalWidth: width, naturalHeight: height } = image;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(image, 0, 0);
      const pixelAt = (x: number) => [...(context?.getImageData(x, height / 2, 1, 1).data ?? [])];
      return [pixelAt(width / 4), pixelAt((3 * width) / 4)];
    });
    // The edge between red and blue is where the square was brought nearer, in its middle.
    expect(left?.[0]).toBeGreaterThan(200);
    expect(left?.[2]).toBeLessThan(60);
    expect(right?.[0]).toBeLessThan(60);
    expect(right?.[2]).toBeGreaterThan(200);
  });

  await test.step('a room says the same', async () => {
    await page.keyboard.press('Escape');
    await page.getByTestId('rail-rooms').click();
    await page.getByTestId('rooms-createRoom').click();
    const roomInput = page.getByTestId('room-create-picture-input');
    const roomProblem = page.getByTestId('room-create-dialog').getByTestId('form-problem');
    const buffer = await paint(page, { width: 40, height: 40, type: 'image/png' });
    await roomInput.setInputFiles([{ name: 'small.png', mimeType: 'image/png', buffer }]);
    await expect(page.getByTestId('room-create-picture-chosen')).toBeVisible();
    for (const [name, sentence] of refused) {
      await roomInput.setInputFiles(fixture(name));
      await expect(roomProblem, name).toHaveText(sentence);
    }
    // So small that it cannot be brought nearer.
    await expect(page.getByTestId('room-create-picture-zoom')).toHaveCount(0);
  });
});
