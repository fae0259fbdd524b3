import { expect, type Page } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import zhCN from '../../resources/locales/zh-CN.json';
import { callBridge } from '../support/bridge';
import { nothingByItself } from '../support/auto-fetch';
import { chatRow } from './support/chat';
import { choose, type Person } from './support/person';
import { paint } from './support/picture-files';
import { createRoom, joinRoom } from './support/rooms';
import { test } from './support/story';

const file = ({ page }: Person, name: string) =>
  page.getByTestId('file').filter({ has: page.getByTitle(name, { exact: true }) });

test('a file is chosen, offered, downloaded by the keyboard and gone when it is revoked; one that is small is there at once', async ({
  twoFriends,
}) => {
  const [a, b] = await twoFriends({ encoding: 'compact' }, { encoding: 'json' });
  const large = { name: '年度报告.pdf.exe', mimeType: 'application/pdf', buffer: randomBytes(3_000_000) };
  const small = { name: 'notes.txt', mimeType: 'text/plain', buffer: randomBytes(2_000) };
  await a.page.getByTestId('composer-file-input').setInputFiles([large, small]);
  // What was chosen waits for Enter, like all that is written.
  await expect(a.page.getByTestId('sending-file')).toHaveCount(2);
  await expect(a.page.getByTestId('composer-input')).toBeFocused();
  await a.page.keyboard.press('Enter');
  await expect(file(b, small.name)).toHaveAttribute('data-state', 'here');
  await expect(file(b, large.name)).toHaveAttribute('data-state', 'offered');
  await expect(file(b, large.name).getByTestId('file-warning')).toBeVisible();
  await expect(a.page.getByTestId('sending-file')).toHaveCount(0);

  await file(b, large.name).getByTestId('file-fetch').focus();
  await b.page.keyboard.press('Enter');
  await expect(file(b, large.name)).toHaveAttribute('data-state', 'here');
  await expect(file(b, large.name).getByTestId('file-save')).toBeVisible();

  await a.page.getByTestId('composer-input').focus();
  await a.page.keyboard.press('Control+Shift+Backspace');
  await expect(file(b, small.name)).toHaveCount(0);
  await expect(file(b, large.name)).toHaveCount(1);
});

test('a picture goes as a file with a small one of it and with words, opens inside, stands among what the chat has, and one that burns never leaves', async ({
  twoFriends,
}) => {
  const [a, b] = await twoFriends({ encoding: 'compact' }, { encoding: 'json' });
  await callBridge(b.page, 'app.changeSettings', { autoFetch: nothingByItself });
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

test('a file of a room is fetched by three members who are no friends, seen and stopped by its author, goes on, is cleaned up and had again, and is gone for all when it is revoked', async ({
  arrive,
}, testInfo) => {
  test.setTimeout(240_000);
  const author = await arrive({ name: '林小满' });
  const room = await createRoom(author.page, '设计组');
  const members = await Promise.all([
    arrive({ name: '周一帆' }),
    arrive({ name: 'Alice', language: 'en' }),
    arrive({ name: '何静', encoding: 'json' }),
  ]);
  for (const { page } of members) {
    await joinRoom(page, room);
    await chatRow(page, '设计组').click();
  }
  const [first, second, third] = members;
  const name = '设计稿 2026.zip';
  const path = testInfo.outputPath(name);
  writeFileSync(path, randomBytes(40_000_000));
  await author.page.getByTestId('composer-file-input').setInputFiles(path);
  await expect(author.page.getByTestId('sending-file')).toBeVisible();
  await author.page.getByTestId('composer-input').focus();
  await author.page.keyboard.press('Enter');
  for (const member of members)
    await expect(file(member, name)).toHaveAttribute('data-state', 'offered', { timeout: 60_000 });

  // The author sees who fetches it, and stops it for all of them.
  for (const member of members) await file(member, name).getByTestId('file-fetch').click();
  await file(author, name).getByTestId('file-holdBack').click();
  await expect(file(author, name).getByTestId('file-giveAgain')).toBeVisible();
  await expect(file(third, name)).toHaveAttribute('data-state', 'failed');
  await expect(file(third, name).getByTestId('file-facts')).toHaveText(zhCN.errors.fileHeldBack);
  const red = await third.page.evaluate(() =>
    getComputedStyle(document.documentElement).getPropertyValue('--bad').trim(),
  );
  await expect(file(third, name).getByTestId('file-facts')).toHaveCSS('color', rgbOf(red));

  await file(author, name).getByTestId('file-giveAgain').click();
  for (const member of members) {
    await file(member, name).getByTestId('file-retry').focus();
    await member.page.keyboard.press('Enter');
  }
  for (const member of members)
    await expect(file(member, name)).toHaveAttribute('data-state', 'here', { timeout: 60_000 });
  await expect(file(author, name).getByTestId('file-fetcher')).toHaveCount(3);

  // What it takes is told and cleaned up; the message stays, and offers it again.
  await second.page.getByTestId('details-open').click();
  await second.page.getByTestId('details-usage').click();
  await second.page.getByTestId('clean-files-confirm').click();
  await expect(second.page.getByTestId('clean-files-dialog')).toBeHidden();
  await expect(second.page.getByTestId('details-usage')).toHaveCount(0);
  await expect(file(second, name)).toHaveAttribute('data-state', 'offered');
  await file(second, name).getByTestId('file-fetch').click();
  await expect(file(second, name)).toHaveAttribute('data-state', 'here', { timeout: 60_000 });

  await author.page.getByTestId('composer-input').focus();
  await author.page.keyboard.press('Control+Shift+Backspace');
  for (const person of [author, ...members]) await expect(file(person, name)).toHaveCount(0);
  await expect(first.page.getByTestId('tombstone').last()).toBeVisible();
});

/** `#c02a39` as computed styles say it. */
function rgbOf(hex: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return `rgb(${red}, ${green}, ${blue})`;
}
