import { expect } from '@playwright/test';
import { leftoversOf } from './support/leftovers';
import type { Person } from './support/person';
import { bytesOf, hasCopiedPicture, saveWith } from './support/picture-files';
import { choose, drawing, photograph, pictures, send, thumbnails } from './support/picture-steps';
import { test } from './support/story';

let a: Person;
let b: Person;

test.beforeEach(async ({ twoFriends }) => {
  // Without a key store the database key can be read, and so the database searched.
  const args = ['--password-store=basic'];
  [a, b] = await twoFriends({ encoding: 'compact', args }, { encoding: 'json', args });
});

test('pictures that are sent together are an album, of which each is taken back by itself, and are gone through in the viewer', async () => {
  await choose(a.page, [
    await drawing(a.page),
    await drawing(a.page, '2.png', true),
    await drawing(a.page, '3.png'),
  ]);
  await expect(thumbnails(a.page)).toHaveCount(3);
  // The first is pulled behind the last with the pointer, and goes back with keys.
  const places = a.page.getByTestId('composer-picture-place');
  const order = (): Promise<readonly (string | null)[]> =>
    places.evaluateAll((handles) => handles.map((handle) => handle.getAttribute('title')));
  const [first, last] = [await places.first().boundingBox(), await places.last().boundingBox()];
  if (first === null || last === null) throw new Error('no pictures');
  await a.page.mouse.move(first.x + 20, first.y + 30);
  await a.page.mouse.down();
  await a.page.mouse.move(last.x + last.width - 10, last.y + 30, { steps: 6 });
  await a.page.mouse.up();
  expect(await order()).toEqual(['2.png', '3.png', 'drawing.png']);
  await places.last().focus();
  await a.page.keyboard.press('Alt+Home');
  await expect.poll(order).toEqual(['drawing.png', '2.png', '3.png']);
  await expect(places.first()).toBeFocused();
  await a.page.getByTestId('composer-input').fill('三张画');
  await send(a.page);
  for (const { page } of [a, b]) {
    await expect(page.getByTestId('album-tile')).toHaveCount(3);
    await expect(page.getByTestId('message-caption')).toHaveText(['三张画']);
    await expect(page.getByTestId('message')).toHaveCount(1);
  }

  const viewer = b.page.getByTestId('image-viewer');
  await b.page.getByTestId('message').focus();
  await b.page.keyboard.press('ArrowRight');
  await b.page.keyboard.press('ArrowRight');
  await expect(b.page.getByTestId('album-tile').nth(1).getByTestId('picture-open')).toBeFocused();
  await b.page.keyboard.press('Enter');
  await expect(viewer.getByTestId('viewer-image')).toBeVisible();
  const shown = (): Promise<string | null> => viewer.getByTestId('viewer-image').getAttribute('src');
  const second = await shown();
  await expect(viewer.getByTestId('viewer-image')).toHaveClass(/checker/);
  await b.page.keyboard.press('ArrowRight');
  await expect.poll(shown).not.toBe(second);
  await expect(b.page.getByTestId('viewer-next')).toBeDisabled();
  await b.page.keyboard.press('ArrowLeft');
  await expect(b.page.getByTestId('viewer-next')).toBeEnabled();
  const { bytes } = await bytesOf(b.page.getByTestId('album-tile').nth(1));
  const saved = await saveWith(b, () => b.page.getByTestId('viewer-save').click());
  await expect.poll(() => saved()?.equals(bytes)).toBe(true);
  await b.page.getByTestId('viewer-copy').click();
  await expect.poll(() => hasCopiedPicture(b)).toBe(true);
  await b.page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);

  // An album is chosen as one, and copied with what it says.
  await a.page.getByTestId('message').focus();
  await a.page.keyboard.press('Control+Space');
  await expect(a.page.getByTestId('chosen-count')).toHaveText('已选 3 条');
  await a.page.getByTestId('chosen-copy').click();
  await expect
    .poll(() => a.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe('[图片]\n[图片]\n[图片] 三张画');
  await a.page.keyboard.press('Escape');

  await a.page.getByTestId('album-tile').nth(1).click({ button: 'right' });
  await a.page.getByTestId('menu-revoke').click();
  for (const { page } of [a, b]) {
    await expect(page.getByTestId('album-tile')).toHaveCount(2);
    await expect(page.getByTestId('tombstone')).toHaveCount(1);
    await expect(page.getByTestId('message-caption')).toHaveText(['三张画']);
  }
});

