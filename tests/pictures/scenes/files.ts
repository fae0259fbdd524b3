import { expect, type Locator, type Page } from '@playwright/test';
import { chatRow } from '../../e2e/support/chat';
import { openChatWith } from '../../e2e/support/person';
import { offerUngiven } from '../../support/offering-peer';
import { conversation, lastRows, lastRowsAndComposer, wholeWindow } from '../support/camera';
import { landscapes } from '../support/drawings';
import { fileNamed, resize, type Scene } from '../support/scene';

/** More than goes with a message. */
const largeBytes = 600_000;
const smallBytes = 2_000;

/** Files in every state: offered, waited for, paused, gone at their author's, here; and being sent. */
export async function playFiles(scene: Scene): Promise<void> {
  const { camera, words, me, friend, colleagues } = scene;
  const { page } = me;
  const { files } = words;
  const file = (name: string): Locator => fileNamed(page, name);
  await chatRow(page, words.colleagues[0]).click();
  for (const name of [files.disguised, files.plan, files.film]) {
    offerUngiven(colleagues[0], me.node, { name });
    await expect(file(name)).toHaveAttribute('data-state', 'offered');
  }
  await file(files.plan).getByTestId('file-fetch').click();
  await expect(file(files.plan)).toHaveAttribute('data-state', 'waiting');
  await file(files.film).getByTestId('file-fetch').click();
  await file(files.film).getByTestId('file-pause').click();
  await expect(file(files.film)).toHaveAttribute('data-state', 'paused');
  await camera.take(page, 'files-offered', conversation);

  await openChatWith(me, friend);
  const send = async (from: Page, name: string, bytes: number): Promise<void> => {
    const buffer = Buffer.alloc(bytes, `${name} `);
    await from
      .getByTestId('composer-file-input')
      .setInputFiles([{ name, mimeType: 'application/octet-stream', buffer }]);
    await from.getByTestId('composer-input').press('Enter');
  };
  await send(friend.page, files.lost, largeBytes);
  await expect(file(files.lost)).toHaveAttribute('data-state', 'offered');
  // Deleted where it came from, it can be had from nobody.
  await friend.page.getByTestId('file').last().click({ button: 'right' });
  await friend.page.getByTestId('menu-deleteHere').click();
  await friend.page.getByTestId('delete-messages-confirm').click();
  await expect(friend.page.getByTestId('file')).toHaveCount(0);
  await file(files.lost).getByTestId('file-fetch').click();
  await expect(file(files.lost)).toHaveAttribute('data-state', 'failed');
  await send(friend.page, files.minutes, smallBytes);
  await expect(file(files.minutes)).toHaveAttribute('data-state', 'here');
  await send(page, files.plan, largeBytes);
  await expect(file(files.plan)).toHaveAttribute('data-state', 'here');
  await camera.take(page, 'files', conversation);

  // What burns is no file yet: it waits in the composer, with the reason.
  await page.getByTestId('composer-burn').click();
  await page
    .getByTestId('composer-file-input')
    .setInputFiles([
      { name: files.minutes, mimeType: 'application/pdf', buffer: Buffer.alloc(smallBytes, 'plan ') },
    ]);
  await expect(page.getByTestId('sending-file')).toBeVisible();
  await camera.take(page, 'file-refused', conversation);
  await page.getByTestId('sending-file-cancel').click();
  await page.getByTestId('composer-burn').click();
  await playPictures(scene);
  await resize(me, 900, 600);
}

/** Pictures that go as files: before they are sent, seen small, burning, and over; and where a chat has them together. */
async function playPictures({ camera, words, me, friend }: Scene): Promise<void> {
  const { page } = me;
  const author = friend.page;
  const pictures = await landscapes(author);
  await author.getByTestId('composer-picture-input').setInputFiles([...pictures]);
  await author.getByTestId('composer-as-files').click();
  await expect(author.getByTestId('sending-file-preview')).toHaveCount(pictures.length);
  await author.getByTestId('composer-input').fill(words.outing);
  await camera.take(author, 'file-composer', lastRowsAndComposer(1));
  await author.getByTestId('composer-input').press('Enter');
  await expect(author.getByTestId('sending-file')).toHaveCount(0);
  await expect(page.getByTestId('file-preview')).toHaveCount(pictures.length);
  await camera.take(page, 'file-pictures', lastRows(pictures.length));

  await author.getByTestId('composer-burn').click();
  // Long enough for a machine with much to do to take its pictures.
  await author.getByTestId('composer-burn-time').click();
  await author.getByTestId('composer-burn-time-300').click();
  await author.getByTestId('composer-file-input').setInputFiles([...pictures.slice(0, 1)]);
  await author.getByTestId('composer-input').press('Enter');
  const card = page.getByTestId('burn-concealed');
  await expect(card).toBeVisible();
  await camera.take(page, 'file-burn-covered', lastRows(1));
  if ((await card.getAttribute('data-file-state')) !== 'here') await card.click();
  await expect(card).toHaveAttribute('data-file-state', 'here');
  await card.click();
  await expect(page.getByTestId('burn-now')).toBeVisible();
  await camera.take(page, 'file-burn-open', lastRows(1));
  await page.getByTestId('burn-now').click();
  await expect(page.getByTestId('message').last()).toHaveAttribute('data-kind', 'burned');
  await author.getByTestId('composer-burn').click();
  await author.getByTestId('composer-input').press('Control+Shift+Backspace');
  await expect(page.getByTestId('file-preview')).toHaveCount(pictures.length - 1);
  await camera.take(page, 'files-over', lastRows(pictures.length + 1));

  await page.getByTestId('details-open').click();
  await page.getByTestId('details-media').click();
  await expect(page.getByTestId('media-picture').first()).toBeVisible();
  await camera.take(page, 'media', wholeWindow);
  await page.getByTestId('details-close').click();
}
