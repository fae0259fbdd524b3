import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test, type Page } from '@playwright/test';
import { befriend, callBridge, say, signUp, valueOf } from '../support/bridge';
import { startDesktopBus, type DesktopBus } from '../support/desktop-bus';
import { createProfile, launchApp, type RunningApp } from '../support/electron-app';
import { startServerProcess, type ServerProcess } from '../support/embedded-server';
import { takeHeapSnapshot } from '../support/forensics/heap-snapshot';
import { PieceSearch } from '../support/forensics/piece-search';
import { chatRow } from './support/chat';
import { openSettings } from './support/settings';
import { wordsOf } from './support/words';

const words = wordsOf('zh-CN');
const pin = '739261';
const peer = '周一帆·不可见的名字';
const secret = 'what-was-said-must-not-be-seen-4711';
const draft = 'half-a-sentence-that-nobody-may-read';

let server: ServerProcess;
let bus: DesktopBus;
let lin: RunningApp;
let zhou: RunningApp;
let linNode: string;
let profileDirectory: string;

test.beforeEach(async () => {
  profileDirectory = createProfile();
  [server, bus] = await Promise.all([startServerProcess(), startDesktopBus()]);
  [lin, zhou] = await Promise.all([launchApp({ env: bus.env, profileDirectory }), launchApp()]);
  linNode = await signUp(lin.page, server.url, '林小满');
  await signUp(zhou.page, server.url, peer);
  await befriend(zhou.page, lin.page);
  await say(zhou.page, linNode, secret);
  await chatRow(lin.page, peer).click();
  await expect(lin.page.getByTestId('timeline')).toContainText(secret);
});
test.afterEach(async () => {
  await Promise.allSettled([lin.close(), zhou.close()]);
  await server.stop();
  bus.stop();
});

async function turnOn(page: Page): Promise<void> {
  await openSettings(page, 'privacy');
  await page.getByTestId('settings-lock-turn-on').click();
  await page.getByTestId('lock-new').fill('1234');
  await expect(page.getByTestId('lock-weakness')).toHaveText(words.lock.weakness.sequence);
  await page.getByTestId('lock-new').fill(pin);
  await expect(page.getByTestId('lock-weakness')).toBeHidden();
  await page.getByTestId('lock-again').fill(pin);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('settings-lock-change')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('settings-dialog')).toBeHidden();
}

const type = async (page: Page, text: string): Promise<void> => {
  await expect(page.getByTestId('lock-pin')).toBeFocused();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
};

const openNotifications = async (): Promise<readonly string[]> =>
  (await bus.notifications()).filter(({ isOpen }) => isOpen).map(({ title, body }) => `${title} ${body}`);

/** Nothing of the chats is in what anybody can see, hear or read of the window. */
async function expectNothingIn({ app, page }: RunningApp): Promise<void> {
  const seen = [
    await page.content(),
    JSON.stringify(await accessibilityTree(page)),
    await page.title(),
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? ''),
  ].join('\n');
  for (const content of [secret, draft, peer, '林小满']) expect(seen).not.toContain(content);
  const needles = [secret, draft, peer].map((text) => ({ label: text, bytes: Buffer.from(text) }));
  expect((await takeHeapSnapshot(page)).find(new PieceSearch(needles))).toEqual([]);
}

async function accessibilityTree(page: Page): Promise<unknown> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('Accessibility.enable');
    return await session.send('Accessibility.getFullAXTree');
  } finally {
    await session.detach();
  }
}

test('a lock that is closed by a key shows nothing anywhere, and opens with the PIN where one was, over a restart', async () => {
  await turnOn(lin.page);
  await lin.page.getByTestId('composer-input').fill(draft);
  await lin.page.keyboard.press('Control+l');
  await expect(lin.page.getByTestId('lock-screen')).toBeVisible();
  await expectNothingIn(lin);
  await expect.poll(() => bus.tray()).toEqual({ title: 'Tim Desktop', labels: ['打开 Tim Desktop', '退出'] });

  await type(lin.page, '000000');
  await expect(lin.page.getByTestId('lock-screen')).toContainText(words.errors.pinWrong);
  await type(lin.page, '111111');
  await expect.poll(async () => (await callBridge(lin.page, 'app.snapshot', null)).lock.wrongTries).toBe(2);

  await lin.kill();
  lin = await launchApp({ env: bus.env, profileDirectory });
  await expect(lin.page.getByTestId('lock-screen')).toBeVisible();
  expect((await callBridge(lin.page, 'app.snapshot', null)).lock.wrongTries).toBe(2);
  // Another start of the program, and a link, stay in front of the lock.
  const { spawnfile, spawnargs } = lin.app.process();
  const args = spawnargs.slice(1).filter((word) => !/^--(?:inspect|remote-debugging)/u.test(word));
  await once(spawn(spawnfile, [...args, `tim://add/${linNode}`], { stdio: 'ignore' }), 'exit');
  await expect(lin.page.getByTestId('lock-screen')).toBeVisible();
  await expectNothingIn(lin);

  await type(lin.page, pin);
  await expect(lin.page.getByTestId('contact-add-node')).toHaveValue(linNode);
  await lin.page.keyboard.press('Escape');
  await expect(lin.page.getByTestId('chat-title')).toHaveText(peer);
  await expect(lin.page.getByTestId('composer-input')).toHaveValue(draft);
  await expect(lin.page.getByTestId('timeline')).toContainText(secret);
});

test('a lock that closes with the screen or by itself withdraws what was told, and tells no names while messages arrive', async () => {
  valueOf(await callBridge(lin.page, 'lock.turnOn', { pin }));
  valueOf(await callBridge(lin.page, 'app.changeSettings', { whileLocked: 'receive' }));
  valueOf(await callBridge(lin.page, 'rooms.create', { title: '设计组', isOpen: false }));
  await chatRow(lin.page, '设计组').click();
  await lin.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await say(zhou.page, linNode, `${secret} again`);
  await expect.poll(openNotifications).toContain(`${peer} ${words.main.notification.newMessage}`);

  await lin.app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
  await expect.poll(openNotifications).toEqual([]);
  await say(zhou.page, linNode, `${secret} behind the lock`);
  await expect.poll(openNotifications).toEqual([`Tim Desktop ${words.main.notification.somethingNew}`]);
  const hidden = (await bus.notifications()).find(({ isOpen }) => isOpen);
  await bus.clickNotification(hidden?.id ?? 0);
  await expect(lin.page.getByTestId('lock-screen')).toBeVisible();
  await expectNothingIn(lin);
  await type(lin.page, pin);
  await expect(lin.page.getByTestId('chat-title')).toHaveText(peer);
  await expect(lin.page.getByTestId('timeline')).toContainText('behind the lock');
  await lin.app.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'));

  // Nobody has touched anything for longer than is set now.
  await lin.app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 300;
  });
  await openSettings(lin.page, 'privacy');
  // It locks at once, and the settings are gone with everything else: nothing is asked of the choice after the click.
  await lin.page.getByTestId('settings-lock-idle-m5').click({ force: true });
  await expect(lin.page.getByTestId('lock-screen')).toBeVisible();
  await expect(lin.page.getByTestId('settings-dialog')).toBeHidden();
});
