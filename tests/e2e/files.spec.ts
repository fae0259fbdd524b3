import { expect, type Page } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { choose, type Person } from './support/person';
import { paint } from './support/picture-files';
import { test } from './support/story';

let a: Person;
let b: Person;

test.beforeEach(async ({ twoFriends }) => {
  [a, b] = await twoFriends({ encoding: 'compact' }, { encoding: 'json' });
});

test('a file is chosen, offered, downloaded by the keyboard and gone when it is revoked; one that is small is there at once', async () => {
  const large = { name: '年度报告.pdf.exe', mimeType: 'application/pdf', buffer: randomBytes(3_000_000) };
  const small = { name: 'notes.txt', mimeType: 'text/plain', buffer: randomBytes(2_000) };
  await a.page.getByTestId('composer-file-input').setInputFiles([large, small]);
  // What was chosen waits for Enter, like all that is written.
  await expect(a.page.getByTestId('sending-file')).toHaveCount(2);
  await expect(a.page.getByTestId('composer-input')).toBeFocused();
  await a.page.keyboard.press('Enter');
  const file = (name: string) =>
    b.page.getByTestId('file').filter({ has: b.page.getByTitle(name, { exact: true }) });
  await expect(file(small.name)).toHaveAttribute('data-state', 'here');
  await expect(file(large.name)).toHaveAttribute('data-state', 'offered');
  await expect(file(large.name).getByTestId('file-warning')).toBeVisible();
  await expect(a.page.getByTestId('sending-file')).toHaveCount(0);

  await file(large.name).getByTestId('file-fetch').focus();
  await b.page.keyboard.press('Enter');
  await expect(file(large.name)).toHaveAttribute('data-state', 'here');
  await expect(file(large.name).getByTestId('file-save')).toBeVisible();

  await a.page.getByTestId('composer-input').focus();
  await a.page.keyboard.press('Control+Shift+Backspace');
  await expect(file(small.name)).toHaveCount(0);
  await expect(file(large.name)).toHaveCount(1);
});

test('a picture goes as a file with a small one of it and with words, opens inside, stands among what the chat has, and one that burns never leaves', async () => {
  const buffer = await paint(a.page, { width: 900, height: 600, type: 'image/png' });
  const picture = { name: '海边.png', mimeType: 'image/png', buffer };
  await a.page.getByTestId('composer-picture-input').setInputFiles([picture]);
  await a.page.getByTestId('composer-as-files').click();
  await expect(a.page.getByTestId('sending-file-preview')).toBeVisible();
  await a.page.getByTestId('composer-input').fill('第一天的合影');
  await a.page.keyboard.press('Enter');

  const file = b.page.getByTestId('file').last();
  await expect(file).toHaveAttribute('data-state', 'offered');
  await expect(file.getByTestId('file-preview')).toBeVisible();
  await expect(b.page.getByTestId('message-caption')).toHaveText('第一天的合影');
  // Before it is passed on it has to be here, which is said, and a press away.
  await file.click({ button: 'right' });
  await b.page.getByTestId('menu-forward').click();
  await b.page.getByTestId('forward-fetch').click();
  await expect(b.page.getByTestId('forward-missing')).toHaveCount(0);
  await b.page.keyboard.press('Escape');
  await expect(file).toHaveAttribute('data-state', 'here');
  await file.getByTestId('file-open').click();
  const width = (page: Page): Promise<number> =>
    page.getByTestId('viewer-image').evaluate((image) => (image as HTMLImageElement).naturalWidth);
  await expect(b.page.getByTestId('viewer-image')).toBeVisible();
  expect(await width(b.page)).toBe(900);
  await b.page.keyboard.press('Escape');

  // By keys alone into what the chat has, and back to where it was said.
  await b.page.getByTestId('details-open').click();
  await b.page.getByTestId('details-media').focus();
  await b.page.keyboard.press('Enter');
  await expect(b.page.getByTestId('media-tile')).toHaveCount(1);
  await expect(b.page.getByTestId('media-picture')).toBeVisible();
  await expect(b.page.getByTestId('media-month')).toHaveCount(1);
  await choose(b.page, 'media-kind-document');
  await expect(b.page.getByTestId('media-empty')).toBeVisible();
  await choose(b.page, 'media-kind-media');
  await b.page.getByTestId('media-tile').focus();
  await b.page.keyboard.press('Enter');
  await expect(file).toBeInViewport();

  // What cannot be shown inside is refused before it is sent; what can be goes out as what burns.
  await a.page.getByTestId('composer-burn').click();
  const papers = { name: '合同.pdf', mimeType: 'application/pdf', buffer: randomBytes(2_000) };
  await a.page.getByTestId('composer-file-input').setInputFiles([papers]);
  await expect(a.page.getByTestId('sending-file').getByRole('alert')).toBeVisible();
  await a.page.getByTestId('sending-file-cancel').click();
  await a.page.getByTestId('composer-file-input').setInputFiles([picture]);
  await expect(a.page.getByTestId('sending-file').getByRole('alert')).toHaveCount(0);
  await a.page.keyboard.press('Enter');

  const concealed = b.page.getByTestId('burn-concealed');
  await expect(concealed).toHaveAttribute('data-file-state', 'offered');
  await concealed.focus();
  await b.page.keyboard.press('Enter');
  await expect(concealed).toHaveAttribute('data-file-state', 'here');
  // What is covered does not say what it is called.
  await expect(b.page.getByTitle(picture.name, { exact: true })).toHaveCount(1);
  await b.page.keyboard.press('Enter');
  const burning = b.page.getByTestId('message').last();
  await expect(burning.getByTestId('file-open')).toBeVisible();
  await expect(burning.getByTestId('file-save')).toHaveCount(0);
  await burning.getByTestId('file-open').click();
  await expect(b.page.getByTestId('viewer-image')).toBeVisible();
  await expect(b.page.getByTestId('viewer-save')).toHaveCount(0);
  await expect(b.page.getByTestId('viewer-copy')).toHaveCount(0);
  await b.page.keyboard.press('Escape');
  await b.page.getByTestId('burn-now').click();
  await expect(burning.getByTestId('file')).toHaveCount(0);
  await expect(a.page.getByTestId('message').last().getByTestId('file')).toHaveCount(0);
  // Taken back, it is nowhere, and not among what the chat has.
  await b.page.getByTestId('details-open').click();
  await b.page.getByTestId('details-media').click();
  await expect(b.page.getByTestId('media-tile')).toHaveCount(1);
  await a.page.getByTestId('composer-burn').click();
  await a.page.getByTestId('composer-input').focus();
  await a.page.keyboard.press('Control+Shift+Backspace');
  await expect(b.page.getByTestId('media-tile')).toHaveCount(0);
  await expect(b.page.getByTestId('file')).toHaveCount(0);
});
