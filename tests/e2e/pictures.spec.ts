import { readImage } from '../../main/domain/image';
import { expect } from '@playwright/test';
import { expectDelivered, sendText } from './support/chat';
import type { Person } from './support/person';
import {
  beginDrag,
  bytesOf,
  cameraNote,
  drop,
  fixturePicture,
  paste,
  type PictureFile,
} from './support/picture-files';
import { choose, drawing, photograph, pictures, send, thumbnails } from './support/picture-steps';
import { test } from './support/story';

const maxSentBytes = 256 * 1024;

let a: Person;
let b: Person;

test.beforeEach(async ({ twoFriends }) => {
  // Without a key store the database key can be read, and so the database searched.
  const args = ['--password-store=basic'];
  [a, b] = await twoFriends({ encoding: 'compact', args }, { encoding: 'json', args });
});

test('picked, pasted and dropped pictures arrive in order with one caption, small and without what the camera noted', async () => {
  const photo = await photograph(a.page);
  expect(photo.buffer.length).toBeGreaterThan(4 * maxSentBytes);
  expect(photo.buffer.includes(cameraNote)).toBe(true);

  await choose(a.page, [photo]);
  await a.page.getByTestId('composer-input').focus();
  const { buffer: png } = await drawing(a.page, 'image.png', true);
  await paste(a, { png });
  await expect(thumbnails(a.page)).toHaveCount(2);
  await expect(a.page.getByTestId('composer-input')).toHaveValue('');
  await paste(a, { text: 'only text' });
  await expect(a.page.getByTestId('composer-input')).toHaveValue('only text');
  await drop(a.page, [await drawing(a.page)]);
  await expect(thumbnails(a.page)).toHaveCount(3);
  await expect(thumbnails(a.page).first()).toHaveAttribute('alt', '图片“IMG_4711.jpg”');
  await expect(a.page.getByTestId('composer-input')).toBeFocused();
  await a.page.getByTestId('composer-input').fill('三张图');
  await send(a.page);
  await expectDelivered(b.page, '三张图');
  await expectDelivered(a.page, '三张图');

  await expect(pictures(b.page)).toHaveCount(3);
  await expect(b.page.getByTestId('message').last().getByTestId('message-caption')).toHaveText('三张图');
  await expect(b.page.getByTestId('message-caption')).toHaveCount(1);
  await expect(b.page.getByTestId('message-image').first()).toHaveAttribute(
    'alt',
    '“林小满”的图片，第 1 张，共 3 张',
  );
  const sent = [];
  for (const message of await pictures(b.page).all()) sent.push(await bytesOf(message));
  expect(sent.map(({ mediaType }) => mediaType)).toEqual(['image/jpeg', 'image/webp', 'image/jpeg']);
  for (const { bytes } of sent) {
    expect(bytes.length).toBeLessThanOrEqual(maxSentBytes);
    expect(bytes.includes('Exif')).toBe(false);
    expect(bytes.includes(cameraNote)).toBe(false);
  }
  // The whole room that is allowed is used, and the camera's turn is painted.
  expect(sent[0]?.bytes.length).toBeGreaterThan(maxSentBytes / 3);
  const shape = await b.page
    .getByTestId('message-image')
    .first()
    .evaluate((image) => image instanceof HTMLImageElement && image.naturalHeight > image.naturalWidth);
  expect(shape).toBe(true);
});

