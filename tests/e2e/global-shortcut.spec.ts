import { spawnSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import type { Locale, ShortcutState } from '../../preload/contract/views';
import { befriend, callBridge, findConversation, say, signUp } from '../support/bridge';
import { startDesktopBus, type DesktopBus } from '../support/desktop-bus';
import { launchApp, type RunningApp } from '../support/electron-app';
import { startServerProcess, type ServerProcess } from '../support/embedded-server';
import { openSettings } from './support/settings';

const words = {
  'zh-CN': {
    title: '已撤回',
    body: '已撤回发给“周一帆”的消息',
    taken: '系统或其他程序正在使用这个组合键，请换一个。',
  },
  en: {
    title: 'Message revoked',
    body: 'Your message to 周一帆 was revoked',
    taken: 'The system or another program uses this combination. Choose another one.',
  },
} as const satisfies Record<Locale, unknown>;
const languages = ['zh-CN', 'en'] as const;

let server: ServerProcess;
let bus: DesktopBus;
const running: RunningApp[] = [];

test.beforeEach(async () => {
  [server, bus] = await Promise.all([startServerProcess(), startDesktopBus()]);
});
test.afterEach(async () => {
  await Promise.allSettled(running.splice(0).map((app) => app.close()));
  await server.stop();
  bus.stop();
});

/** Starts an app on the desktop of the test. */
async function launch(language: Locale = 'zh-CN'): Promise<RunningApp> {
  const app = await launchApp({ env: bus.env, language });
  running.push(app);
  return app;
}

/** Lin, whose language is given, and Zhou, who is her friend. */
async function twoFriends(language: Locale) {
  const [lin, zhou] = await Promise.all([launch(language), launchApp()]);
  running.push(zhou);
  const linNode = await signUp(lin.page, server.url, '林小满');
  const zhouNode = await signUp(zhou.page, server.url, '周一帆');
  await befriend(zhou.page, lin.page);
  return { lin, zhou, linNode, zhouNode };
}

/** Presses keys on the keyboard of the display, whatever has the focus. */
function pressOnDesktop(...keys: readonly string[]): void {
  const { status, stderr } = spawnSync('xdotool', ['key', ...keys], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`xdotool: ${stderr}`);
}

const toggle = ({ page }: RunningApp) =>
  page.locator('label').filter({ has: page.getByTestId('settings-shortcut-switch') });
const field = ({ page }: RunningApp) => page.getByTestId('settings-shortcut-field');
const note = ({ page }: RunningApp) => page.getByTestId('settings-shortcut-note');

const openShortcuts = ({ page }: RunningApp): Promise<void> => openSettings(page, 'shortcuts');

const stateOf = async ({ page }: RunningApp): Promise<ShortcutState> =>
  (await callBridge(page, 'app.snapshot', null)).revokeShortcutState;

/** Whether the app holds the suggested shortcut at this moment. */
const holdsShortcut = ({ app }: RunningApp): Promise<boolean> =>
  app.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('CommandOrControl+Alt+Z'));

const confirmations = async (title: string) =>
  (await bus.notifications()).filter((notification) => notification.title === title);

/** Closes the window, which goes to the tray. */
async function hideWindow({ app }: RunningApp): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(false);
}

for (const language of languages) {
  test(`the last message can be revoked with keys while the window is hidden, and a notification says so in ${language}`, async () => {
    const { title, body } = words[language];
    const { lin, zhou, linNode, zhouNode } = await twoFriends(language);
    await zhou.page.getByTestId('chat-row').click();
    for (const text of ['first', 'second']) {
      await say(lin.page, zhouNode, text);
      await expect(zhou.page.getByTestId('message-text').filter({ hasText: text })).toBeVisible();
    }

    expect(await stateOf(lin)).toBe('off');
    pressOnDesktop('ctrl+alt+z');
    await openShortcuts(lin);
    await toggle(lin).click();
    await expect(field(lin)).toHaveText(/^\s*Ctrl\s*Alt\s*Z\s*$/);
    await expect.poll(() => stateOf(lin)).toBe('active');
    await hideWindow(lin);
    // Keys that are held repeat; that is still one message.
    pressOnDesktop('--repeat', '5', '--repeat-delay', '40', 'ctrl+alt+z');

    await expect(zhou.page.getByTestId('tombstone')).toHaveText('对方撤回了一条消息');
    await expect.poll(async () => (await findConversation(zhou.page, linNode))?.preview.kind).toBe('revoked');
    await expect(zhou.page.getByTestId('message-text')).toHaveText(['first']);
    const shown = await confirmations(title);
    expect(shown.map((notification) => [notification.body, notification.isOpen])).toEqual([[body, true]]);
  });

  test(`a combination that another program has is reported where it is chosen, in ${language}`, async () => {
    const [holder, lin] = await Promise.all([launch(), launch(language)]);
    await signUp(holder.page, server.url, '周一帆');
    await signUp(lin.page, server.url, '林小满');
    await openShortcuts(holder);
    await toggle(holder).click();
    await expect.poll(() => stateOf(holder)).toBe('active');

    await openShortcuts(lin);
    await toggle(lin).click();
    await expect(note(lin)).toHaveText(words[language].taken);
    expect(await stateOf(lin)).toBe('taken');

    await field(lin).focus();
    await lin.page.keyboard.press('Control+Shift+K');
    await expect(field(lin)).toHaveText(/^\s*Ctrl\s*Shift\s*K\s*$/);
    await expect(note(lin)).toBeEmpty();
    expect(await stateOf(lin)).toBe('active');
  });
}

test('while new keys are recorded the present ones revoke nothing', async () => {
  const { lin, zhouNode } = await twoFriends('zh-CN');
  await say(lin.page, zhouNode, 'first');
  await say(lin.page, zhouNode, 'second');
  const preview = async () => (await findConversation(lin.page, zhouNode))?.preview;
  await openShortcuts(lin);
  await toggle(lin).click();
  await expect.poll(() => stateOf(lin)).toBe('active');

  await field(lin).focus();
  await expect(note(lin)).toHaveText('Esc 取消，Backspace 关闭快捷键。');
  await expect.poll(() => holdsShortcut(lin)).toBe(false);
  pressOnDesktop('ctrl+alt+z');
  await lin.page.getByTestId('settings-shortcut-switch').focus();
  expect(await preview()).toMatchObject({ kind: 'text', text: 'second' });
  expect(await confirmations('已撤回')).toEqual([]);

  await expect.poll(() => holdsShortcut(lin)).toBe(true);
  pressOnDesktop('ctrl+alt+z');
  await expect.poll(async () => (await preview())?.kind).toBe('revoked');
  expect(await confirmations('已撤回')).toHaveLength(1);
});

test('the shortcut is remembered over a restart, and free for others when the app has ended', async () => {
  const first = await launch();
  await signUp(first.page, server.url, '林小满');
  await openShortcuts(first);
  await toggle(first).click();
  await expect.poll(() => stateOf(first)).toBe('active');
  await first.app.close();

  const again = await launchApp({ env: bus.env, profileDirectory: first.profileDirectory });
  running.push(again);
  expect(await stateOf(again)).toBe('active');
  await again.app.close();

  const other = await launch();
  await callBridge(other.page, 'app.changeSettings', { revokeShortcut: 'CommandOrControl+Alt+Z' });
  expect(await stateOf(other)).toBe('active');
});
