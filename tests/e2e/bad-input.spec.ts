import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page } from '@playwright/test';
import { shownAccount } from '../support/bridge';
import { startServerProcess } from '../support/embedded-server';
import { expectDelivered, messageSaying, sendText, timelineTexts } from './support/chat';
import { GarbageProxy } from './support/garbage-proxy';
import { expectOnline, fillSignIn, password, type FormInput } from './support/person';
import { test } from './support/story';
import { wordsOf } from './support/words';

const words = wordsOf('zh-CN');

test.describe('signing in', () => {
  /** Submits the form, waits for the sentence and looks whether everything that was typed is still there. */
  const expectRefusal = async (page: Page, input: FormInput, sentence: string): Promise<void> => {
    await fillSignIn(page, input);
    await page.getByTestId('sign-in-submit').click();
    await expect(page.getByTestId('form-error')).toHaveText(sentence);
    await expect(page.getByTestId('sign-in-server')).toHaveValue(input.server);
    await expect(page.getByTestId('sign-in-name')).toHaveValue(input.name);
    await expect(page.getByTestId('sign-in-password')).toHaveValue(input.password);
  };

  const expectSignIn = async (page: Page, input: FormInput): Promise<void> => {
    await fillSignIn(page, input);
    await page.getByTestId('sign-in-submit').click();
    await expectOnline(page);
    await expect(page.getByTestId('form-error')).toHaveCount(0);
  };

  test('whatever is wrong is told beside the form, and the same window signs in afterwards', async ({
    server,
    arrive,
    open,
  }) => {
    const lin = await arrive({ name: '林小满' });
    await lin.close();
    const good = { server: server.url, name: '林小满', password };
    const other = createServer((_, answer) => answer.writeHead(404).end('<h1>It works</h1>'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    // A listening server on a host has an address record.
    const { port } = other.address() as AddressInfo;

    const { page } = await open();
    await expectRefusal(page, { ...good, name: ' ' }, '请填写账号。');
    await expectRefusal(page, { ...good, password: '' }, '请填写密码。');
    await expectRefusal(page, { ...good, password: 'wrong horse' }, '账号或密码错误。');
    await expectRefusal(
      page,
      { ...good, server: 'wss://no-such-host.invalid/tim' },
      '找不到这台服务器，请检查地址。',
    );
    await expectRefusal(
      page,
      { ...good, server: '127.0.0.1:1' },
      '服务器拒绝了连接，请确认它正在运行且端口正确。',
    );
    await expectRefusal(
      page,
      { ...good, server: `127.0.0.1:${port}` },
      '这个地址不是 tim 服务器，请检查地址和端口。',
    );
    await expectRefusal(
      page,
      { ...good, server: 'ftp://server/tim' },
      '服务器地址不完整或有误，请检查，例如 im.example.com:5080。',
    );
    other.close();
    await expectSignIn(page, good);
  });

  test('an unencrypted connection to another computer is asked about first', async ({
    open,
    server,
    arrive,
  }) => {
    const lin = await arrive({ name: '林小满' });
    await lin.close();
    const { page } = await open();
    // An address of the documentation range: nobody answers there.
    await fillSignIn(page, { server: 'ws://192.0.2.1:5080/tim', name: '林小满', password });
    await page.getByTestId('sign-in-submit').click();
    const question = page.getByTestId('sign-in-insecure');
    await expect(question).toContainText(words.signIn.insecure);
    await expect(page.getByTestId('sign-in-allow-insecure')).not.toBeChecked();
    await expect(page.getByTestId('sign-in-server')).toHaveValue('ws://192.0.2.1:5080/tim');
    await expectSignIn(page, { server: server.url, name: '林小满', password });
  });
});

test('an empty text and one of a megabyte are refused at the composer, and the text stays', async ({
  twoFriends,
}) => {
  const [a, b] = await twoFriends();
  const input = a.page.getByTestId('composer-input');
  const error = a.page.getByTestId('composer-error');
  for (const nothing of ['', '  \n\t ']) {
    await input.fill(nothing);
    await input.press('Enter');
    await expect(error).toHaveText('还没有写内容。');
  }
  const megabyte = '长'.repeat(350_000);
  await input.fill(megabyte);
  await input.press('Enter');
  await expect(error).toHaveText('内容太长，请缩短或分几条发送。');
  expect(await input.inputValue()).toBe(megabyte);
  await expect(a.page.getByTestId('message')).toHaveCount(0);

  await sendText(a.page, '短的');
  await expect(error).toHaveCount(0);
  await expectDelivered(b.page, '短的');
  expect(await timelineTexts(a.page)).toEqual(['短的']);
});

test('garbage from the server is skipped and told calmly, and what follows arrives', async ({
  server,
  twoFriends,
}) => {
  const proxy = await GarbageProxy.start(server.url);
  try {
    const [a, b] = await twoFriends({ serverUrl: proxy.url });
    await sendText(b.page, '之前');
    await expectDelivered(a.page, '之前');
    const garbage = [
      [],
      [0],
      [0x5a, 0xff, 0xff],
      [0xda, 0, 0],
      [0x91, 0, 0, 0, 1, 0x19, 0xff, 0xff, 0xff, 0x7f],
    ];
    for (const bytes of garbage) proxy.say(Uint8Array.from(bytes));
    const unreadable = async () => (await shownAccount(a.page))?.connection.unreadableFrames ?? 0;
    await expect.poll(unreadable).toBeGreaterThan(0);
    await expect(a.page.getByTestId('banner')).toContainText('无法识别的数据，已忽略');
    await sendText(b.page, '之后');
    await expectDelivered(a.page, '之后');
    await sendText(a.page, '收到');
    await expectDelivered(b.page, '收到');
    expect(await timelineTexts(a.page)).toEqual(['之前', '之后', '收到']);
    await expectOnline(a.page);
  } finally {
    await proxy.stop();
  }
});

test('what is written while the server is away is pending, and arrives in order and once when it is back', async ({
  server,
  twoFriends,
}) => {
  const [a, b] = await twoFriends();
  await sendText(a.page, '之前');
  await expectDelivered(b.page, '之前');
  await server.kill();
  const written = ['断线一', '断线二', '断线三'];
  for (const text of written) {
    await sendText(a.page, text);
    await expect(messageSaying(a.page, text)).toHaveAttribute('data-delivery', 'pending');
  }
  // The row says it as well; only a loss that lasts has a line of its own, and whoever is away for longer hears what becomes of the messages.
  await expect(a.page.getByTestId('chat-waiting')).toBeVisible();
  await expect(a.page.getByTestId('banner')).toHaveText(words.connection.waiting);
  await expect(a.page.getByTestId('banner-sentence')).toHaveText(words.connection.waitingReason);
  await expect(a.page.getByTestId('banner-action')).toHaveText(words.connection.tryNow);
  const addingOffline = async (): Promise<void> => {
    await a.page.getByTestId('chat-add').click();
    await a.page.getByTestId('chat-add-addFriend').click();
    await expect(a.page.getByTestId('form-problem')).toHaveText(words.errors.offline);
    await a.page.keyboard.press('Escape');
  };
  await addingOffline();
  const { port } = new URL(server.url);
  const again = await startServerProcess(['--port', port, '--data', server.dataDirectory]);
  try {
    for (const { page } of [a, b]) {
      // Retrying by hand saves the wait for the next attempt; the button may go because that attempt has begun.
      const retry = page.getByTestId('banner-action');
      if (await retry.isVisible()) await retry.click({ timeout: 2_000 }).catch(() => undefined);
      await expectOnline(page);
      await expect(page.getByTestId('banner')).toHaveCount(0);
    }
    for (const { page } of [a, b]) {
      for (const text of written) await expectDelivered(page, text);
      expect(await timelineTexts(page)).toEqual(['之前', ...written]);
    }
  } finally {
    await again.stop();
  }
});
