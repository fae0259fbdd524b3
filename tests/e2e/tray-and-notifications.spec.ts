import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { befriend, callBridge, findConversation, say, signUp, valueOf } from '../support/bridge';
import { startDesktopBus, type DesktopBus } from '../support/desktop-bus';
import { chromiumFlags, launchApp, type RunningApp } from '../support/electron-app';
import { startServerProcess, type ServerProcess } from '../support/embedded-server';
import { chatRow } from './support/chat';

const secret = 'the-content-stays-inside';

let server: ServerProcess;
let bus: DesktopBus;
/** Lin's app lives on the desktop of the test; Zhou's is the other side. */
let lin: RunningApp;
let zhou: RunningApp;
let linNode: string;
let zhouNode: string;

test.beforeEach(async () => {
  [server, bus] = await Promise.all([startServerProcess(), startDesktopBus()]);
  [lin, zhou] = await Promise.all([launchApp({ env: bus.env }), launchApp()]);
  linNode = await signUp(lin.page, server.url, '林小满');
  zhouNode = await signUp(zhou.page, server.url, '周一帆');
  await befriend(zhou.page, lin.page);
});
test.afterEach(async () => {
  await Promise.allSettled([lin.close(), zhou.close()]);
  await server.stop();
  bus.stop();
});

const isVisible = (running: RunningApp): Promise<boolean> =>
  running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

const closeWindow = (running: RunningApp): Promise<void> =>
  running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

/** Open notifications with this title. */
const openWith = async (title: string) =>
  (await bus.notifications()).filter((shown) => shown.isOpen && shown.title === title);

test('a notification names the sender, never the content; clicking it opens the chat', async () => {
  valueOf(await callBridge(lin.page, 'rooms.create', { title: '设计组', isOpen: false }));
  await chatRow(lin.page, '设计组').click();
  await expect(lin.page.getByTestId('chat-title')).toHaveText('设计组');
  await closeWindow(lin);
  await expect.poll(() => isVisible(lin)).toBe(false);
  await say(zhou.page, linNode, secret);
  await say(zhou.page, linNode, `${secret} again`);
  await expect.poll(() => openWith('周一帆')).toHaveLength(1);
  await expect.poll(async () => (await findConversation(lin.page, zhouNode))?.unreadCount).toBe(2);
  const [shown] = await openWith('周一帆');
  expect(shown?.body).toBe('新消息');
  expect(JSON.stringify(await bus.notifications())).not.toContain(secret);

  await bus.clickNotification(shown?.id ?? 0);
  await expect.poll(() => isVisible(lin)).toBe(true);
  await expect(lin.page.getByTestId('chat-title')).toHaveText('周一帆');
});

test('a revoked message takes its notification back', async () => {
  await closeWindow(lin);
  const messageId = await say(zhou.page, linNode, secret);
  await expect.poll(() => openWith('周一帆')).toHaveLength(1);
  valueOf(await callBridge(zhou.page, 'messages.revoke', { messageId }));
  await expect.poll(() => openWith('周一帆')).toHaveLength(0);
});

test('the tray tells the unread number and speaks the language of the app', async () => {
  await closeWindow(lin);
  await say(zhou.page, linNode, secret);
  await expect
    .poll(() => bus.tray())
    .toEqual({
      title: 'Tim Desktop · 1 条未读',
      labels: ['打开 Tim Desktop', '撤回上一条消息', '退出'],
    });
  await callBridge(lin.page, 'app.changeSettings', { locale: 'en' });
  await expect
    .poll(() => bus.tray())
    .toEqual({
      title: 'Tim Desktop · 1 unread',
      labels: ['Open Tim Desktop', 'Revoke last message', 'Quit'],
    });
  await bus.clickTray('Open Tim Desktop');
  await expect.poll(() => isVisible(lin)).toBe(true);
});

test('the last message can be revoked from the tray while the window is hidden', async () => {
  await closeWindow(lin);
  await bus.clickTray('撤回上一条消息');
  await expect.poll(async () => (await openWith('撤回失败'))[0]?.body).toBe('没有可以撤回的消息。');

  await say(lin.page, zhouNode, secret);
  const preview = async () => (await findConversation(zhou.page, linNode))?.preview.kind;
  await expect.poll(preview).toBe('text');
  await bus.clickTray('撤回上一条消息');
  await expect.poll(() => openWith('已撤回')).toHaveLength(1);
  await expect.poll(preview).toBe('revoked');
  expect(await openWith('撤回失败')).toHaveLength(0);
});

test('closing keeps the app in the tray and says so once; a second start brings it back', async () => {
  await closeWindow(lin);
  await expect.poll(() => openWith('Tim Desktop 仍在运行')).toHaveLength(1);

  const second = spawn(
    lin.app.process().spawnfile,
    [...chromiumFlags(), `--user-data-dir=${lin.profileDirectory}`, join(__dirname, '../..')],
    {
      env: { ...process.env, ...bus.env },
      stdio: 'ignore',
    },
  );
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
  await expect.poll(() => isVisible(lin)).toBe(true);

  await closeWindow(lin);
  await expect.poll(() => isVisible(lin)).toBe(false);
  const told = (await bus.notifications()).filter(({ title }) => title === 'Tim Desktop 仍在运行');
  expect(told).toHaveLength(1);
});

test('quitting from the tray ends the app and takes every notification along', async () => {
  await closeWindow(lin);
  await say(zhou.page, linNode, secret);
  await expect.poll(() => openWith('周一帆')).toHaveLength(1);
  const gone = new Promise((resolve) => lin.app.process().once('exit', resolve));
  await bus.clickTray('退出');
  expect(await gone).toBe(0);
  expect((await bus.notifications()).filter(({ isOpen }) => isOpen)).toEqual([]);
  expect(await bus.tray()).toBeNull();
});

test('where there is no tray, closing the window ends the app', async () => {
  // Zhou's app has no session bus of ours, and so no tray.
  const gone = new Promise((resolve) => zhou.app.process().once('exit', resolve));
  await closeWindow(zhou);
  expect(await gone).toBe(0);
});