test('what is no picture is refused in words, and what was chosen stays with its chat', async () => {
  const broken: PictureFile = {
    name: 'broken.png',
    mimeType: 'image/png',
    buffer: Buffer.from('no picture'),
  };
  const letter: PictureFile = {
    name: 'letter.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF'),
  };
  const half = await drawing(a.page, 'half.png');
  const cut: PictureFile = { ...half, buffer: half.buffer.subarray(0, 60) };
  // Claims 60000 by 60000 pixels in its first bytes.
  const bomb: PictureFile = { ...half, name: 'bomb.png', buffer: Buffer.from(half.buffer) };
  bomb.buffer.writeUInt32BE(60_000, 16);
  bomb.buffer.writeUInt32BE(60_000, 20);
  const refusal = a.page.getByTestId('composer-refusal');
  const address = a.page.url();

  // What is no picture is a file; it waits to be sent, and nothing navigates there.
  await drop(a.page, [letter]);
  await expect(a.page.getByTestId('sending-file')).toContainText(letter.name);
  expect(a.page.url()).toBe(address);
  await a.page.getByTestId('sending-file-cancel').click();
  await expect(a.page.getByTestId('sending-file')).toHaveCount(0);
  for (const [file, sentence] of [
    [broken, '无法'],
    [cut, '不完整'],
  ] as const) {
    await choose(a.page, [file]);
    await expect(refusal).toContainText(file.name);
    await expect(refusal).toContainText(sentence);
    await expect(a.page.getByTestId('composer-pictures')).toHaveCount(0);
  }

  for (const [name, sentence] of [
    ['zero-byte.png', '空的'],
    ['truncated.jpg', '不完整'],
    ['svg-named.png', 'SVG'],
    ['header.heic', 'HEIC'],
    ['png-declares-ten-times-its-rows.png', '不完整'],
  ] as const) {
    await drop(a.page, [fixturePicture(name)]);
    await expect(refusal).toContainText(name);
    await expect(refusal).toContainText(sentence);
    await expect(a.page.getByTestId('composer-pictures')).toHaveCount(0);
  }

  // What is too large to be made small here goes as the file that it is, and says so.
  const sending = a.page.getByTestId('sending-file');
  for (const file of [
    bomb,
    fixturePicture('huge-20000x20000.png'),
    fixturePicture('gif-declares-65535x65535.gif'),
  ]) {
    await choose(a.page, [file]);
    await expect(sending).toContainText(file.name);
    await expect(sending).toContainText('太大');
    await expect(a.page.getByTestId('composer-pictures')).toHaveCount(0);
    await a.page.getByTestId('sending-file-cancel').click();
    await expect(sending).toHaveCount(0);
  }

  await choose(a.page, [await drawing(a.page), await drawing(a.page, 'other.png')]);
  await expect(refusal).toHaveCount(0);
  await expect(thumbnails(a.page)).toHaveCount(2);
  await a.page.getByRole('button', { name: '移除图片“other.png”' }).press('Enter');
  await expect(thumbnails(a.page)).toHaveCount(1);
  await expect(a.page.getByTestId('composer-input')).toBeFocused();
  await send(a.page);
  await expect(pictures(b.page)).toHaveCount(1);
});

test('C2: a drag that ends without a word leaves no cover behind, and a file let go beside the chat does nothing', async () => {
  const { page } = a;
  const cover = page.getByTestId('drop-zone');
  const files = [await drawing(page)];
  await sendText(b.page, '第一句');
  await expectDelivered(page, '第一句');
  // Over the row of the chat, whose preview changes under the pointer.
  const drag = await beginDrag(page, files, 0.2);
  await expect(cover).toBeVisible();
  await sendText(b.page, '第二句');
  await expectDelivered(page, '第二句');
  await drag.cancel();
  await page.keyboard.press('Escape');
  await expect(cover).toHaveCount(0);

  const other = await beginDrag(page, files);
  await expect(cover).toBeVisible();
  await other.over(0.7, 0.4);
  await other.cancel();
  await page.mouse.move(300, 300);
  await expect(cover).toHaveCount(0);

  // Nobody touches anything.
  const resting = await beginDrag(page, files);
  await expect(cover).toBeVisible();
  await expect(cover).toHaveCount(0);
  await resting.over(0.65, 0.5);
  await expect(cover).toBeVisible();
  await resting.over(0.02, 0.5);
  await resting.letGo();
  await expect(cover).toHaveCount(0);
  await expect(page.getByTestId('composer-pictures')).toHaveCount(0);
  await drop(page, files);
  await expect(thumbnails(page)).toHaveCount(1);
});

