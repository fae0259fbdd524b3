import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { runApp } from '../support/electron-app';
import { chatRow, messageSaying, sendText } from './support/chat';
import { test } from './support/story';
import { wordsOf } from './support/words';

/** The greeting takes about four seconds. */
const greeting = { timeout: 20_000 };

const openChat = async (page: Page, title: string): Promise<void> => {
  await chatRow(page, title).click();
  await expect(page.getByTestId('chat-title')).toHaveText(title);
};

test('the demonstration fills itself with people, a room, a burn message and a tombstone, and answers', async ({
  open,
}) => {
  const { page } = await open({ args: ['--demo'] });
  for (const title of ['周一帆', 'Alice Moreau', '产品评审']) {
    await expect(chatRow(page, title)).toBeVisible(greeting);
  }
  await openChat(page, '周一帆');
  await expect(messageSaying(page, '你好，我是周一帆。这里的消息只在你这台电脑上，随便试。')).toBeVisible();
  await expect(page.getByTestId('burn-concealed')).toBeVisible(greeting);
  await expect(page.getByTestId('tombstone')).toHaveText(wordsOf('zh-CN').revoke.byPeer, greeting);

  await sendText(page, '你好，周一帆');
  await expect(page.getByTestId('message').filter({ hasText: '收到！' })).toHaveAttribute(
    'data-mine',
    'false',
  );
});

test('one command writes a picture of the demonstration and ends', async ({ open }) => {
  const folder = mkdtempSync(join(tmpdir(), 'tim-desktop-picture-'));
  const file = join(folder, 'demo.png');
  try {
    const { code, output } = await runApp(['--demo', '--screenshot', file, '--exit']);
    expect(output).not.toContain('tim-desktop:');
    expect(code).toBe(0);
    expect(existsSync(file)).toBe(true);
    expect(statSync(file).size).toBeGreaterThan(20_000);
    const viewer = await open();
    const colours = await viewer.app.evaluate(({ nativeImage }, picture) => {
      const pixels = nativeImage.createFromPath(picture).toBitmap();
      return new Set(new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / 4)).size;
    }, file);
    expect(colours).toBeGreaterThan(200);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
