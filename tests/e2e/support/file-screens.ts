import type { Page } from '@playwright/test';
import { offerUngiven } from '../../support/offering-peer';
import { choose } from './person';
import { paint } from './picture-files';
import { click, close, ownNode, screen, visible, type Screen } from './screen';

async function chooseFile(page: Page, name: string): Promise<void> {
  const buffer = Buffer.alloc(90_000, 'minutes ');
  await page
    .getByTestId('composer-file-input')
    .setInputFiles([{ name, mimeType: 'application/octet-stream', buffer }]);
}

/** Files in their states, and where a chat has them together. */
export const fileScreens: readonly Screen[] = [
  screen('a file that is not sent because it could not burn', async ({ page }) => {
    await click(page, 'composer-burn');
    await chooseFile(page, '会议纪要.docx');
    await visible(page, 'sending-file');
  }),
  screen('an own file', async ({ page }) => {
    await click(page, 'sending-file-cancel');
    await click(page, 'composer-burn');
    await chooseFile(page, '会议纪要.docx');
    await visible(page, 'sending-file');
    await page.getByTestId('composer-input').press('Enter');
    await visible(page, 'file-save');
  }),
  screen('a file that is offered', async ({ page, friend }) => {
    offerUngiven(friend, await ownNode(page), { name: '第三季度产品路线图与预算明细（最终版）.pdf.exe' });
    await click(page, 'rail-chats');
    await visible(page, 'file-fetch');
  }),
  screen('a file whose author gives nothing', async ({ page }) => {
    await click(page, 'file-fetch');
    await visible(page, 'file-cancel');
  }),
  screen('a file with words that is to be sent, and a picture that goes as one', async ({ page }) => {
    const buffer = await paint(page, { width: 640, height: 400, type: 'image/png' });
    const picture = { name: '海边.png', mimeType: 'image/png', buffer };
    await page.getByTestId('composer-picture-input').setInputFiles([picture]);
    await click(page, 'composer-as-files');
    await visible(page, 'sending-file-preview');
    await page.getByTestId('composer-input').fill('第一天的合影，原图');
  }),
  screen('a file with a small picture of it', async ({ page }) => {
    await page.getByTestId('composer-input').press('Enter');
    await visible(page, 'file-preview');
  }),
  screen('a file that is a text, read inside', async ({ page }) => {
    await chooseFile(page, '读我.txt');
    await page.getByTestId('composer-input').press('Enter');
    const file = page.getByTestId('file').filter({ has: page.getByTitle('读我.txt', { exact: true }) });
    await file.getByTestId('file-open').click();
    await visible(page, 'file-text-words');
  }),
  screen('a file that burns and is covered', async ({ page, friend }) => {
    await close(page);
    offerUngiven(friend, await ownNode(page), { name: '海边.png', burn: { burn: '10', burnmax: '600' } });
    await click(page, 'rail-chats');
    await visible(page, 'burn-concealed');
  }),
  screen('the pictures of a chat', async ({ page }) => {
    await click(page, 'details-open');
    await click(page, 'details-media');
    await visible(page, 'media-tile');
  }),
  screen('the files of a chat', async ({ page }) => {
    await choose(page, 'media-kind-document');
    await visible(page, 'media-line');
  }),
  screen('no links in a chat', async ({ page }) => {
    await choose(page, 'media-kind-link');
    await visible(page, 'media-empty');
  }),
];