test('C3, C11: a long screenshot stays legible and is read from its top, animations move or are told not to, cameras are turned once', async () => {
  const { page } = a;
  const files = [
    'long-screenshot-1080x20000.png',
    'animated.gif',
    'animated.webp',
    'exif-orientation-6.jpg',
    'cmyk.jpg',
  ];
  const [long, gif] = files.map(fixturePicture);
  if (long === undefined || gif === undefined) throw new Error('no picture');
  // What follows the end of a GIF is shown by nobody, and makes it too large to be sent as it is.
  const large = { ...gif, name: 'large.gif', buffer: Buffer.concat([gif.buffer, Buffer.alloc(1_100_000)]) };
  await choose(page, [...files.map(fixturePicture), large]);
  await expect(thumbnails(page)).toHaveCount(6);
  await expect(page.getByTestId('composer-picture-stilled')).toHaveCount(1);
  await expect(page.getByTestId('composer-picture-stilled')).toHaveAttribute('title', /large\.gif/);
  await send(page);
  await expect(pictures(b.page)).toHaveCount(6);
  const sent = [];
  for (const message of await pictures(a.page).all()) sent.push(await bytesOf(message));
  expect(sent.map(({ mediaType }) => mediaType)).toEqual([
    'image/webp',
    'image/gif',
    'image/webp',
    'image/jpeg',
    'image/jpeg',
    'image/jpeg',
  ]);
  const sizes = sent.map(({ bytes }) => readImage(bytes));
  expect(sizes[0]?.width).toBeGreaterThanOrEqual(640);
  expect((sizes[0]?.height ?? 0) / (sizes[0]?.width ?? 1)).toBeCloseTo(20_000 / 1_080, 1);
  expect(sizes[3]?.height).toBeGreaterThan(sizes[3]?.width ?? 0);
  const moving = b.page.getByTestId('picture-moving');
  await expect(moving).toHaveCount(2);
  await moving.last().scrollIntoViewIfNeeded();
  await expect(moving.last()).toHaveAttribute('data-playing', 'true');
  await b.page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(moving.last()).toHaveAttribute('data-playing', 'false');
  await moving.last().getByTestId('picture-play').press('Enter');
  await expect(moving.last()).toHaveAttribute('data-playing', 'true');

  await b.page.getByTestId('picture-long').scrollIntoViewIfNeeded();
  await b.page.getByTestId('message').last().focus();
  await b.page.keyboard.press('Enter');
  const stage = b.page.getByTestId('viewer-stage');
  const picture = b.page.getByTestId('viewer-image');
  await expect(picture).toBeVisible();
  const topOf = async (): Promise<number> =>
    ((await picture.boundingBox())?.y ?? 0) - ((await stage.boundingBox())?.y ?? 0);
  await expect.poll(topOf).toBeCloseTo(0, 0);
  expect((await picture.boundingBox())?.width).toBeGreaterThan(600);
  await b.page.keyboard.press('PageDown');
  await expect.poll(topOf).toBeLessThan(-300);
  await b.page.keyboard.press('Escape');
});

test('a flame for the chat stays on after sending and after a restart, until it is switched off', async () => {
  const isBurning = () => expect(a.page.getByTestId('composer')).toHaveAttribute('data-burn', 'true');
  await a.page.getByTestId('composer-burn').click();
  await a.page.getByTestId('composer-burn-time').click();
  await a.page.getByTestId('composer-burn-time-30').click();
  await a.page.getByTestId('composer-burn-time').click();
  await a.page.getByTestId('composer-burn-for-chat').click();
  await expect(a.page.getByTestId('composer-burn-time')).toHaveAttribute('data-for-chat', 'true');
  await sendText(a.page, '第一条');
  await expect(b.page.getByTestId('burn-concealed')).toHaveCount(1);
  await isBurning();

  await a.page.getByTestId('composer-burn').click();
  await sendText(a.page, '这一条不焚');
  await expectDelivered(b.page, '这一条不焚');
  await isBurning();

  await a.close();
  await a.reopen();
  await isBurning();
  await expect(a.page.getByTestId('composer-burn-time')).toContainText('30');
});