test('the viewer needs no pointer, and a revoke closes it and removes the picture on both sides', async () => {
  await choose(a.page, [await photograph(a.page)]);
  await send(a.page);
  const message = pictures(b.page);
  await expect(message).toHaveCount(1);
  await expect(pictures(a.page)).toHaveAttribute('data-delivery', 'sent');
  const { bytes } = await bytesOf(message);
  const piece = bytes.subarray(bytes.length / 2, bytes.length / 2 + 48);
  for (const { profileDirectory } of [a, b]) expect(leftoversOf(piece, profileDirectory)).not.toEqual([]);

  const viewer = b.page.getByTestId('image-viewer');
  await message.focus();
  await b.page.keyboard.press('Enter');
  await expect(viewer).toContainText('林小满');
  await expect(b.page.getByTestId('viewer-image')).toBeVisible();
  const scale = async (): Promise<number> =>
    Number(await b.page.getByTestId('viewer-stage').getAttribute('data-scale'));
  const whole = await scale();
  await b.page.keyboard.press('+');
  await expect.poll(scale).toBeCloseTo(whole * 1.25, 2);
  await b.page.keyboard.press('1');
  await expect.poll(scale).toBe(1);
  await b.page.keyboard.press('0');
  await expect.poll(scale).toBe(whole);
  for (let presses = 0; presses < 6; presses += 1) {
    await b.page.keyboard.press('Tab');
    expect(await viewer.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await b.page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  await expect(message).toBeFocused();

  // Chosen alone, it is what is copied.
  await b.app.evaluate(({ clipboard }) => clipboard.clear());
  await message.focus();
  await b.page.keyboard.press('Control+Space');
  await b.page.getByTestId('chosen-copy').click();
  await expect.poll(() => hasCopiedPicture(b)).toBe(true);
  await b.page.keyboard.press('Escape');

  await b.page.getByTestId('picture-open').click();
  await expect(viewer).toBeVisible();
  await a.page.getByTestId('composer-input').focus();
  await a.page.keyboard.press('Control+Shift+Backspace');
  await expect(viewer).toHaveCount(0);
  for (const { page, profileDirectory } of [a, b]) {
    await expect(page.getByTestId('tombstone')).toHaveCount(1);
    await expect(page.locator('img[src^="blob:"]')).toHaveCount(0);
    await expect(page.getByTestId('operation-pending')).toHaveCount(0);
    expect(leftoversOf(piece, profileDirectory)).toEqual([]);
  }
});

test('a burn picture shows nothing until it is opened, counts down in the viewer, and is gone on both sides', async () => {
  await a.page.getByTestId('composer-burn').click();
  await a.page.getByTestId('composer-burn-time').click();
  await a.page.getByTestId('composer-burn-time-5').click();
  await choose(a.page, [await drawing(a.page)]);
  await send(a.page);
  await expect(a.page.getByTestId('composer')).toHaveAttribute('data-burn', 'false');
  const message = pictures(a.page);
  await expect(message).toHaveAttribute('data-delivery', 'sent');
  const { bytes } = await bytesOf(message);
  const piece = bytes.subarray(bytes.length / 2, bytes.length / 2 + 48);

  const card = b.page.getByTestId('burn-concealed');
  await expect(card).toBeVisible();
  await expect(b.page.locator('img[src^="blob:"], [data-testid="message-picture"]')).toHaveCount(0);
  await card.click();
  await b.page.getByTestId('picture-open').click();
  const viewer = b.page.getByTestId('image-viewer');
  await expect(viewer.getByTestId('burn-countdown')).toHaveAttribute('data-seconds', /^[1-5]$/);
  await expect(viewer.getByTestId('viewer-save')).toHaveCount(0);
  await expect(viewer.getByTestId('viewer-copy')).toHaveCount(0);
  await expect(viewer.getByTestId('viewer-image')).toBeVisible();
  await expect(viewer).toHaveCount(0);
  for (const { page, profileDirectory } of [a, b]) {
    await expect(page.getByTestId('burned')).toHaveCount(1);
    await expect(page.locator('img[src^="blob:"]')).toHaveCount(0);
    await expect(page.getByTestId('operation-pending')).toHaveCount(0);
    expect(leftoversOf(piece, profileDirectory)).toEqual([]);
  }
});
